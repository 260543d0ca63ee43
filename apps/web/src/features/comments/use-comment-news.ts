'use client';
/** @file The newest comments on something, as they change while somebody looks at it. */
import { useEffect, useRef } from 'react';
import { type SocketPlace, socketUrl } from '../watch/socket-url.ts';
import { type CommentNews, newsOf, type Talked } from './talked.ts';

/** Waits before the first, second, … new attempt to open a socket; the last one for all that follow. */
const reconnectDelaysMs = [1_000, 5_000, 30_000] as const;

/** Tells of the state at once, and whenever it is another. The socket and its library are loaded after the page. */
export function useCommentNews(talked: Talked, place: SocketPlace, onNews: (news: CommentNews) => void): void {
	const latest = useRef(onNews);
	latest.current = onNews;
	const asked = JSON.stringify(newsOf(talked));
	const { publicApiUrl, apiPort } = place;
	useEffect(() => {
		const url = socketUrl({ publicApiUrl, apiPort }, window.location);
		let stop = follow(JSON.parse(asked) as News, url, latest);
		// A page that comes back from the back-forward cache has a dead socket.
		const revive = (event: PageTransitionEvent): void => {
			if (!event.persisted) return;
			stop();
			stop = follow(JSON.parse(asked) as News, url, latest);
		};
		window.addEventListener('pageshow', revive);
		return () => {
			window.removeEventListener('pageshow', revive);
			stop();
		};
	}, [asked, publicApiUrl, apiPort]);
}

type News = ReturnType<typeof newsOf>;

function follow(news: News, url: string, latest: { readonly current: (news: CommentNews) => void }): () => void {
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
		client.subscribe<Readonly<Record<string, CommentNews | null>>>(
			{ query: '', extensions: { ...news.document }, variables: news.variables },
			{
				next: ({ data }) => {
					attempts = 0;
					for (const told of Object.values(data ?? {})) if (told) latest.current(told);
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
