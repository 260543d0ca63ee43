'use client';
/** @file What only some people want to set: folded away until they ask. */
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { cutMethods } from './cut-methods.ts';
import type { Draft, DraftField } from './draft.ts';
import type { IssueText } from './issue-text.tsx';
import { NumberField } from './number-field.tsx';

interface DetailFieldsProps {
	readonly draft: Draft;
	readonly onChange: (change: Partial<Draft>) => void;
	readonly issueText: (field: DraftField) => ReturnType<typeof IssueText> | null;
}

/** Learning rate and cutouts. Unfolds by itself while something in it is wrong. */
export function DetailFields({ draft, onChange, issueText }: DetailFieldsProps) {
	const t = useTranslations('Create');
	const id = useId();
	const learningRateProblem = issueText('learningRate');
	const countProblem = issueText('cutoutCount');
	return (
		<details className="group border-t border-line" open={Boolean(learningRateProblem || countProblem) || undefined}>
			<summary className="flex min-h-11 list-none items-center justify-between pt-2 font-medium [&::-webkit-details-marker]:hidden">
				{t('more')}
				<span aria-hidden="true" className="text-xl font-light transition-transform group-open:rotate-45">
					+
				</span>
			</summary>
			<div className="space-y-6 pt-3 pb-2">
				<NumberField
					decimal
					label={t('learningRate')}
					hint={t('learningRateHint')}
					value={draft.learningRate}
					onChange={(learningRate) => onChange({ learningRate })}
					problem={learningRateProblem}
				/>
				<div>
					<label htmlFor={id} className="mb-1.5 block font-medium">
						{t('cutMethod')}
					</label>
					<select
						id={id}
						className="field"
						value={draft.cutMethod}
						onChange={(event) => {
							const cutMethod = cutMethods.find((method) => method === event.target.value);
							if (cutMethod) onChange({ cutMethod, cutoutRest: null });
						}}
					>
						{cutMethods.map((method) => (
							<option key={method} value={method}>
								{t(`cutMethods.${method}`)}
							</option>
						))}
					</select>
					<p className="mt-1.5 text-sm text-soft">{t('cutMethodHint')}</p>
				</div>
				<NumberField
					label={t('cutouts')}
					hint={t('cutoutsHint')}
					value={draft.cutoutCount}
					onChange={(cutoutCount) => onChange({ cutoutCount })}
					problem={countProblem}
				/>
			</div>
		</details>
	);
}
