'use client';
/** @file The collections into which an artwork can be put: those used last, a search, and a new one in place. */
import { maximumNoteLength, maximumTitleLength } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	AddToCollectionDocument,
	CreateCollectionDocument,
	OpenCollectionsDocument,
	RemoveFromCollectionDocument,
} from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useCollectionChange } from './use-collection-change.ts';

/** From how many collections on a search is offered. */
const searchedFrom = 8;
/** How long nothing is typed before collections that are not listed are looked for. */
const searchAfterMs = 250;

interface Shelf {
	readonly id: string;
	readonly title: string;
	/** Null while the artwork is not in it. */
	readonly itemId: string | null;
}

/** The viewer's shelves with `title` in their titles, or with null those used last. */
async function readShelves(artworkId: string, title: string | null) {
	const { viewer } = await browserRequest(OpenCollectionsDocument, { artworkId, title });
	const { edges = [], pageInfo } = viewer?.openCollections ?? {};
	const found = edges.map(({ node }): Shelf => ({ id: node.id, title: node.title, itemId: node.itemOf?.id ?? null }));
	return { found, hasNextPage: pageInfo?.hasNextPage ?? false };
}

/** With those of `found` that are not there yet, at the end. */
function joined(shelves: readonly Shelf[], found: readonly Shelf[]): readonly Shelf[] {
	const known = new Set(shelves.map(({ id }) => id));
	return [...shelves, ...found.filter(({ id }) => !known.has(id))];
}

interface SaveDialogProps {
	readonly artworkId: string;
	readonly onClose: () => void;
	/** Told 1 for each collection that it was put into, and -1 for each that it was taken out of. */
	readonly onChange: (added: number) => void;
}

export function SaveDialog({ artworkId, onClose, onChange }: SaveDialogProps) {
	const t = useTranslations('Collections');
	const id = useId();
	const { change, pending, problem } = useCollectionChange();
	const [shelves, setShelves] = useState<readonly Shelf[] | null>(null);
	/** Whether there are more than those used last. */
	const [hasMore, setHasMore] = useState(false);
	const [failed, setFailed] = useState(false);
	const [words, setWords] = useState('');
	const [title, setTitle] = useState('');
	const [note, setNote] = useState('');
	const [said, setSaid] = useState('');

	useEffect(() => {
		let left = false;
		readShelves(artworkId, null).then(
			({ found, hasNextPage }) => {
				if (left) return;
				setShelves(found);
				setHasMore(hasNextPage);
			},
			() => !left && setFailed(true),
		);
		return () => {
			left = true;
		};
	}, [artworkId]);

	const sought = words.trim();
	useEffect(() => {
		if (!hasMore || sought === '') return;
		let left = false;
		const timer = setTimeout(() => {
			readShelves(artworkId, sought).then(
				({ found }) => !left && setShelves((before) => joined(before ?? [], found)),
				() => !left && setFailed(true),
			);
		}, searchAfterMs);
		return () => {
			left = true;
			clearTimeout(timer);
		};
	}, [artworkId, hasMore, sought]);

	function place(shelfId: string, itemId: string | null): void {
		setShelves((before) => before?.map((shelf) => (shelf.id === shelfId ? { ...shelf, itemId } : shelf)) ?? null);
		onChange(itemId === null ? -1 : 1);
	}

	async function toggle(shelf: Shelf): Promise<void> {
		if (shelf.itemId !== null) {
			const variables = { collectionId: shelf.id, itemId: shelf.itemId };
			const send = async () => (await browserRequest(RemoveFromCollectionDocument, variables)).removeFromCollection;
			if (!(await change(send))) return;
			place(shelf.id, null);
			return setSaid(t('removedFrom', { title: shelf.title }));
		}
		const variables = { collectionId: shelf.id, artworkId, note };
		const answer = await change(async () => (await browserRequest(AddToCollectionDocument, variables)).addToCollection);
		if (answer?.__typename !== 'CollectionItemSuccess') return;
		place(shelf.id, answer.item.id);
		setSaid(t('addedTo', { title: shelf.title }));
	}

	async function createShelf(event: FormEvent): Promise<void> {
		event.preventDefault();
		const answer = await change(
			async () => (await browserRequest(CreateCollectionDocument, { input: { title } })).createCollection,
		);
		if (answer?.__typename !== 'CollectionSuccess') return;
		const shelf = { id: answer.collection.id, title: answer.collection.title, itemId: null };
		setShelves((before) => [shelf, ...(before ?? [])]);
		setTitle('');
		await toggle(shelf);
	}

	const shown = shelves?.filter((shelf) => shelf.title.toLowerCase().includes(sought.toLowerCase())) ?? [];
	return (
		<Dialog open onClose={onClose} title={t('collectTitle')}>
			{failed && (
				<p role="alert" className="text-dot">
					{t('problems.OTHER')}
				</p>
			)}
			{shelves === null && !failed && <p role="status">{t('loading')}</p>}
			{shelves !== null && (
				<div className="space-y-4">
					{shelves.length >= searchedFrom && (
						<div>
							<label htmlFor={`${id}-words`} className="mb-1.5 block font-medium">
								{t('find')}
							</label>
							<input
								id={`${id}-words`}
								className="field"
								value={words}
								dir="auto"
								onChange={(event) => setWords(event.target.value)}
							/>
						</div>
					)}
					<fieldset disabled={pending}>
						<legend className="sr-only">{t('yours')}</legend>
						<div className="max-h-64 overflow-y-auto">
							{shown.map((shelf) => (
								<label key={shelf.id} className="flex min-h-11 items-center gap-3">
									<input
										type="checkbox"
										className="size-5 accent-ink"
										checked={shelf.itemId !== null}
										onChange={() => void toggle(shelf)}
									/>
									<bdi>{shelf.title}</bdi>
								</label>
							))}
						</div>
						{shelves.length === 0 && <p className="text-soft">{t('noneYet')}</p>}
						{shelves.length > 0 && shown.length === 0 && (
							<p role="status" className="text-soft">
								{t('findNone')}
							</p>
						)}
					</fieldset>
					<div>
						<label htmlFor={`${id}-note`} className="mb-1.5 block font-medium">
							{t('note')}
						</label>
						<input
							id={`${id}-note`}
							className="field"
							value={note}
							dir="auto"
							maxLength={maximumNoteLength}
							aria-describedby={`${id}-note-hint`}
							onChange={(event) => setNote(event.target.value)}
						/>
						<p id={`${id}-note-hint`} className="mt-1 text-sm text-soft">
							{t('noteHint')}
						</p>
					</div>
					<form method="post" onSubmit={(event) => void createShelf(event)} className="border-t border-line pt-4">
						<label htmlFor={`${id}-title`} className="mb-1.5 block font-medium">
							{t('newTitle')}
						</label>
						<div className="flex gap-3">
							<input
								id={`${id}-title`}
								className="field min-w-0 flex-1"
								required
								dir="auto"
								maxLength={maximumTitleLength}
								value={title}
								onChange={(event) => setTitle(event.target.value)}
							/>
							<button type="submit" className="button-quiet shrink-0" disabled={pending}>
								{t('createAndAdd')}
							</button>
						</div>
					</form>
				</div>
			)}
			{problem && (
				<p role="alert" className="mt-3 text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			<p role="status" className="mt-3 text-sm text-soft">
				{said}
			</p>
			<button type="button" className="button-main mt-4" onClick={onClose}>
				{t('done')}
			</button>
		</Dialog>
	);
}
