'use client';
/** @file Asking for a link by mail, and what to do then. */
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { SendSignInLinkDocument } from '../../graphql/generated/graphql.ts';
import { LabelledField } from './labelled-field.tsx';

const knownProblems = ['INVALID_INPUT', 'TOO_MANY_TRIES', 'MAIL_UNAVAILABLE'] as const;
type Problem = (typeof knownProblems)[number] | 'OTHER';

/** Where a mail is on its way to. */
interface Sent {
	readonly email: string;
	readonly minutes: number;
}

/** `next` is the page that the link leads to; null for the usual one. */
export function LinkRequestForm({ next }: { readonly next: string | null }) {
	const t = useTranslations('Account');
	const language = useLocale() === 'es' ? 'ES' : 'EN';
	const id = useId();
	const heading = useRef<HTMLHeadingElement>(null);
	const [email, setEmail] = useState('');
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [sent, setSent] = useState<Sent | null>(null);
	// What stood here is gone: who cannot see it is led to what came in its place.
	useEffect(() => {
		if (sent) heading.current?.focus();
	}, [sent]);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		setPending(true);
		setProblem(null);
		try {
			const { sendSignInLink } = await browserRequest(SendSignInLinkDocument, { email, language, next });
			if (sendSignInLink.__typename === 'SendSignInLinkSuccess')
				setSent({ email: email.trim(), minutes: sendSignInLink.minutes });
			else setProblem(knownProblems.find((known) => known === sendSignInLink.code) ?? 'OTHER');
		} catch {
			setProblem('OTHER');
		}
		setPending(false);
	}
	if (sent)
		return (
			<div className="space-y-4">
				<h2 ref={heading} tabIndex={-1} className="text-xl outline-none">
					{t('link.sentTitle')}
				</h2>
				<p className="break-words">{t('link.sentText', { email: sent.email, minutes: sent.minutes })}</p>
				<p className="text-soft">{t('link.nothingCame')}</p>
				<button type="button" className="button-quiet" onClick={() => setSent(null)}>
					{t('link.again')}
				</button>
			</div>
		);
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField
				id={`${id}-email`}
				name="email"
				type="email"
				label={t('email')}
				problem={problem === 'INVALID_INPUT' ? t('rules.email') : undefined}
				autoComplete="email"
				value={email}
				onChange={(event) => setEmail(event.target.value)}
				required
			/>
			{problem && problem !== 'INVALID_INPUT' && (
				<p role="alert" className="text-dot">
					{problem === 'OTHER' ? t('problems.OTHER') : t(`link.problems.${problem}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={pending}>
				{pending ? t('pending') : t('link.send')}
			</button>
		</form>
	);
}
