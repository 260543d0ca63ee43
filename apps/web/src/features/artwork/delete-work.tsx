'use client';
/** @file Deleting what one has made, after asking once more. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { DeleteArtworkDocument, DeleteRenderDocument } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface DeleteWorkProps {
	readonly kind: 'artwork' | 'render';
	readonly id: string;
}

/** Ends on the list of one's own renders. */
export function DeleteWork({ kind, id }: DeleteWorkProps) {
	const t = useTranslations(`Delete.${kind}`);
	const router = useRouter();
	const [open, setOpen] = useState(false);
	const [state, setState] = useState<'pending' | 'failed' | null>(null);

	async function remove(): Promise<void> {
		setState('pending');
		try {
			const answer =
				kind === 'artwork'
					? (await browserRequest(DeleteArtworkDocument, { id })).deleteArtwork
					: (await browserRequest(DeleteRenderDocument, { id })).deleteRender;
			// What is gone already is as good.
			const isGone = answer.__typename === 'NotFound' || !('code' in answer);
			if (isGone) return router.replace('/renders');
			setState('failed');
		} catch {
			setState('failed');
		}
	}
	return (
		<div>
			<button type="button" className="button-quiet" onClick={() => setOpen(true)}>
				{t('button')}
			</button>
			<Dialog open={open} onClose={() => setOpen(false)} title={t('title')}>
				<p className="text-soft">{t('text')}</p>
				{state === 'failed' && (
					<p role="alert" className="mt-3 text-dot">
						{t('failed')}
					</p>
				)}
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="button" className="button-main" disabled={state === 'pending'} onClick={() => void remove()}>
						{t('confirm')}
					</button>
					<button type="button" className="button-quiet" onClick={() => setOpen(false)}>
						{t('keep')}
					</button>
				</div>
			</Dialog>
		</div>
	);
}
