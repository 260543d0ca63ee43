// @ts-check
/** @file How long to wait before what has died is started again: longer each time, until it lives for a while. */

/**
 * @typedef {object} Pace
 * @property {number} firstMs the first pause; each one after it is twice as long
 * @property {number} longestMs
 * @property {number} healthyAfterMs what lived for so long begins again with the first pause
 */

/** @type {Pace} */
export const usualPace = { firstMs: 500, longestMs: 60_000, healthyAfterMs: 60_000 };

/** @param {Pace} [pace] */
export function createPauses({ firstMs, longestMs, healthyAfterMs } = usualPace) {
	let nextMs = firstMs;
	return {
		/**
		 * The pause before the next start, in milliseconds.
		 * @param {number} livedMs how long it lived this time
		 */
		after(livedMs) {
			if (livedMs >= healthyAfterMs) nextMs = firstMs;
			const pauseMs = nextMs;
			nextMs = Math.min(2 * nextMs, longestMs);
			return pauseMs;
		},
	};
}
