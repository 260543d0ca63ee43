'use client';
/** @file Writing a comment or a reply. */
import { maximumCommentLength } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { CreateCommentDocument, type ThreadPartsFragment } from '../../graphql/generated/graphql.ts';
import { newKey } from '../../graphql/new-key.ts';
import { useShownText } from '../../ui/use-shown-text.ts';
import { PlaceFields, type Pointer } from './place-fields.tsx';
import { isPicture, subjectOf, type Talked } from './talked.ts';

/** What stands against a comment, as the catalogue `Comments.problems` says it. */
const knownProblems = ['INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN', 'TOO_MANY_TRIES'] as const;
export type CommentProblem = (typeof knownProblems)[number] | 'OTHER';

/** The problem of a failure's code. */
export function commentProblemOf(code: string): CommentProblem {
	return knownProblems.find((known) => known === code) ?? 'OTHER';
}

interface CommentFormProps {
	readonly talked: Talked;
	/** The comment that is answered; null to begin a thread. */
	readonly replyToId: string | null;
	readonly onWritten: (comment: ThreadPartsFragment) => void;
	readonly onCancel?: () => void;
}

const nowhere: Pointer = { step: null, place: null };

/** After a lost connection the same words are the same comment, not a second one. */
export function CommentForm({ talked, replyToId, onWritten, onCancel }: CommentFormProps) {
	const t = useTranslations('Comments');
	const id = useId();
	const [text, setText] = useState('');
	const [pointer, setPointer] = useState(nowhere);
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<CommentProblem | null>(null);
	const textProblem = useShownText()(text, { maximum: maximumCommentLength, lines: true });
	const unanswered = useRef<{ readonly input: string; readonly key: string } | null>(null);

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (pending) return;
		if (textProblem !== null) return setProblem('INVALID_INPUT');
		setPending(true);
		setProblem(null);
		const input = { ...subjectOf(talked), text, replyToId, ...pointer };
		const printed = JSON.stringify(input);
		const key = unanswered.current?.input === printed ? unanswered.current.key : newKey();
		unanswered.current = { input: printed, key };
		try {
			const { createComment } = await browserRequest(CreateCommentDocument, {
				input: { ...input, idempotencyKey: key },
			});
			unanswered.current = null;
			if (createComment.__typename === 'CreateCommentSuccess') {
				setText('');
				setPointer(nowhere);
				onWritten(createComment.comment);
			} else setProblem(commentProblemOf(createComment.code));
		} catch {
			setProblem('OTHER');
		}
		setPending(false);
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-3" noValidate>
			<div>
				<label htmlFor={`${id}-text`} className="mb-1.5 block font-medium">
					{replyToId === null ? t('yours') : t('yourReply')}
				</label>
				<textarea
					id={`${id}-text`}
					rows={replyToId === null ? 3 : 2}
					maxLength={maximumCommentLength}
					value={text}
					dir="auto"
					className="field"
					aria-invalid={problem === 'INVALID_INPUT'}
					aria-describedby={problem ? `${id}-problem` : undefined}
					onChange={(event) => setText(event.target.value)}
				/>
			</div>
			{isPicture(talked) && <PlaceFields talked={talked} value={pointer} onChange={setPointer} />}
			{problem && (
				<p id={`${id}-problem`} role="alert" className="text-dot">
					{(problem === 'INVALID_INPUT' && text.trim() !== '' ? textProblem : null) ?? t(`problems.${problem}`)}
				</p>
			)}
			<div className="flex flex-wrap gap-3">
				<button type="submit" className="button-main" disabled={pending}>
					{replyToId === null ? t('send') : t('sendReply')}
				</button>
				{onCancel && (
					<button type="button" className="button-quiet" onClick={onCancel}>
						{t('cancel')}
					</button>
				)}
			</div>
		</form>
	);
}
