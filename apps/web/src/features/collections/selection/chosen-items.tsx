'use client';
/** @file What can be done with many items of a collection at once: move them, put them into another one, take them out. */
import { useTranslations } from 'next-intl';
import { browserRequest } from '../../../graphql/browser-request.ts';
import {
	type CollectionItemPartsFragment,
	MoveManyInCollectionDocument,
	MoveToCollectionSectionDocument,
	RemoveManyFromCollectionDocument,
} from '../../../graphql/generated/graphql.ts';
import { forgetSavedCounts } from '../saved-counts.ts';
import { placeAmong, type Section, sectionOf, withInSection } from '../sections/section-order.ts';
import { SectionSelect } from '../sections/section-select.tsx';
import type { useCollectionChange } from '../use-collection-change.ts';
import { AddMany } from './add-many.tsx';
import { SelectionBar } from './selection-bar.tsx';
import type { Selection } from './use-selection.ts';

interface ChosenItemsProps {
	readonly collectionId: string;
	/** All that are listed, in their order. */
	readonly items: readonly CollectionItemPartsFragment[];
	/** Those of the collection, in their order. */
	readonly sections: readonly Section[];
	readonly movable: boolean;
	readonly selection: Selection;
	/** Sends a change, one at a time with all others of the list. */
	readonly change: ReturnType<typeof useCollectionChange>['change'];
	readonly pending: boolean;
	/** The items as they are afterwards, and what has been done, in words. */
	readonly onDone: (items: readonly CollectionItemPartsFragment[], said: string) => void;
}

export function ChosenItems(props: ChosenItemsProps) {
	const { collectionId, items, sections, movable, selection, change, pending, onDone } = props;
	const t = useTranslations('Collections');
	const s = useTranslations('CollectionSections');
	const chosen = items.filter(({ id }) => selection.has(id));
	const others = items.filter(({ id }) => !selection.has(id));
	const itemIds = chosen.map(({ id }) => id);

	/** `to` is the index that the first of them has afterwards. */
	async function move(to: number): Promise<void> {
		const { section, ...place } = placeAmong(others, to, false);
		const variables = { collectionId, itemIds, ...place };
		const send = async () => (await browserRequest(MoveManyInCollectionDocument, variables)).moveManyInCollection;
		if (!(await change(send))) return;
		const count = chosen.length;
		const placed = chosen.map((item) => ({ ...item, section }));
		onDone([...others.slice(0, to), ...placed, ...others.slice(to)], t('movedMany', { count, place: to + 1 }));
	}

	async function moveTo(section: Section | null): Promise<void> {
		const variables = { collectionId, itemIds, sectionId: section?.id ?? null };
		const send = async () => (await browserRequest(MoveToCollectionSectionDocument, variables)).moveToCollectionSection;
		if (!(await change(send))) return;
		const count = chosen.length;
		const said = section ? s('manyIn', { count, section: section.title }) : s('manyOut', { count });
		onDone(withInSection(items, chosen, section, sections), said);
	}

	async function remove(): Promise<void> {
		const variables = { collectionId, itemIds };
		const send = async () =>
			(await browserRequest(RemoveManyFromCollectionDocument, variables)).removeManyFromCollection;
		if (!(await change(send))) return;
		forgetSavedCounts();
		onDone(others, t('removedMany', { count: chosen.length }));
		selection.clear();
	}
	return (
		<SelectionBar selection={selection}>
			{movable && (
				<label className="flex items-center gap-2 text-sm">
					{t('moveMany')}
					<select
						className="field w-auto"
						value=""
						disabled={pending}
						onChange={(event) => void move(Number(event.target.value))}
					>
						<option value="" disabled>
							–
						</option>
						{Array.from({ length: others.length + 1 }, (_, place) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a place is what an option is
							<option key={place} value={place}>
								{place + 1}
							</option>
						))}
					</select>
				</label>
			)}
			{sections.length > 0 && (
				<SectionSelect
					sections={sections}
					value={
						chosen.every((item) => sectionOf(item)?.id === sectionOf(chosen[0])?.id) ? sectionOf(chosen[0]) : undefined
					}
					label={s('moveTo')}
					disabled={pending}
					onChange={(section) => void moveTo(section)}
				/>
			)}
			<AddMany artworkIds={chosen.flatMap(({ artwork }) => artwork?.id ?? [])} />
			<button type="button" className="button-quiet" disabled={pending} onClick={() => void remove()}>
				{t('removeMany')}
			</button>
		</SelectionBar>
	);
}
