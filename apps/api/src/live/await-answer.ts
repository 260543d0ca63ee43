/** @file Waiting, within a request, for what a worker makes: most of it is there in less than a second. */

/** Shorter than proxies wait; who wants to wait longer asks again, which is the same request. */
export const awaitAnswerMs = 8_000;

/** What is waited for. */
export interface Awaited<Found> {
	/** Calls back with the key of what was answered, with null when anything may have been. Returns what ends it. */
	listen(callback: (key: string | null) => void): Promise<() => void>;
	/** As the doorbell names it. */
	readonly key: string;
	/** What there is now. */
	look(): Promise<Found>;
	isWaiting(found: Found): boolean;
}

/** What there is as soon as it is no longer waiting, or after `withinMs`. Throws `DATABASE_UNAVAILABLE`. */
export async function awaitAnswer<Found>(
	{ listen, key: wanted, look, isWaiting }: Awaited<Found>,
	withinMs: number,
): Promise<Found> {
	const until = performance.now() + withinMs;
	let wake = (): void => undefined;
	const stop = await listen((key) => {
		if (key === null || key === wanted) wake();
	});
	try {
		for (;;) {
			const leftMs = until - performance.now();
			// Before looking, so that what happens in between is not missed.
			const rung = new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, Math.max(0, leftMs));
				wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
			const found = await look();
			if (!isWaiting(found) || leftMs <= 0) {
				wake();
				return found;
			}
			await rung;
		}
	} finally {
		stop();
	}
}
