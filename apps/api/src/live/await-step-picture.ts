/** @file Waiting, within a request, for the picture of a step that a worker decodes: most are there in less than a second. */
import { onStepPicture, type Store } from '@galatea/store/database';
import { findStepPicture, type StepPicture, type WantedStep } from '@galatea/store/renders';

/** Shorter than proxies wait; who wants to wait longer asks again, which is the same request. */
export const awaitStepPictureMs = 8_000;

/**
 * What there is of a step that was asked for as soon as it is no longer WAITING, or after `withinMs`; null when it was
 * forgotten meanwhile. Throws `DATABASE_UNAVAILABLE`.
 */
export async function awaitStepPicture(
	store: Store,
	{ renderId, step }: WantedStep,
	withinMs: number,
): Promise<StepPicture | null> {
	const until = performance.now() + withinMs;
	let wake = (): void => undefined;
	const stop = await onStepPicture(store, (key) => {
		if (key === null || key === `${renderId}:${step}`) wake();
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
			const picture = await findStepPicture(store, renderId, step);
			if (picture?.state !== 'WAITING' || leftMs <= 0) {
				wake();
				return picture;
			}
			await rung;
		}
	} finally {
		stop();
	}
}
