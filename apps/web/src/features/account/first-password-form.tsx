'use client';
/** @file The first password of who came in without one. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SetFirstPasswordDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

export function FirstPasswordForm() {
	const t = useTranslations('Account');
	const id = useId();
	const router = useRouter();
	const [state, setState] = useState<'pending' | 'NOT_ALLOWED' | Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const newPassword = String(new FormData(event.currentTarget).get('newPassword') ?? '');
		setState('pending');
		try {
			const { setFirstPassword } = await browserRequest(SetFirstPasswordDocument, { newPassword });
			if (setFirstPassword.__typename === 'SetFirstPasswordSuccess') return router.refresh();
			setState(setFirstPassword.code === 'NOT_ALLOWED' ? 'NOT_ALLOWED' : problemOf(setFirstPassword.code));
		} catch {
			setState('OTHER');
		}
	}
	const wrong = state === 'INVALID_INPUT' ? t('rules.password') : undefined;
	const other = state !== null && state !== 'pending' && !wrong ? state : null;
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<p>{t('firstPassword.text')}</p>
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
					{other === 'NOT_ALLOWED' ? t('firstPassword.tooLate') : t(`problems.${other}`)}
				</p>
			)}
			<button type="submit" className="button-quiet" disabled={state === 'pending'}>
				{state === 'pending' ? t('pending') : t('firstPassword.set')}
			</button>
		</form>
	);
}
