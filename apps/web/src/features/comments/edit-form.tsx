'use client';
/** @file Changing the words of one's own comment. */
import { maximumCommentLength } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { EditCommentDocument } from '../../graphql/generated/graphql.ts';
import { type CommentProblem, commentProblemOf } from './comment-form.tsx';

interface EditFormProps {
	readonly commentId: string;
	readonly text: string;
	readonly onChanged: (changes: { readonly text: string; readonly editedAt: string | null }) => void;
	readonly onCancel: () => void;
}

export function EditForm({ commentId, text: before, onChanged, onCancel }: EditFormProps) {
	const t = useTranslations('Comments');
	const id = useId();
	const [text, setText] = useState(before);
	const [problem, setProblem] = useState<CommentProblem | null>(null);
	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		setProblem(null);
		try {
			const { editComment } = await browserRequest(EditCommentDocument, { id: commentId, text });
			if (editComment.__typename === 'EditCommentSuccess') onChanged(editComment.comment);
			else setProblem(commentProblemOf(editComment.code));
		} catch {
			setProblem('OTHER');
		}
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="mt-2 space-y-3" noValidate>
			<label htmlFor={id} className="block font-medium">
				{t('newWords')}
			</label>
			<textarea
				id={id}
				rows={3}
				maxLength={maximumCommentLength}
				value={text}
				dir="auto"
				className="field"
				// biome-ignore lint/a11y/noAutofocus: it takes the place of the button that had the focus
				autoFocus
				onChange={(event) => setText(event.target.value)}
			/>
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			<div className="flex flex-wrap gap-3">
				<button type="submit" className="button-main">
					{t('save')}
				</button>
				<button type="button" className="button-quiet" onClick={onCancel}>
					{t('cancel')}
				</button>
			</div>
		</form>
	);
}
