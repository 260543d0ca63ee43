'use client';
/** @file Saying, once, what is wrong with a decision. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CreateAppealDocument } from '../../graphql/generated/graphql.ts';
import { type ModerationProblem, moderationProblemOf } from './problem.ts';
import { WordsField } from './words-field.tsx';

export function AppealForm({ actionId }: { readonly actionId: string }) {
	const t = useTranslations('Moderation');
	const router = useRouter();
	const [words, setWords] = useState('');
	const [state, setState] = useState<'pending' | ModerationProblem | null>(null);

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		setState('pending');
		try {
			const { createAppeal } = await browserRequest(CreateAppealDocument, { actionId, words });
			if (createAppeal.__typename !== 'AppealSuccess') return setState(moderationProblemOf(createAppeal.code));
			setState(null);
			router.refresh();
		} catch {
			setState('OTHER');
		}
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="mt-3 space-y-3" noValidate>
			<WordsField label={t('appealLabel')} hint={t('appealHint')} value={words} onChange={setWords} />
			{state !== null && state !== 'pending' && (
				<p role="alert" className="text-dot">
					{t(`problems.${state}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={state === 'pending'}>
				{t('appeal')}
			</button>
		</form>
	);
}
