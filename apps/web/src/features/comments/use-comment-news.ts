'use client';
/** @file The newest comments on an artwork, as they change while somebody looks at it. */
import { useEffect, useRef } from 'react';
import { CommentNewsDocument, type CommentNewsSubscription } from '../../graphql/generated/graphql.ts';
import { named } from '../../graphql/request.ts';
import { type SocketPlace, socketUrl } from '../watch/socket-url.ts';

export type CommentNews = NonNullable<CommentNewsSubscription['commentNews']>;

/** Waits before the first, second, … new attempt to open a socket; the last one for all that follow. */
const reconnectDelaysMs = [1_000, 5_000, 30_000] as const;

/** Tells of the state at once, and whenever it is another. The socket and its library are loaded after the page. */
export function useCommentNews(artworkId: string, place: SocketPlace, onNews: (news: CommentNews) => void): void {
	const latest = useRef(onNews);
	latest.current = onNews;
	const { publicApiUrl, apiPort } = place;
	useEffect(() => {
		const url = socketUrl({ publicApiUrl, apiPort }, window.location);
		let stop = follow(artworkId, url, latest);
		// A page that comes back from the back-forward cache has a dead socket.
		const revive = (event: PageTransitionEvent): void => {
			if (!event.persisted) return;
			stop();
			stop = follow(artworkId, url, latest);
		};
		window.addEventListener('pageshow', revive);
		return () => {
			window.removeEventListener('pageshow', revive);
			stop();
		};
	}, [artworkId, publicApiUrl, apiPort]);
}

function follow(artworkId: string, url: string, latest: { readonly current: (news: CommentNews) => void }): () => void {
	let stopped = false;
	let attempts = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let dispose = (): void => undefined;
	const open = async (): Promise<void> => {
		const { createClient } = await import('graphql-ws');
		if (stopped) return;
		const client = createClient({ url, retryAttempts: 0, keepAlive: 12_000 });
		dispose = () => void client.dispose();
		let isOver = false;
		const again = (): void => {
			if (stopped || isOver) return;
			isOver = true;
			dispose();
			retry();
		};
		client.subscribe<CommentNewsSubscription>(
			{ query: '', extensions: { ...named(CommentNewsDocument) }, variables: { artworkId } },
			{
				next: ({ data }) => {
					attempts = 0;
					if (data) latest.current(data.commentNews);
				},
				error: again,
				complete: again,
			},
		);
	};
	const retry = (): void => {
		attempts++;
		const wait = reconnectDelaysMs[Math.min(attempts, reconnectDelaysMs.length) - 1];
		timer = setTimeout(() => open().catch(retry), wait);
	};
	open().catch(retry);
	return () => {
		stopped = true;
		clearTimeout(timer);
		dispose();
	};
}
