'use client';
/** @file Deciding an appeal. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { DecideAppealDocument } from '../../graphql/generated/graphql.ts';
import { type ModerationProblem, moderationProblemOf } from './problem.ts';
import { WordsField } from './words-field.tsx';

export function DecideForm({ appealId }: { readonly appealId: string }) {
	const t = useTranslations('Moderation');
	const router = useRouter();
	const [answer, setAnswer] = useState('');
	const [state, setState] = useState<'pending' | ModerationProblem | null>(null);

	async function decide(granted: boolean): Promise<void> {
		setState('pending');
		try {
			const { decideAppeal } = await browserRequest(DecideAppealDocument, { id: appealId, granted, answer });
			if (decideAppeal.__typename !== 'AppealSuccess') return setState(moderationProblemOf(decideAppeal.code));
			setState(null);
			router.refresh();
		} catch {
			setState('OTHER');
		}
	}
	return (
		<div className="mt-4 space-y-4">
			<WordsField label={t('answer')} hint={t('whyHint')} value={answer} onChange={setAnswer} />
			{state !== null && state !== 'pending' && (
				<p role="alert" className="text-dot">
					{t(state === 'NOT_ALLOWED' ? 'ownDecision' : `problems.${state}`)}
				</p>
			)}
			<div className="flex flex-wrap gap-3">
				<button type="button" className="button-main" disabled={state === 'pending'} onClick={() => void decide(true)}>
					{t('grant')}
				</button>
				<button
					type="button"
					className="button-quiet"
					disabled={state === 'pending'}
					onClick={() => void decide(false)}
				>
					{t('turnDown')}
				</button>
			</div>
		</div>
	);
}
