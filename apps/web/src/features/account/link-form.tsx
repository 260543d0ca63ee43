'use client';
/** @file Coming in by a link that came by mail: with a handle for who is new. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SignInByLinkDocument, type SignInLinkQuery } from '../../graphql/generated/graphql.ts';
import { invitationIn } from './invitation.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

interface LinkFormProps {
	readonly link: NonNullable<SignInLinkQuery['signInLink']>;
	readonly token: string;
	/** The address that opens afterwards. */
	readonly next: string;
}

/** Says beforehand what becomes of a password that somebody chose before the address was known to be theirs. */
export function LinkForm({ link: { isNew, hasUnprovenPassword, hasProvenPassword }, token, next }: LinkFormProps) {
	const t = useTranslations('Account');
	const id = useId();
	const [state, setState] = useState<'pending' | 'LINK_EXPIRED' | Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const data = new FormData(event.currentTarget);
		const written = (name: string) => String(data.get(name) ?? '') || null;
		const forgetPassword = data.get('forgetPassword') !== null;
		setState('pending');
		try {
			const { signInByLink } = await browserRequest(SignInByLinkDocument, {
				token,
				handle: isNew ? (written('handle')?.trim().toLowerCase() ?? '') : null,
				invitation: isNew ? invitationIn(next) : null,
				password: written('password'),
				forgetPassword,
			});
			// A whole new page: everything on it is somebody else's view now.
			if (signInByLink.__typename === 'SignInSuccess')
				return window.location.assign(forgetPassword ? '/settings' : next);
			setState(signInByLink.code === 'LINK_EXPIRED' ? 'LINK_EXPIRED' : problemOf(signInByLink.code));
		} catch {
			setState('OTHER');
		}
	}
	const wrongHandle =
		isNew && state === 'INVALID_INPUT'
			? t('rules.handle')
			: state === 'HANDLE_TAKEN'
				? t('problems.HANDLE_TAKEN')
				: undefined;
	const wrongPassword = state === 'WRONG_CREDENTIALS' ? t('problems.WRONG_PASSWORD') : undefined;
	const other = state !== null && state !== 'pending' && !wrongHandle && !wrongPassword ? state : null;
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			{isNew && (
				<LabelledField
					id={`${id}-handle`}
					name="handle"
					label={t('handle')}
					hint={t('handleHint')}
					problem={wrongHandle}
					autoComplete="username"
					autoCapitalize="none"
					spellCheck={false}
					maxLength={30}
					required
				/>
			)}
			{hasUnprovenPassword && (
				<>
					<p>{t('link.unproven')}</p>
					<LabelledField
						id={`${id}-password`}
						name="password"
						type="password"
						label={t('link.keptPassword')}
						hint={t('link.keptPasswordHint')}
						problem={wrongPassword}
						autoComplete="current-password"
					/>
				</>
			)}
			{hasProvenPassword && (
				<div>
					<label className="flex min-h-11 items-center gap-3 font-medium">
						<input
							type="checkbox"
							name="forgetPassword"
							className="size-5 shrink-0 accent-dot"
							aria-describedby={`${id}-forgotten`}
						/>
						{t('link.forgotten')}
					</label>
					<p id={`${id}-forgotten`} className="text-sm text-soft">
						{t('link.forgottenHint')}
					</p>
				</div>
			)}
			{other && (
				<p role="alert" className="text-dot">
					{other === 'LINK_EXPIRED' ? t('link.expiredText') : t(`problems.${other}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={state === 'pending'}>
				{state === 'pending' ? t('pending') : t(isNew ? 'signUp' : 'signIn')}
			</button>
		</form>
	);
}
