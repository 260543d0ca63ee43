'use client';
/** @file Clearing files of one kind: what it would free, asking once more, and what it has freed. */
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type ClearableFiles, ClearFilesDocument } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { byteSize } from '../packs/byte-size.ts';

interface Amount {
	readonly fileCount: number;
	readonly byteCount: number;
}

interface ClearFilesProps {
	readonly kind: ClearableFiles;
	/** What there is to clear. */
	readonly amount: Amount;
}

export function ClearFiles({ kind, amount }: ClearFilesProps) {
	const t = useTranslations('Admin.files');
	const format = useFormatter();
	const router = useRouter();
	const [state, setState] = useState<'asking' | 'pending' | 'failed' | Amount | null>(null);
	const told = ({ fileCount, byteCount }: Amount) => ({ count: fileCount, size: byteSize(format, byteCount) });

	async function clear(): Promise<void> {
		setState('pending');
		const answer = await browserRequest(ClearFilesDocument, { kind }).catch(() => null);
		if (answer?.clearFiles.__typename !== 'ClearFilesSuccess') return setState('failed');
		setState(answer.clearFiles);
		router.refresh();
	}
	return (
		<li className="py-4">
			<h3 className="text-lg">{t(`kinds.${kind}`)}</h3>
			<p className="mt-1 text-soft">{t(`clearing.${kind}`)}</p>
			<div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
				<button
					type="button"
					className="button-quiet"
					disabled={amount.fileCount === 0 || state === 'pending'}
					onClick={() => setState('asking')}
				>
					{state === 'pending'
						? t('pending')
						: amount.fileCount === 0
							? t('nothing')
							: t('button', { size: byteSize(format, amount.byteCount) })}
				</button>
				<p role="status">{state !== null && typeof state === 'object' && t('done', told(state))}</p>
				{state === 'failed' && (
					<p role="alert" className="text-dot">
						{t('failed')}
					</p>
				)}
			</div>
			{state === 'asking' && (
				<Dialog open onClose={() => setState((now) => (now === 'asking' ? null : now))} title={t(`asking.${kind}`)}>
					<p className="text-soft">{t('frees', told(amount))}</p>
					<div className="mt-6 flex flex-wrap gap-3">
						<button type="button" className="button-main" onClick={() => void clear()}>
							{t('confirm')}
						</button>
						<button type="button" className="button-quiet" onClick={() => setState(null)}>
							{t('keep')}
						</button>
					</div>
				</Dialog>
			)}
		</li>
	);
}
