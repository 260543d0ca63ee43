'use client';
/** @file A new password for who was handed a link. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SignInByPasswordLinkDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

export function PasswordLinkForm({ token }: { readonly token: string }) {
	const t = useTranslations('Account');
	const id = useId();
	const [state, setState] = useState<'pending' | 'LINK_EXPIRED' | Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		if (state === 'pending') return;
		const newPassword = String(new FormData(event.currentTarget).get('newPassword') ?? '');
		setState('pending');
		try {
			const { signInByPasswordLink: answer } = await browserRequest(SignInByPasswordLinkDocument, {
				token,
				newPassword,
			});
			// A whole new page: what was there was somebody else's, or nobody's.
			if (answer.__typename === 'SignInSuccess') return window.location.assign('/');
			setState(answer.code === 'LINK_EXPIRED' ? 'LINK_EXPIRED' : problemOf(answer.code));
		} catch {
			setState('OTHER');
		}
	}
	const wrong = state === 'INVALID_INPUT' ? t('rules.password') : undefined;
	const other = state !== null && state !== 'pending' && !wrong ? state : null;
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField
				id={`${id}-new`}
				name="newPassword"
				type="password"
				label={t('newPassword')}
				hint={t('passwordHint')}
				problem={wrong}
				autoComplete="new-password"
				required
			/>
			{other && (
				<p role="alert" className="text-dot">
					{other === 'LINK_EXPIRED' ? t('passwordLink.expiredText') : t(`problems.${other}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={state === 'pending'}>
				{state === 'pending' ? t('pending') : t('passwordLink.set')}
			</button>
		</form>
	);
}
