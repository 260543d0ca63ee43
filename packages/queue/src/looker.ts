/** @file Looking for work of which no job told, because a job was lost or went to a consumer that took something else. */
import type { Turns } from './turns.ts';

/** After there was something to do: long enough for a job that was turned away meanwhile to come first. */
const lookAgainMs = 1_000;

interface Look {
	readonly everyMs: number;
	/** Whether there was something to do. */
	readonly run: (signal: AbortSignal) => Promise<boolean>;
}

interface Looker {
	/** Looks now, and from then on. */
	start(): void;
	/** Looks no more. */
	stop(): void;
	/** Resolves when what was found is done. */
	ended(): Promise<void>;
}

/** `signal` tells what runs to stop. What a look throws goes to `onError`; it is looked again. */
export function openLooker(
	look: Look,
	turns: Turns,
	signal: AbortSignal,
	onError: ((error: Error) => void) | undefined,
): Looker {
	let timer: NodeJS.Timeout | undefined;
	let isStopped = false;
	let underWay: Promise<void> = Promise.resolve();
	const lookOnce = async (): Promise<void> => {
		// While something runs, it is that which is to be done.
		if (!turns.enterIfFree()) return next(look.everyMs);
		let found = false;
		try {
			found = await look.run(signal);
		} catch (error) {
			if (!signal.aborted) onError?.(error as Error);
		} finally {
			turns.leave(null);
		}
		next(found ? lookAgainMs : look.everyMs);
	};
	const next = (afterMs: number): void => {
		if (isStopped) return;
		timer = setTimeout(() => {
			underWay = lookOnce();
		}, afterMs);
	};
	return {
		start: () => next(0),
		stop() {
			isStopped = true;
			clearTimeout(timer);
		},
		ended: () => underWay,
	};
}
