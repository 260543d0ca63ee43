/** @file The loss curve as an SVG path, and the few rows that stand for it in a table. */
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';

export type LossHistory = RenderViewFragment['lossHistory'];

export interface LossPath {
	/** `d` of a path in a box of `width` × `height`. */
	readonly d: string;
	/** Where the newest point lies. */
	readonly end: { readonly x: number; readonly y: number };
	/** The point of the curve at a step, or nearest to it. */
	at(step: number): { readonly x: number; readonly y: number };
	readonly lowest: number;
	readonly highest: number;
}

/**
 * Null with fewer than two points. The whole width stands for all steps, so that the curve grows to the right. Heights
 * are logarithmic as long as every loss is above 0: the first steps fall so far that the rest would be a flat line.
 */
export function lossPath(history: LossHistory, steps: number, width: number, height: number): LossPath | null {
	const last = history.at(-1);
	if (history.length < 2 || !last) return null;
	const losses = history.map(({ loss }) => loss);
	const lowest = Math.min(...losses);
	const highest = Math.max(...losses);
	const scale = lowest > 0 ? Math.log : (loss: number): number => loss;
	const span = scale(highest) - scale(lowest) || 1;
	const x = (step: number): number => round((step / Math.max(1, steps)) * width);
	const y = (loss: number): number => round((1 - (scale(loss) - scale(lowest)) / span) * height);
	const d = history.map(({ step, loss }, index) => `${index === 0 ? 'M' : 'L'}${x(step)} ${y(loss)}`).join('');
	const place = (point: LossHistory[number]) => ({ x: x(point.step), y: y(point.loss) });
	return { d, end: place(last), at: (step) => place(nearest(history, step) ?? last), lowest, highest };
}

/** The loss at a step, or at the one nearest to it that is told; null where none is. */
export function lossAt(history: LossHistory, step: number): number | null {
	return nearest(history, step)?.loss ?? null;
}

function nearest(history: LossHistory, step: number): LossHistory[number] | undefined {
	return history.reduce<LossHistory[number] | undefined>(
		(best, point) => (best && Math.abs(best.step - step) <= Math.abs(point.step - step) ? best : point),
		undefined,
	);
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** At most `count` points, evenly over the history, with its first and its last. */
export function sampleLosses(history: LossHistory, count: number): LossHistory {
	if (history.length <= count) return history;
	return Array.from(
		{ length: count },
		(_, index) => history[Math.round((index * (history.length - 1)) / (count - 1))]!,
	);
}
