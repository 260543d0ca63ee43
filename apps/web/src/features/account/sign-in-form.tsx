'use client';
/** @file Coming back to an account. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SignInDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

/** `next` is the address that opens afterwards. */
export function SignInForm({ next }: { readonly next: string }) {
	const t = useTranslations('Account');
	const id = useId();
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const data = new FormData(event.currentTarget);
		setPending(true);
		setProblem(null);
		try {
			const { signIn } = await browserRequest(SignInDocument, {
				email: String(data.get('email') ?? ''),
				password: String(data.get('password') ?? ''),
			});
			// A whole new page: everything on it is somebody else's view now.
			if (signIn.__typename === 'SignInSuccess') return window.location.assign(next);
			setProblem(problemOf(signIn.code));
		} catch {
			setProblem('OTHER');
		}
		setPending(false);
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField id={`${id}-email`} name="email" type="email" label={t('email')} autoComplete="email" required />
			<LabelledField
				id={`${id}-password`}
				name="password"
				type="password"
				label={t('password')}
				autoComplete="current-password"
				required
			/>
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={pending}>
				{pending ? t('pending') : t('signIn')}
			</button>
		</form>
	);
}
