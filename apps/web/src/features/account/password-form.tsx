'use client';
/** @file Another password. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { ChangePasswordDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

export function PasswordForm() {
	const t = useTranslations('Account');
	const id = useId();
	const [state, setState] = useState<'pending' | 'done' | Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const form = event.currentTarget;
		const data = new FormData(form);
		setState('pending');
		try {
			const { changePassword } = await browserRequest(ChangePasswordDocument, {
				currentPassword: String(data.get('currentPassword') ?? ''),
				newPassword: String(data.get('newPassword') ?? ''),
			});
			if (changePassword.__typename !== 'ChangePasswordSuccess') return setState(problemOf(changePassword.code));
			form.reset();
			setState('done');
		} catch {
			setState('OTHER');
		}
	}
	const wrongNow = state === 'WRONG_CREDENTIALS' ? t('problems.WRONG_PASSWORD') : undefined;
	const wrongNew = state === 'INVALID_INPUT' ? t('rules.password') : undefined;
	const other = state !== null && state !== 'pending' && state !== 'done' && !wrongNow && !wrongNew ? state : null;
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField
				id={`${id}-current`}
				name="currentPassword"
				type="password"
				label={t('currentPassword')}
				problem={wrongNow}
				autoComplete="current-password"
				required
			/>
			<LabelledField
				id={`${id}-new`}
				name="newPassword"
				type="password"
				label={t('newPassword')}
				hint={t('newPasswordHint')}
				problem={wrongNew}
				autoComplete="new-password"
				required
			/>
			{other && (
				<p role="alert" className="text-dot">
					{t(`problems.${other}`)}
				</p>
			)}
			<button type="submit" className="button-quiet" disabled={state === 'pending'}>
				{state === 'pending' ? t('pending') : t('changePassword')}
			</button>
			<p role="status">{state === 'done' && t('passwordChanged')}</p>
		</form>
	);
}
