'use client';
/** @file Deleting a collection, after asking once more, and restoring deleted ones. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { DeleteCollectionDocument, RestoreCollectionDocument } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useCollectionChange } from './use-collection-change.ts';

/** Ends on the list of collections, where it can be restored. */
export function DeleteCollection({ id }: { readonly id: string }) {
	const t = useTranslations('Collections');
	const router = useRouter();
	const [open, setOpen] = useState(false);
	const { change, pending, problem } = useCollectionChange();
	async function remove(): Promise<void> {
		if (!(await change(async () => (await browserRequest(DeleteCollectionDocument, { id })).deleteCollection))) return;
		router.replace('/collections');
		router.refresh();
	}
	return (
		<div>
			<button type="button" className="button-quiet" onClick={() => setOpen(true)}>
				{t('delete')}
			</button>
			<Dialog open={open} onClose={() => setOpen(false)} title={t('deleteTitle')}>
				<p className="text-soft">{t('deleteText')}</p>
				{problem && (
					<p role="alert" className="mt-3 text-dot">
						{t(`problems.${problem}`)}
					</p>
				)}
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="button" className="button-main" disabled={pending} onClick={() => void remove()}>
						{t('delete')}
					</button>
					<button type="button" className="button-quiet" onClick={() => setOpen(false)}>
						{t('keep')}
					</button>
				</div>
			</Dialog>
		</div>
	);
}

interface DeletedCollectionsProps {
	readonly collections: readonly { readonly id: string; readonly title: string }[];
}

/** Nothing where there is none. */
export function DeletedCollections({ collections }: DeletedCollectionsProps) {
	const t = useTranslations('Collections');
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	if (collections.length === 0) return null;
	async function restore(id: string): Promise<void> {
		if (await change(async () => (await browserRequest(RestoreCollectionDocument, { id })).restoreCollection))
			router.refresh();
	}
	return (
		<section aria-labelledby="deleted-collections" className="mt-12 border-t border-line pt-4">
			<h2 id="deleted-collections" className="text-xl">
				{t('deleted')}
			</h2>
			<p className="text-soft">{t('deletedText')}</p>
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			<ul className="mt-3 space-y-2">
				{collections.map(({ id, title }) => (
					<li key={id} className="flex flex-wrap items-center gap-3">
						<bdi>{title}</bdi>
						<button type="button" className="button-quiet" disabled={pending} onClick={() => void restore(id)}>
							{t('restore')}
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
