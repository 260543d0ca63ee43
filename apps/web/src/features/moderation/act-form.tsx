'use client';
/** @file Deciding a case: what is done, and why. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type ContentLevel, ModerateDocument, type ModerationKind } from '../../graphql/generated/graphql.ts';
import { newKey } from '../../graphql/new-key.ts';
import { LevelField } from '../levels/level-field.tsx';
import { type ModerationProblem, moderationProblemOf } from './problem.ts';
import { WordsField } from './words-field.tsx';

interface ActFormProps {
	readonly subjectId: string;
	/** What can be done to it. */
	readonly kinds: readonly ModerationKind[];
	/** Those of its person: a suspension is proposed the longer, the more there are. */
	readonly strikes: number;
}

const dayChoices = [1, 7, 30, 365, 3_650] as const;
/** By strikes, and the last for more of them. For good is never proposed. */
const proposedDays = [1, 7, 30, 365] as const;

/** The person concerned reads the reason. */
export function ActForm({ subjectId, kinds, strikes }: ActFormProps) {
	const t = useTranslations('Moderation');
	const router = useRouter();
	const id = useId();
	const [kind, setKind] = useState<ModerationKind>(kinds[0] ?? 'DISMISS');
	const [level, setLevel] = useState<ContentLevel>('SENSITIVE');
	const [days, setDays] = useState<number>(proposedDays[strikes] ?? 365);
	const [reason, setReason] = useState('');
	const [key, setKey] = useState(newKey);
	const [state, setState] = useState<'pending' | ModerationProblem | null>(null);

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (state === 'pending') return;
		setState('pending');
		try {
			const choices = { level: kind === 'SET_LEVEL' ? level : null, days: kind === 'SUSPEND' ? days : null };
			const { moderate } = await browserRequest(ModerateDocument, {
				input: { subjectId, kind, reason, idempotencyKey: `${key} ${kind}`, ...choices },
			});
			if (moderate.__typename !== 'ModerateSuccess') return setState(moderationProblemOf(moderate.code));
			setReason('');
			setKey(newKey());
			setState(null);
			router.refresh();
		} catch {
			setState('OTHER');
		}
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="mt-4 space-y-4" noValidate>
			<div>
				<label htmlFor={id} className="mb-1.5 block font-medium">
					{t('decision')}
				</label>
				<select
					id={id}
					className="field"
					value={kind}
					onChange={(event) => setKind(kinds.find((each) => each === event.target.value) ?? kind)}
				>
					{kinds.map((each) => (
						<option key={each} value={each}>
							{t(`kinds.${each}`)}
						</option>
					))}
				</select>
			</div>
			{kind === 'SET_LEVEL' && <LevelField label={t('atLeast')} value={level} onChange={setLevel} />}
			{kind === 'SUSPEND' && (
				<div>
					<label htmlFor={`${id}-days`} className="mb-1.5 block font-medium">
						{t('howLong')}
					</label>
					<select
						id={`${id}-days`}
						className="field"
						value={days}
						onChange={(event) => setDays(Number(event.target.value))}
					>
						{dayChoices.map((each) => (
							<option key={each} value={each}>
								{t('days', { days: each })}
							</option>
						))}
					</select>
				</div>
			)}
			<WordsField label={t('why')} hint={t('whyHint')} value={reason} onChange={setReason} />
			{state !== null && state !== 'pending' && (
				<p role="alert" className="text-dot">
					{t(`problems.${state}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={state === 'pending'}>
				{t('decide')}
			</button>
		</form>
	);
}
