'use client';
/** @file The collections into which many artworks can be put together: those used last, others by title, or a new one. */
import { maximumNoteLength, maximumTitleLength } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import {
	AddManyToCollectionDocument,
	CreateCollectionDocument,
	OpenShelvesDocument,
} from '../../../graphql/generated/graphql.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { forgetSavedCounts } from '../saved-counts.ts';
import { useCollectionChange } from '../use-collection-change.ts';

/** How long nothing is typed before the collections are looked for. */
const searchAfterMs = 250;

interface Shelf {
	readonly id: string;
	readonly title: string;
}

interface AddManyDialogProps {
	readonly artworkIds: readonly string[];
	readonly onClose: () => void;
}

export function AddManyDialog({ artworkIds, onClose }: AddManyDialogProps) {
	const t = useTranslations('Collections');
	const id = useId();
	const { change, pending, problem } = useCollectionChange();
	const [shelves, setShelves] = useState<readonly Shelf[] | null>(null);
	const [failed, setFailed] = useState(false);
	const [words, setWords] = useState('');
	const [title, setTitle] = useState('');
	const [note, setNote] = useState('');
	const [said, setSaid] = useState('');
	const sought = words.trim();
	useEffect(() => {
		let left = false;
		const read = (): void =>
			void browserRequest(OpenShelvesDocument, { title: sought === '' ? null : sought }).then(
				({ viewer }) => !left && setShelves(viewer?.openCollections?.edges.map(({ node }) => node) ?? []),
				() => !left && setFailed(true),
			);
		const timer = setTimeout(read, sought === '' ? 0 : searchAfterMs);
		return () => {
			left = true;
			clearTimeout(timer);
		};
	}, [sought]);

	async function add(shelf: Shelf): Promise<void> {
		const variables = { collectionId: shelf.id, artworkIds: [...artworkIds], note };
		const answer = await change(
			async () => (await browserRequest(AddManyToCollectionDocument, variables)).addManyToCollection,
		);
		if (answer?.__typename !== 'AddManySuccess') return;
		forgetSavedCounts();
		const { added, kept, refused } = answer;
		setSaid(t('addedMany', { added, kept, refused, title: shelf.title }));
	}

	async function createShelf(event: FormEvent): Promise<void> {
		event.preventDefault();
		const answer = await change(
			async () => (await browserRequest(CreateCollectionDocument, { input: { title } })).createCollection,
		);
		if (answer?.__typename !== 'CollectionSuccess') return;
		const { collection } = answer;
		setShelves((before) => [collection, ...(before ?? [])]);
		setTitle('');
		await add(collection);
	}
	return (
		<Dialog open onClose={onClose} title={t('addManyTitle', { count: artworkIds.length })}>
			{failed && (
				<p role="alert" className="text-dot">
					{t('problems.OTHER')}
				</p>
			)}
			<div className="space-y-4">
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
				{shelves === null && !failed && <p role="status">{t('loading')}</p>}
				<ul aria-label={t('yours')} className="max-h-64 overflow-y-auto">
					{shelves?.map((shelf) => (
						<li key={shelf.id} className="flex min-h-11 items-center justify-between gap-3">
							<bdi>{shelf.title}</bdi>
							<button
								type="button"
								className="button-quiet shrink-0"
								disabled={pending}
								aria-label={t('addManyTo', { title: shelf.title })}
								onClick={() => void add(shelf)}
							>
								{t('add')}
							</button>
						</li>
					))}
				</ul>
				{shelves?.length === 0 && <p className="text-soft">{t(sought === '' ? 'noneYet' : 'findNone')}</p>}
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
