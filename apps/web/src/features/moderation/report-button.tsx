'use client';
/** @file Telling the moderators what is wrong with something. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CreateReportDocument, type ReportReason } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { type ModerationProblem, moderationProblemOf } from './problem.ts';
import { WordsField } from './words-field.tsx';

const reasons: readonly ReportReason[] = [
	'SPAM',
	'HARASSMENT',
	'HATE',
	'SEXUAL',
	'VIOLENCE',
	'WRONG_LEVEL',
	'COPYRIGHT',
	'OTHER',
];

interface ReportButtonProps {
	readonly subjectId: string;
	/** What is reported, for those who do not see where the button stands. */
	readonly label: string;
}

/** A button with its dialog. A dialog holds blocks, so it stands in a `div`: in a `p` the page would be parsed otherwise than React expects. */
export function ReportButton({ subjectId, label }: ReportButtonProps) {
	const t = useTranslations('Moderation');
	const id = useId();
	const [open, setOpen] = useState(false);
	const [reason, setReason] = useState<ReportReason>('SPAM');
	const [words, setWords] = useState('');
	const [state, setState] = useState<'pending' | 'done' | ModerationProblem | null>(null);

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (state === 'pending') return;
		setState('pending');
		try {
			const { createReport } = await browserRequest(CreateReportDocument, { subjectId, reason, words });
			if (createReport.__typename !== 'CreateReportSuccess') return setState(moderationProblemOf(createReport.code));
			setWords('');
			setState('done');
		} catch {
			setState('OTHER');
		}
	}
	return (
		<>
			<button
				type="button"
				aria-label={label}
				className="min-h-8 text-sm text-soft underline-offset-4 hover:underline"
				onClick={() => {
					setState(null);
					setOpen(true);
				}}
			>
				{t('report')}
			</button>
			<Dialog open={open} onClose={() => setOpen(false)} title={label}>
				{state === 'done' ? (
					<>
						<p role="status">{t('reported')}</p>
						<button type="button" className="button-main mt-6" onClick={() => setOpen(false)}>
							{t('close')}
						</button>
					</>
				) : (
					<form onSubmit={(event) => void submit(event)} method="post" className="space-y-4" noValidate>
						<div>
							<label htmlFor={id} className="mb-1.5 block font-medium">
								{t('whatIsWrong')}
							</label>
							<select
								id={id}
								className="field"
								value={reason}
								onChange={(event) => setReason(reasons.find((each) => each === event.target.value) ?? reason)}
							>
								{reasons.map((each) => (
									<option key={each} value={each}>
										{t(`reasons.${each}`)}
									</option>
								))}
							</select>
						</div>
						<WordsField label={t('words')} hint={t('wordsHint')} value={words} onChange={setWords} />
						{state !== null && state !== 'pending' && (
							<p role="alert" className="text-dot">
								{t(`problems.${state}`)}
							</p>
						)}
						<div className="flex flex-wrap gap-3">
							<button type="submit" className="button-main" disabled={state === 'pending'}>
								{t('sendReport')}
							</button>
							<button type="button" className="button-quiet" onClick={() => setOpen(false)}>
								{t('cancel')}
							</button>
						</div>
					</form>
				)}
			</Dialog>
		</>
	);
}
