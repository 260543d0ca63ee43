'use client';
/** @file Invitations to sign up: those that are good, and making another, whose link is shown this once. */
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	CreateSignUpInvitationDocument,
	RevokeSignUpInvitationDocument,
	type SignUpInvitationPartsFragment,
} from '../../graphql/generated/graphql.ts';
import { LabelledField } from '../account/labelled-field.tsx';
import { CopyButton } from '../artwork/copy-button.tsx';

interface InvitationsProps {
	readonly invitations: readonly SignUpInvitationPartsFragment[];
	/** Whether anybody needs one now. */
	readonly areNeeded: boolean;
}

export function Invitations({ invitations, areNeeded }: InvitationsProps) {
	const t = useTranslations('Admin.settings.invitations');
	const format = useFormatter();
	const router = useRouter();
	const id = useId();
	const [url, setUrl] = useState<string | null>(null);
	const [problem, setProblem] = useState<'numbers' | 'failed' | null>(null);

	async function make(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const form = event.currentTarget;
		const data = new FormData(form);
		const variables = {
			uses: Math.trunc(Number(data.get('uses'))),
			days: Math.trunc(Number(data.get('days'))),
			note: String(data.get('note') ?? '').trim(),
		};
		setProblem(null);
		const answer = await browserRequest(CreateSignUpInvitationDocument, variables).catch(() => null);
		const made = answer?.createSignUpInvitation;
		if (made?.__typename !== 'CreateSignUpInvitationSuccess')
			return setProblem(made?.__typename === 'InvalidInput' ? 'numbers' : 'failed');
		setUrl(new URL(made.path, window.location.origin).href);
		form.reset();
		router.refresh();
	}

	async function revoke(invitationId: string): Promise<void> {
		const answer = await browserRequest(RevokeSignUpInvitationDocument, { id: invitationId }).catch(() => null);
		setProblem(answer?.revokeSignUpInvitation.__typename === 'RevokeSignUpInvitationSuccess' ? null : 'failed');
		router.refresh();
	}
	return (
		<section aria-labelledby="admin-invitations">
			<h2 id="admin-invitations" className="mb-1 text-2xl">
				{t('title')}
			</h2>
			<p className="mb-5 text-soft">{t(areNeeded ? 'text' : 'notNeeded')}</p>
			{invitations.length > 0 && (
				<ul className="mb-6 divide-y divide-line border-y border-line">
					{invitations.map(({ id: each, note, usesLeft, expiresAt, createdBy }) => (
						<li key={each} className="flex flex-wrap items-center justify-between gap-3 py-3">
							<div className="min-w-0">
								<p dir="auto" className="[overflow-wrap:anywhere]">
									{note === '' ? t('nameless') : note}
								</p>
								<p className="text-sm text-soft tabular-nums">
									{t('left', {
										count: usesLeft,
										until: format.dateTime(new Date(expiresAt), { dateStyle: 'medium' }),
									})}
									{createdBy?.handle && <> · @{createdBy.handle}</>}
								</p>
							</div>
							<button
								type="button"
								className="button-quiet"
								aria-label={t('revokeOf', { note: note === '' ? t('nameless') : note })}
								onClick={() => void revoke(each)}
							>
								{t('revoke')}
							</button>
						</li>
					))}
				</ul>
			)}
			<form onSubmit={(event) => void make(event)} method="post" className="space-y-4" noValidate>
				<LabelledField
					id={`${id}-note`}
					name="note"
					label={t('note')}
					hint={t('noteHint')}
					maxLength={100}
					dir="auto"
					autoComplete="off"
				/>
				<div className="grid gap-4 sm:grid-cols-2">
					<LabelledField
						id={`${id}-uses`}
						name="uses"
						type="number"
						label={t('uses')}
						min={1}
						max={1_000}
						defaultValue={1}
					/>
					<LabelledField
						id={`${id}-days`}
						name="days"
						type="number"
						label={t('days')}
						min={1}
						max={365}
						defaultValue={14}
					/>
				</div>
				{problem !== null && (
					<p role="alert" className="text-dot">
						{t(`problems.${problem}`)}
					</p>
				)}
				<button type="submit" className="button-quiet">
					{t('make')}
				</button>
			</form>
			<div role="status" className="mt-4">
				{url !== null && (
					<>
						<label className="block">
							<span className="mb-1.5 block font-medium">{t('link')}</span>
							<input readOnly value={url} className="field" onFocus={(event) => event.target.select()} />
						</label>
						<p className="mt-1 mb-3 text-sm text-soft">{t('linkHint')}</p>
						<CopyButton key={url} text={url} label={t('copy')} done={t('copied')} failed={t('notCopied')} />
					</>
				)}
			</div>
		</section>
	);
}
