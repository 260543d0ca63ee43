'use client';
/** @file Making an account. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SignUpDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

type Field = 'email' | 'handle' | 'password';

const fields: readonly Field[] = ['handle', 'email', 'password'];

interface SignUpFormProps {
	/** The address that opens afterwards. */
	readonly next: string;
	/** The token of an invitation; null for none. */
	readonly invitation: string | null;
}

/** Three fields; each says itself what is wrong with it. */
export function SignUpForm({ next, invitation }: SignUpFormProps) {
	const t = useTranslations('Account');
	const id = useId();
	const [pending, setPending] = useState(false);
	const [wrong, setWrong] = useState<Partial<Record<Field, string>>>({});
	const [problem, setProblem] = useState<Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const form = event.currentTarget;
		const data = new FormData(form);
		const value = (name: Field) => String(data.get(name) ?? '');
		const handle = value('handle').trim().toLowerCase();
		const input = { email: value('email'), handle, password: value('password'), invitation };
		setPending(true);
		setProblem(null);
		setWrong({});
		try {
			const { signUp } = await browserRequest(SignUpDocument, { input });
			// A whole new page: everything on it is somebody else's view now.
			if (signUp.__typename === 'SignUpSuccess') return window.location.assign(next);
			const found = fields.filter((field) =>
				signUp.__typename === 'InvalidInput'
					? signUp.issues.some((issue) => issue.path === field)
					: signUp.code === `${field.toUpperCase()}_TAKEN`,
			);
			const taken = signUp.code === 'EMAIL_TAKEN' || signUp.code === 'HANDLE_TAKEN' ? signUp.code : null;
			setWrong(Object.fromEntries(found.map((field) => [field, t(taken ? `problems.${taken}` : `rules.${field}`)])));
			if (found.length === 0) setProblem(problemOf(signUp.code));
			const [first] = found;
			const element = first && form.elements.namedItem(first);
			if (element instanceof HTMLInputElement) element.focus();
		} catch {
			setProblem('OTHER');
		}
		setPending(false);
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField
				id={`${id}-handle`}
				name="handle"
				label={t('handle')}
				hint={t('handleHint')}
				problem={wrong.handle}
				autoComplete="username"
				autoCapitalize="none"
				spellCheck={false}
				maxLength={30}
				required
			/>
			<LabelledField
				id={`${id}-email`}
				name="email"
				type="email"
				label={t('email')}
				hint={t('emailHint')}
				problem={wrong.email}
				autoComplete="email"
				required
			/>
			<LabelledField
				id={`${id}-password`}
				name="password"
				type="password"
				label={t('password')}
				hint={t('passwordHint')}
				problem={wrong.password}
				autoComplete="new-password"
				required
			/>
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={pending}>
				{pending ? t('pending') : t('signUp')}
			</button>
		</form>
	);
}
