'use client';
/** @file What is said of a picture or a collection: threads, the newest first, each with its replies. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type {
	CommentPagePartsFragment,
	CommentPermission,
	ThreadPartsFragment,
} from '../../graphql/generated/graphql.ts';
import type { SocketPlace } from '../watch/socket-url.ts';
import { CommentForm } from './comment-form.tsx';
import { CommentItem } from './comment-item.tsx';
import { type CommentNews, pageOf, readOlder, type Talked } from './talked.ts';
import { countNew, withChanges, withComment, withNews, withOlder, withoutComment } from './threads.ts';
import { useCommentNews } from './use-comment-news.ts';

interface CommentSectionProps {
	readonly talked: Talked;
	readonly initial: CommentPagePartsFragment;
	/** The thread to which the address leads, null where it leads to one that is not there; undefined where it leads to none. */
	readonly led: ThreadPartsFragment | null | undefined;
	/** Comments and replies in all. */
	readonly count: number;
	readonly permission: CommentPermission;
	readonly socket: SocketPlace;
}

export function CommentSection({ talked, initial, led, count, permission, socket }: CommentSectionProps) {
	const t = useTranslations('Comments');
	const heading = useRef<HTMLHeadingElement>(null);
	const { threads, change, pageInfo, loading, failed, loadOlder } = useThreads(talked, initial, led);
	const [news, setNews] = useState<CommentNews | null>(null);
	const [replyingTo, setReplyingTo] = useState<string | null>(null);
	const [said, setSaid] = useState('');
	const [total, setTotal] = useState(count);
	const shown = useRef(threads);
	shown.current = threads;
	const merged = (newest: CommentNews) => {
		const { edges, pageInfo: page } = newest.comments;
		return withNews(
			shown.current,
			edges.map(({ node }) => node),
			!page.hasNextPage,
		);
	};
	// Nothing jumps: what is new waits for a click, what is only changed or gone does not.
	useCommentNews(talked, socket, (newest) => {
		if (countNew(shown.current, merged(newest)) > 0) return setNews(newest);
		setNews(null);
		change(merged(newest));
		setTotal(newest.commentCount);
	});
	const newCount = news === null ? 0 : countNew(threads, merged(news));
	function showNews(): void {
		if (!news) return;
		change(merged(news));
		setTotal(news.commentCount);
		setNews(null);
		heading.current?.focus();
	}
	const isMember = permission !== 'MEMBERS_ONLY';
	const mayWrite = permission === 'ALLOWED';

	function written(comment: ThreadPartsFragment): void {
		change((before) => withComment(before, comment));
		setTotal((before) => before + 1);
		setReplyingTo(null);
		setSaid(t('written'));
	}
	const actsOn = (id: string) => ({
		onChanged: (changes: { readonly text: string; readonly editedAt: string | null }) =>
			change((before) => withChanges(before, id, changes)),
		onDeleted: () => {
			change((before) => withoutComment(before, id));
			setTotal((before) => before - 1);
			setSaid(t('taken'));
			heading.current?.focus();
		},
	});
	return (
		<section aria-labelledby="comments" className="mt-16 max-w-prose border-t border-line pt-4">
			<h2 id="comments" ref={heading} tabIndex={-1} className="mb-5 text-xl outline-none">
				{t('title', { count: total })}
			</h2>
			{led === null && <p className="mb-5 text-soft">{t('ledNowhere')}</p>}
			{mayWrite ? (
				<CommentForm talked={talked} replyToId={null} onWritten={written} />
			) : (
				<Closed permission={permission} page={pageOf(talked)} />
			)}
			<p role="status" className="sr-only">
				{said}
			</p>
			<div role="status" className="mt-6 empty:hidden">
				{newCount > 0 && (
					<button type="button" className="button-quiet" onClick={showNews}>
						{t('news', { count: newCount })}
					</button>
				)}
			</div>
			<ol className="mt-8 space-y-8">
				{threads.map((thread) => (
					<li key={thread.id}>
						<CommentItem
							comment={thread}
							talked={talked}
							isMember={isMember}
							onReply={mayWrite && thread.state === 'SHOWN' ? () => setReplyingTo(thread.id) : null}
							{...actsOn(thread.id)}
						/>
						{thread.replies.length > 0 && (
							<ol className="mt-5 space-y-5 border-l border-line pl-4 sm:pl-6">
								{thread.replies.map((reply) => (
									<li key={reply.id}>
										<CommentItem
											comment={reply}
											talked={talked}
											isMember={isMember}
											onReply={mayWrite ? () => setReplyingTo(reply.id) : null}
											{...actsOn(reply.id)}
										/>
									</li>
								))}
							</ol>
						)}
						{[thread, ...thread.replies].some(({ id }) => id === replyingTo) && (
							<div className="mt-4 pl-4 sm:pl-6">
								<CommentForm
									key={replyingTo}
									talked={talked}
									replyToId={replyingTo}
									onWritten={written}
									onCancel={() => setReplyingTo(null)}
								/>
							</div>
						)}
					</li>
				))}
			</ol>
			{pageInfo.hasNextPage && (
				<button type="button" className="button-quiet mt-8" disabled={loading} onClick={() => void loadOlder()}>
					{t('older')}
				</button>
			)}
			{failed && (
				<p role="alert" className="mt-2 text-dot">
					{t('problems.OTHER')}
				</p>
			)}
		</section>
	);
}

/** Why nothing can be written here, and what would help. */
function Closed({ permission, page }: { readonly permission: CommentPermission; readonly page: string }) {
	const t = useTranslations('Comments');
	if (permission === 'ALLOWED') return null;
	const next = encodeURIComponent(`${page}#comments`);
	return (
		<p className="text-soft">
			{permission === 'MEMBERS_ONLY'
				? t.rich('closed.MEMBERS_ONLY', {
						up: (text) => (
							<Link href={`/sign-up?next=${next}`} prefetch={false} className="quiet-link">
								{text}
							</Link>
						),
						in: (text) => (
							<Link href={`/sign-in?next=${next}`} prefetch={false} className="quiet-link">
								{text}
							</Link>
						),
					})
				: t(`closed.${permission}`)}
		</p>
	);
}

function useThreads(talked: Talked, initial: CommentPagePartsFragment, led: CommentSectionProps['led']) {
	const [all, setAll] = useState<readonly ThreadPartsFragment[]>(() =>
		withOlder(
			initial.edges.map(({ node }) => node),
			led ? [led] : [],
		),
	);
	const [pageInfo, setPageInfo] = useState(initial.pageInfo);
	const [loading, setLoading] = useState(false);
	const [failed, setFailed] = useState(false);

	async function loadOlder(): Promise<void> {
		setLoading(true);
		setFailed(false);
		try {
			const { edges, pageInfo: page } = await readOlder(talked, pageInfo.endCursor);
			setAll((before) =>
				withOlder(
					before,
					edges.map(({ node }) => node),
				),
			);
			setPageInfo(page);
		} catch {
			setFailed(true);
		}
		setLoading(false);
	}
	return { threads: all, change: setAll, pageInfo, loading, failed, loadOlder };
}
