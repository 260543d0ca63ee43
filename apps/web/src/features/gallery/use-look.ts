/** @file A list that keeps itself up to date while somebody looks at it. */
import { useCallback, useEffect, useState } from 'react';

/** The whole list is asked for so often; who wants to see every step opens the render. */
const lookEveryMs = 2_000;
/** For who wants less motion. */
const lookSeldomMs = 15_000;

interface Look<List> {
	/** What `read` answered last; `initial` until then. */
	readonly list: List;
	/** Asks at once, because somebody has changed something; without an answer the last one stands. */
	readonly lookNow: () => Promise<void>;
}

/**
 * Asks `read` again and again while the page is in view and `looks` says that there is something to come; `read` must stay the
 * same from one rendering to the next. It is asked every `everyMs`, or more seldom by who wants less motion.
 */
export function useLook<List>(
	initial: List,
	read: (signal: AbortSignal) => Promise<List>,
	looks: (list: List) => boolean = () => true,
	everyMs: number = lookEveryMs,
): Look<List> {
	const [list, setList] = useState(initial);
	const isLooking = looks(list);
	useEffect(() => {
		if (!isLooking) return;
		const stop = new AbortController();
		const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
		const look = async (): Promise<void> => {
			if (document.visibilityState !== 'visible') return;
			// Without an answer the last one stands; the next question may have one.
			const answer = await read(stop.signal).catch(() => null);
			if (answer && !stop.signal.aborted) setList(answer);
		};
		const timer = setInterval(() => void look(), calm ? lookSeldomMs : everyMs);
		const onReturn = (): void => void look();
		document.addEventListener('visibilitychange', onReturn);
		return () => {
			stop.abort();
			clearInterval(timer);
			document.removeEventListener('visibilitychange', onReturn);
		};
	}, [read, isLooking, everyMs]);
	const lookNow = useCallback(async (): Promise<void> => {
		const answer = await read(new AbortController().signal).catch(() => null);
		if (answer) setList(answer);
	}, [read]);
	return { list, lookNow };
}
