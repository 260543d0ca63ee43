/** @file How many pictures have come since a list was read. */
import { useEffect, useRef, useState } from 'react';
import type { ArtworkFilter } from '../../graphql/generated/graphql.ts';

/** 0 without a cursor to count from; otherwise what came before it, 100 for 100 and more. */
export function useNewCount(before: string | null, filter: ArtworkFilter | null): number {
	const [counted, setCounted] = useState<{ readonly before: string; readonly count: number } | null>(null);
	const latestFilter = useRef(filter);
	latestFilter.current = filter;
	useEffect(() => {
		if (before === null) return;
		const stop = new AbortController();
		import('./watch-news.ts').then(
			({ watchNews }) =>
				watchNews(
					before,
					() => latestFilter.current,
					stop.signal,
					(count) => setCounted({ before, count }),
				),
			// Without it nothing is told of news; the wall works.
			() => {},
		);
		return () => stop.abort();
	}, [before]);
	return counted !== null && counted.before === before ? counted.count : 0;
}
