'use client';
/** @file Arranging a collection: its items as they are, what can be done with them, and what is said of what was done. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import {
	type CollectionItemPartsFragment as Item,
	MoveInCollectionDocument,
	MoveManyInCollectionDocument,
	MoveToCollectionSectionDocument,
	RemoveFromCollectionDocument,
	UpdateCollectionDocument,
} from '../../../graphql/generated/graphql.ts';
import { offerUndo } from '../changes/offered-undo.ts';
import { forgetSavedCounts } from '../saved-counts.ts';
import { placeAmong, type Section, sectionOf, withInSection } from '../sections/section-order.ts';
import { useCollectionChange } from '../use-collection-change.ts';
import { type DropPlace, withPlaced } from './drop-place.ts';

/** What can be done with the items of a list; the same functions for as long as the list is there. */
export interface Acts {
	/** `to` is the index it has afterwards. */
	move(id: string, to: number): void;
	/** To where they were dropped. */
	put(ids: readonly string[], place: DropPlace): void;
	/** To the end of a section, null for none. */
	moveTo(id: string, section: Section | null): void;
	/** Takes it out, and calls `onGone` with the id of what takes its place, null for nothing. */
	remove(id: string, onGone: (nextId: string | null) => void): void;
	makeCover(id: string): void;
}

interface Arranged {
	readonly collectionId: string;
	readonly coverItemId: string | null;
	/** As the server read them last. */
	readonly initial: readonly Item[];
	/** In their order. */
	readonly sections: readonly Section[];
	/** Whether something is being dragged: what others do shows afterwards. */
	readonly dragging: boolean;
}

/** What an item is called. */
export function useItemTitle(): (item: Item) => string {
	const t = useTranslations('Collections');
	return ({ artwork, goneTitle }) => artwork?.title ?? (goneTitle || t('goneNameless'));
}

export function useArranging({ collectionId, coverItemId, initial, sections, dragging }: Arranged) {
	const t = useTranslations('Collections');
	const s = useTranslations('CollectionSections');
	const titleOf = useItemTitle();
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	const [items, setItems] = useState(initial);
	const [cover, setCover] = useState(coverItemId);
	const [said, setSaid] = useState('');
	const [read, setRead] = useState({ initial, coverItemId });
	// What comes anew from the server has the changes of others too, and what was undone. During a change it is older than that.
	if ((read.initial !== initial || read.coverItemId !== coverItemId) && !dragging) {
		setRead({ initial, coverItemId });
		if (!pending) {
			setItems(initial);
			setCover(coverItemId);
		}
	}
	/** As it will be shown: whoever presses twice goes on from there. */
	const newest = useRef(items);
	newest.current = items;
	function show(after: readonly Item[]): void {
		newest.current = after;
		setItems(after);
	}
	/** Changes are sent one after the other. */
	const last = useRef(Promise.resolve());
	function inTurn(act: () => Promise<void>): void {
		last.current = last.current.then(act);
	}

	/** Shows a new arrangement at once, and what the server has where it refuses it. */
	function arrange(
		after: readonly Item[],
		send: () => Promise<{ readonly __typename: string; readonly code?: string }>,
		what: string,
	): void {
		if (after === newest.current) return;
		show(after);
		inTurn(async () => {
			const answer = await change(send);
			if (answer) done(answer, what);
			else router.refresh();
		});
	}

	/** Where it can be undone, the foot of the window says what was done; otherwise the line above the list. */
	function done(answer: object, what: string): void {
		const seq = 'seq' in answer && typeof answer.seq === 'number' ? answer.seq : null;
		setSaid(seq === null ? what : '');
		if (seq !== null) offerUndo({ collectionId, seq, said: what });
		router.refresh();
	}

	function place(id: string, after: readonly Item[], to: DropPlace): void {
		const item = after.find((each) => each.id === id);
		if (!item) return;
		const send = async () =>
			(await browserRequest(MoveInCollectionDocument, { collectionId, itemId: id, ...printPlace(to) }))
				.moveInCollection;
		const number = { title: titleOf(item), place: after.indexOf(item) + 1, count: after.length };
		arrange(after, send, t('movedTo', number));
	}

	const acts: Acts = {
		move(id, to) {
			const others = newest.current.filter((each) => each.id !== id);
			const from = newest.current.findIndex((each) => each.id === id);
			const item = newest.current[from];
			if (!item || to < 0 || to > others.length) return;
			const { section, afterItemId } = placeAmong(others, to, to < from);
			const after = [...others.slice(0, to), { ...item, section }, ...others.slice(to)];
			place(id, after, { afterItemId, sectionId: section?.id ?? null });
		},
		put(ids, to) {
			const chosen = new Set(ids);
			const after = withPlaced(newest.current, chosen, to, sections);
			const moved = after.filter(({ id }) => chosen.has(id));
			const [first] = moved;
			if (!first || after === newest.current) return;
			if (moved.length === 1) {
				place(first.id, after, to);
				return;
			}
			const variables = { collectionId, itemIds: moved.map(({ id }) => id), ...printPlace(to) };
			const send = async () => (await browserRequest(MoveManyInCollectionDocument, variables)).moveManyInCollection;
			arrange(after, send, t('movedMany', { count: moved.length, place: after.indexOf(first) + 1 }));
		},
		moveTo(id, section) {
			const item = newest.current.find((each) => each.id === id);
			if (!item || sectionOf(item)?.id === section?.id) return;
			const variables = { collectionId, itemIds: [id], sectionId: section?.id ?? null };
			const send = async () =>
				(await browserRequest(MoveToCollectionSectionDocument, variables)).moveToCollectionSection;
			const title = titleOf(item);
			const what = section ? s('itemIn', { title, section: section.title }) : s('itemOut', { title });
			arrange(withInSection(newest.current, [item], section, sections), send, what);
		},
		remove(id, onGone) {
			inTurn(async () => {
				const variables = { collectionId, itemId: id };
				const send = async () => (await browserRequest(RemoveFromCollectionDocument, variables)).removeFromCollection;
				const answer = await change(send);
				if (!answer) return;
				forgetSavedCounts();
				const at = newest.current.findIndex((each) => each.id === id);
				const item = newest.current[at];
				const next = newest.current[at + 1] ?? newest.current[at - 1];
				show(newest.current.filter((each) => each.id !== id));
				done(answer, t('removed', { title: item ? titleOf(item) : '' }));
				onGone(next?.id ?? null);
			});
		},
		makeCover(id) {
			inTurn(async () => {
				const input = { id: collectionId, coverItemId: id };
				const send = async () => (await browserRequest(UpdateCollectionDocument, { input })).updateCollection;
				if (!(await change(send))) return;
				const item = newest.current.find((each) => each.id === id);
				setCover(id);
				setSaid(t('coverChosen', { title: item ? titleOf(item) : '' }));
				router.refresh();
			});
		},
	};
	return { acts: useSame(acts), items, cover, said, pending, problem, change, show, say: setSaid };
}

/** What is put after another stands in its section; the API wants one of the two. */
function printPlace({ afterItemId, sectionId }: DropPlace): DropPlace {
	return { afterItemId, sectionId: afterItemId === null ? sectionId : null };
}

/** Functions that do what those of the last drawing do, and are the same in all: rows that have them are not drawn for them. */
function useSame(acts: Acts): Acts {
	const latest = useRef(acts);
	latest.current = acts;
	const [same] = useState<Acts>(() => ({
		move: (...given) => latest.current.move(...given),
		put: (...given) => latest.current.put(...given),
		moveTo: (...given) => latest.current.moveTo(...given),
		remove: (...given) => latest.current.remove(...given),
		makeCover: (...given) => latest.current.makeCover(...given),
	}));
	return same;
}
