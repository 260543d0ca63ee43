'use client';
/** @file Another handle, or another address to sign in with; each takes the password. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { ChangeEmailDocument, ChangeHandleDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

interface AccountFormProps {
	readonly what: 'handle' | 'email';
	readonly current: string;
}

/** Tells at the right field what is wrong. */
export function AccountForm({ what, current }: AccountFormProps) {
	const t = useTranslations('Account');
	const words = useTranslations('Leaving');
	const id = useId();
	const router = useRouter();
	const [value, setValue] = useState(current);
	const [state, setState] = useState<'pending' | 'done' | Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const form = event.currentTarget;
		const password = String(new FormData(form).get('password') ?? '');
		setState('pending');
		try {
			const answer =
				what === 'handle'
					? (await browserRequest(ChangeHandleDocument, { handle: value, password })).changeHandle
					: (await browserRequest(ChangeEmailDocument, { email: value, password })).changeEmail;
			if (answer.__typename !== 'ChangeAccountSuccess') return setState(problemOf(answer.code));
			form.reset();
			setState('done');
			router.refresh();
		} catch {
			setState('OTHER');
		}
	}
	const isOwn = state === 'INVALID_INPUT' || state === 'HANDLE_TAKEN' || state === 'EMAIL_TAKEN';
	const wrongPassword = state === 'WRONG_CREDENTIALS' ? t('problems.WRONG_PASSWORD') : undefined;
	const other = state !== null && state !== 'pending' && state !== 'done' && !isOwn && !wrongPassword ? state : null;
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField
				id={`${id}-value`}
				type={what === 'email' ? 'email' : 'text'}
				label={t(what)}
				hint={words(`${what}Hint`)}
				problem={isOwn ? (state === 'INVALID_INPUT' ? t(`rules.${what}`) : t(`problems.${state}`)) : undefined}
				autoComplete={what === 'email' ? 'email' : 'off'}
				value={value}
				onChange={(event) => setValue(event.target.value)}
				required
			/>
			<LabelledField
				id={`${id}-password`}
				name="password"
				type="password"
				label={t('currentPassword')}
				problem={wrongPassword}
				autoComplete="current-password"
				required
			/>
			{other && (
				<p role="alert" className="text-dot">
					{t(`problems.${other}`)}
				</p>
			)}
			<button type="submit" className="button-quiet" disabled={state === 'pending'}>
				{state === 'pending' ? t('pending') : words(`${what}Button`)}
			</button>
			<p role="status">{state === 'done' && words('changed')}</p>
		</form>
	);
}
