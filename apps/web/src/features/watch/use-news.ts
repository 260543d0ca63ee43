'use client';
/** @file News that a page follows while somebody looks at it. */
import { useEffect, useRef } from 'react';
import { followNews, type News } from './follow-news.ts';
import { type SocketPlace, socketUrl } from './socket-url.ts';

/** Tells of the state at once, and whenever it is another. The socket and its library are loaded after the page. */
export function useNews<Told>(news: News, place: SocketPlace, onTold: (told: Told) => void): void {
	const latest = useRef(onTold);
	latest.current = onTold;
	const asked = JSON.stringify(news);
	const { publicApiUrl, apiPort } = place;
	useEffect(() => {
		const url = socketUrl({ publicApiUrl, apiPort }, window.location);
		const begin = () => followNews<Told>(JSON.parse(asked) as News, url, (told) => latest.current(told));
		let stop = begin();
		// A page that comes back from the back-forward cache has a dead socket.
		const revive = (event: PageTransitionEvent): void => {
			if (!event.persisted) return;
			stop();
			stop = begin();
		};
		window.addEventListener('pageshow', revive);
		return () => {
			window.removeEventListener('pageshow', revive);
			stop();
		};
	}, [asked, publicApiUrl, apiPort]);
}
