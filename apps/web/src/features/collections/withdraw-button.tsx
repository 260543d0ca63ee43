'use client';
/** @file Taking an artwork of one's own out of somebody else's collection, for good, after asking once more. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { WithdrawFromCollectionDocument } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useCollectionChange } from './use-collection-change.ts';

interface WithdrawButtonProps {
	readonly collectionId: string;
	readonly artworkId: string;
	readonly title: string;
}

export function WithdrawButton({ collectionId, artworkId, title }: WithdrawButtonProps) {
	const t = useTranslations('Collections');
	const router = useRouter();
	const [open, setOpen] = useState(false);
	const { change, pending, problem } = useCollectionChange();
	async function withdraw(): Promise<void> {
		const variables = { collectionId, artworkId };
		const send = async () => (await browserRequest(WithdrawFromCollectionDocument, variables)).withdrawFromCollection;
		if (!(await change(send))) return;
		setOpen(false);
		router.refresh();
	}
	return (
		<>
			<button
				type="button"
				className="quiet-link text-sm text-soft"
				aria-label={t('withdrawThis', { title })}
				onClick={() => setOpen(true)}
			>
				{t('withdraw')}
			</button>
			<Dialog open={open} onClose={() => setOpen(false)} title={t('withdrawTitle')}>
				<p className="text-soft">{t('withdrawText')}</p>
				{problem && (
					<p role="alert" className="mt-3 text-dot">
						{t(`problems.${problem}`)}
					</p>
				)}
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="button" className="button-main" disabled={pending} onClick={() => void withdraw()}>
						{t('withdraw')}
					</button>
					<button type="button" className="button-quiet" onClick={() => setOpen(false)}>
						{t('leaveIt')}
					</button>
				</div>
			</Dialog>
		</>
	);
}
