'use client';
/** @file Making a link by which a member sets a new password, and handing it over: it is shown this once. */
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CreatePasswordLinkDocument } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyButton } from '../artwork/copy-button.tsx';

interface PasswordLinkDialogProps {
	readonly handle: string;
	readonly onClose: () => void;
}

interface Made {
	readonly url: string;
	readonly expiresAt: string;
}

export function PasswordLinkDialog({ handle, onClose }: PasswordLinkDialogProps) {
	const t = useTranslations('Admin.members.link');
	const format = useFormatter();
	const router = useRouter();
	const [state, setState] = useState<'pending' | 'failed' | Made | null>(null);

	async function make(): Promise<void> {
		setState('pending');
		const answer = await browserRequest(CreatePasswordLinkDocument, { handle }).catch(() => null);
		if (answer?.createPasswordLink.__typename !== 'CreatePasswordLinkSuccess') return setState('failed');
		const { path, expiresAt } = answer.createPasswordLink;
		setState({ url: new URL(path, window.location.origin).href, expiresAt });
		router.refresh();
	}
	const made = state !== null && typeof state === 'object' ? state : null;
	return (
		<Dialog open onClose={onClose} title={t('title', { handle })}>
			{made ? (
				<>
					<p className="text-soft">
						{t('hand', {
							handle,
							until: format.dateTime(new Date(made.expiresAt), { dateStyle: 'medium', timeStyle: 'short' }),
						})}
					</p>
					<label className="mt-4 block">
						<span className="mb-1.5 block font-medium">{t('label')}</span>
						<input readOnly value={made.url} className="field" onFocus={(event) => event.target.select()} />
					</label>
					<div className="mt-6 flex flex-wrap gap-3">
						<CopyButton text={made.url} label={t('copy')} done={t('copied')} failed={t('notCopied')} />
						<button type="button" className="button-quiet" onClick={onClose}>
							{t('close')}
						</button>
					</div>
				</>
			) : (
				<>
					<p className="text-soft">{t('text')}</p>
					{state === 'failed' && (
						<p role="alert" className="mt-3 text-dot">
							{t('failed')}
						</p>
					)}
					<div className="mt-6 flex flex-wrap gap-3">
						<button type="button" className="button-main" disabled={state === 'pending'} onClick={() => void make()}>
							{t('make')}
						</button>
						<button type="button" className="button-quiet" onClick={onClose}>
							{t('cancel')}
						</button>
					</div>
				</>
			)}
		</Dialog>
	);
}
