/** @file How far a restyle is: a bar on standard error over all steps of all pictures. */
import { createBar } from './bar.ts';

interface RestyleProgress {
	/** A step (from 1) of a picture (from 0). */
	step(index: number, step: number): void;
	/** That so many pictures are done. */
	finished(pictures: number): void;
	/** Leaves the terminal as it was; safe to call at any time. */
	close(): void;
}

/** Shows nothing when `quiet`. */
export function restyleProgress(pictures: number, steps: number, quiet: boolean): RestyleProgress {
	const nothing = (): void => undefined;
	if (quiet) return { step: nothing, finished: nothing, close: nothing };
	const bar = createBar('{bar} picture {picture}/{pictures} · {percentage} % · {eta_formatted} left');
	bar.start(pictures * steps, 0, { picture: 1, pictures });
	return {
		step: (index, step) => bar.update(index * steps + step, { picture: index + 1 }),
		finished: (done) => bar.update(done * steps, { picture: Math.min(done + 1, pictures) }),
		close: () => bar.stop(),
	};
}
