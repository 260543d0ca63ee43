'use client';
/** @file Stopping somebody's render: with a reason, which its person reads and may appeal against. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { ModerateDocument } from '../../graphql/generated/graphql.ts';
import { newKey } from '../../graphql/new-key.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { type ModerationProblem, moderationProblemOf } from '../moderation/problem.ts';
import { WordsField } from '../moderation/words-field.tsx';

interface StopDialogProps {
	readonly renderId: string;
	readonly name: string;
	readonly onClose: () => void;
	readonly onStopped: () => Promise<void>;
}

export function StopDialog({ renderId, name, onClose, onStopped }: StopDialogProps) {
	const t = useTranslations('Admin.queue');
	const problems = useTranslations('Moderation.problems');
	const [reason, setReason] = useState('');
	const [key] = useState(newKey);
	const [state, setState] = useState<'pending' | ModerationProblem | null>(null);

	async function stop(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (state === 'pending') return;
		setState('pending');
		try {
			const input = { subjectId: renderId, kind: 'STOP', reason, idempotencyKey: key } as const;
			const { moderate } = await browserRequest(ModerateDocument, { input });
			if (moderate.__typename !== 'ModerateSuccess') return setState(moderationProblemOf(moderate.code));
			onClose();
			await onStopped();
		} catch {
			setState('OTHER');
		}
	}
	return (
		<Dialog open onClose={onClose} title={t('stopTitle')}>
			<p dir="auto" className="mb-4 line-clamp-3 text-soft [overflow-wrap:anywhere]">
				{name}
			</p>
			<form onSubmit={(event) => void stop(event)} method="post" noValidate>
				<WordsField label={t('why')} hint={t('whyHint')} value={reason} onChange={setReason} />
				{state !== null && state !== 'pending' && (
					<p role="alert" className="mt-3 text-dot">
						{problems(state)}
					</p>
				)}
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="submit" className="button-main" disabled={state === 'pending'}>
						{t('stopIt')}
					</button>
					<button type="button" className="button-quiet" onClick={onClose}>
						{t('keep')}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
