/** @file Where a loss has stopped to fall: what comes after hardly changes the picture any more. */
import type { LossHistory } from '../watch/loss-path.ts';

/** Cutouts are drawn anew at each step, so that single losses jump: what counts is the mean of so large a part of the curve. */
const windowShare = 0.1;
const leastWindow = 5;
/** So much of the whole way of the mean is little. */
const littleShare = 0.04;
/** A shorter standstill than this part of the steps so far, or than so many steps, is none to speak of. */
const leastShare = 0.3;
const leastSteps = 30;

/**
 * The step since which the mean of the loss has stayed where it is now; null where it still moves, or has not stood for long.
 * `history` rises by step.
 */
export function plateauStep(history: LossHistory): number | null {
	const length = Math.max(leastWindow, Math.round(windowShare * history.length));
	const means = history.slice(length - 1).map(({ step }, index) => {
		const part = history.slice(index, index + length);
		return { step, mean: part.reduce((sum, { loss }) => sum + loss, 0) / length };
	});
	const last = means.at(-1);
	const first = history[0];
	if (!last || !first || means.length < 2) return null;
	const values = means.map(({ mean }) => mean);
	const little = littleShare * (Math.max(...values) - Math.min(...values));
	const moved = means.findLastIndex(({ mean }) => Math.abs(mean - last.mean) > little);
	// Of a run without any way there is none to have come to its end.
	if (moved < 0) return null;
	const since = means[moved + 1]?.step ?? last.step;
	const stood = last.step - since;
	return stood >= leastSteps && stood >= leastShare * (last.step - first.step) ? since : null;
}
