'use client';
/** @file One comment: who, when, where, what, and what can be done with it. */
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { DeleteCommentDocument, type ReplyPartsFragment } from '../../graphql/generated/graphql.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ReportButton } from '../moderation/report-button.tsx';
import { CommentText } from './comment-text.tsx';
import { EditForm } from './edit-form.tsx';
import { PlaceNote } from './place-fields.tsx';
import { ReactionBar } from './reaction-bar.tsx';
import { isPicture, type Talked } from './talked.ts';

interface CommentItemProps {
	readonly comment: ReplyPartsFragment;
	readonly talked: Talked;
	readonly isMember: boolean;
	readonly onChanged: (changes: { readonly text: string; readonly editedAt: string | null }) => void;
	readonly onDeleted: () => void;
	/** Null where nothing can be answered. */
	readonly onReply: (() => void) | null;
}

/** What somebody said whom the reader has muted is folded away. */
export function CommentItem(props: CommentItemProps) {
	const t = useTranslations('Comments');
	const { comment } = props;
	if (comment.state === 'DELETED') return <p className="text-soft italic">{t('deleted')}</p>;
	// Its author and the moderators have its words still.
	if (comment.state === 'HIDDEN' && comment.text === '') return <p className="text-soft italic">{t('hidden')}</p>;
	if (!comment.author?.viewerMutes) return <Shown {...props} />;
	return (
		<details>
			<summary className="inline-flex min-h-8 items-center text-soft">{t('muted')}</summary>
			<Shown {...props} />
		</details>
	);
}

function Shown({ comment, talked, isMember, onChanged, onDeleted, onReply }: CommentItemProps) {
	const t = useTranslations('Comments');
	const format = useFormatter();
	const [mode, setMode] = useState<'edit' | 'ask' | null>(null);
	const [failed, setFailed] = useState(false);
	const name = comment.author?.displayName ?? t(comment.author?.hasLeft ? 'left' : 'somebody');
	const moment = format.dateTime(new Date(comment.createdAt), { dateStyle: 'medium', timeStyle: 'short' });

	async function remove(): Promise<void> {
		setFailed(false);
		try {
			const { deleteComment } = await browserRequest(DeleteCommentDocument, { id: comment.id });
			if (deleteComment.__typename !== 'DeleteCommentSuccess') throw new Error(deleteComment.__typename);
			onDeleted();
		} catch {
			setFailed(true);
		}
	}
	return (
		<article
			id={comment.id}
			data-comment=""
			tabIndex={-1}
			aria-label={t('by', { name })}
			className="scroll-mt-8 rounded outline-offset-8"
		>
			<p className="flex flex-wrap items-center gap-x-1.5 text-sm text-soft">
				{comment.author?.handle && <Avatar handle={comment.author.handle} avatar={comment.author.avatar} sidePx={24} />}
				<Author author={comment.author} name={name} /> · <time dateTime={comment.createdAt}>{moment}</time>
				{comment.editedAt !== null && <> · {t('edited')}</>}
				{comment.state === 'HIDDEN' && <> · {t('hiddenByModerators')}</>}
			</p>
			{isPicture(talked) && <PlaceNote talked={talked} pointer={comment} />}
			{mode === 'edit' ? (
				<EditForm
					commentId={comment.id}
					text={comment.text}
					onCancel={() => setMode(null)}
					onChanged={(changes) => {
						setMode(null);
						onChanged(changes);
					}}
				/>
			) : (
				<CommentText text={comment.text} />
			)}
			<ReactionBar
				subjectId={comment.id}
				initial={comment.reactions}
				mayReact={isMember}
				label={t('reactionsTo', { name })}
			/>
			<div className="mt-1 flex flex-wrap gap-x-4">
				{onReply && <Act label={t('replyTo', { name })} text={t('reply')} onPress={onReply} />}
				{isMember && !comment.viewerCanEdit && <ReportButton subjectId={comment.id} label={t('report', { name })} />}
				{comment.viewerCanEdit && (
					<>
						<Act text={t('edit')} onPress={() => setMode('edit')} />
						<Act text={t('delete')} onPress={() => setMode('ask')} />
					</>
				)}
			</div>
			{mode === 'ask' && (
				<fieldset className="mt-2 flex flex-wrap items-center gap-3">
					<legend className="mb-2">{t('deleteAsk')}</legend>
					<button type="button" className="button-main" onClick={() => void remove()}>
						{t('deleteYes')}
					</button>
					<button type="button" className="button-quiet" onClick={() => setMode(null)}>
						{t('cancel')}
					</button>
				</fieldset>
			)}
			{failed && (
				<p role="alert" className="mt-1 text-dot">
					{t('problems.OTHER')}
				</p>
			)}
		</article>
	);
}

function Author({ author, name }: { readonly author: ReplyPartsFragment['author']; readonly name: ReactNode }) {
	if (!author?.handle) return <bdi>{name}</bdi>;
	return (
		<Link href={`/@${author.handle}`} prefetch={false} className="quiet-link font-medium text-ink">
			<bdi>{name}</bdi>
		</Link>
	);
}

interface ActProps {
	readonly text: string;
	readonly label?: string;
	readonly onPress: () => void;
}

/** A small button in the line below a comment. */
function Act({ text, label, onPress }: ActProps) {
	return (
		<button
			type="button"
			aria-label={label}
			className="min-h-8 text-sm text-soft underline-offset-4 hover:underline"
			onClick={onPress}
		>
			{text}
		</button>
	);
}
