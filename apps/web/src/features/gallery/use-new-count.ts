'use client';
/** @file How many pictures have come since a list was read: asked now and then while somebody looks at it. */
import { useEffect, useRef, useState } from 'react';
import { quietRequest } from '../../graphql/browser-request.ts';
import { type ArtworkFilter, NewArtworkCountDocument } from '../../graphql/generated/graphql.ts';

const askEveryMs = 30_000;

/** 0 without a cursor to count from; otherwise what came before it, 100 for 100 and more. */
export function useNewCount(before: string | null, filter: ArtworkFilter | null): number {
	const [counted, setCounted] = useState<{ readonly before: string; readonly count: number } | null>(null);
	const latestFilter = useRef(filter);
	latestFilter.current = filter;
	useEffect(() => {
		if (before === null) return;
		const stop = new AbortController();
		const ask = async (): Promise<void> => {
			if (document.visibilityState !== 'visible') return;
			const variables = { before, filter: latestFilter.current };
			const answer = await quietRequest(NewArtworkCountDocument, variables, stop.signal).catch(() => null);
			// Without an answer there is no news; the next question may have one.
			if (answer) setCounted({ before, count: answer.newArtworkCount });
		};
		const timer = setInterval(() => void ask(), askEveryMs);
		const onReturn = (): void => void ask();
		document.addEventListener('visibilitychange', onReturn);
		window.addEventListener('focus', onReturn);
		return () => {
			stop.abort();
			clearInterval(timer);
			document.removeEventListener('visibilitychange', onReturn);
			window.removeEventListener('focus', onReturn);
		};
	}, [before]);
	return counted !== null && counted.before === before ? counted.count : 0;
}
