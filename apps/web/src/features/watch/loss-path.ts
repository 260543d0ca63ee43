/** @file The loss curve as an SVG path, and the few rows that stand for it in a table. */
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';

type History = RenderViewFragment['lossHistory'];

export interface LossPath {
	/** `d` of a path in a box of `width` × `height`. */
	readonly d: string;
	/** Where the newest point lies. */
	readonly end: { readonly x: number; readonly y: number };
	readonly lowest: number;
	readonly highest: number;
}

/**
 * Null with fewer than two points. The whole width stands for all steps, so that the curve grows to the right. Heights
 * are logarithmic as long as every loss is above 0: the first steps fall so far that the rest would be a flat line.
 */
export function lossPath(history: History, steps: number, width: number, height: number): LossPath | null {
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
	return { d, end: { x: x(last.step), y: y(last.loss) }, lowest, highest };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** At most `count` points, evenly over the history, with its first and its last. */
export function sampleLosses(history: History, count: number): History {
	if (history.length <= count) return history;
	return Array.from(
		{ length: count },
		(_, index) => history[Math.round((index * (history.length - 1)) / (count - 1))]!,
	);
}
