/** @file Learning rates that suit each optimiser, from one that suits Adam. */
import type { OptimiserName } from './fields/choices.ts';

/**
 * nerdyrodent's own notes for his script (a comment of its list of optimisers); AdamP, of which they say nothing, takes
 * steps of Adam's size.
 */
const noted: Readonly<Record<OptimiserName, number>> = {
	adam: 0.075,
	adamw: 0.125,
	adagrad: 0.2,
	adamax: 0.125,
	diffgrad: 0.075,
	adamp: 0.075,
	radam: 0.125,
	rmsprop: 0.02,
};

/** What suits `name` where `adamRate` suits Adam, rounded to two digits. */
export function usualLearningRate(name: OptimiserName, adamRate: number): number {
	if (name === 'adam') return adamRate;
	return Number(((adamRate * noted[name]) / noted.adam).toPrecision(2));
}
