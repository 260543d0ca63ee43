import { expect, test } from 'vitest';
import { lossAt, lossPath, sampleLosses } from './loss-path.ts';

const history = Array.from({ length: 50 }, (_, index) => ({ step: index + 1, loss: 1 - index / 50 }));

test('the curve falls from the top to the bottom, and reaches as far right as the render has come', () => {
	const path = lossPath(history, 100, 400, 80);
	expect(path?.d.startsWith('M4 0L')).toBe(true);
	expect(path?.end).toEqual({ x: 200, y: 80 });
	expect(path?.lowest).toBeCloseTo(0.02);
	expect(path?.highest).toBe(1);
});

test('one point is no curve, and a constant loss is a line', () => {
	expect(lossPath(history.slice(0, 1), 100, 400, 80)).toBeNull();
	expect(
		lossPath(
			[
				{ step: 1, loss: 3 },
				{ step: 2, loss: 3 },
			],
			2,
			10,
			10,
		)?.d,
	).toBe('M5 10L10 10');
});

test('the table has few rows, the first and the newest among them', () => {
	const rows = sampleLosses(history, 12);
	expect(rows).toHaveLength(12);
	expect(rows[0]).toBe(history[0]);
	expect(rows.at(-1)).toBe(history.at(-1));
	expect(sampleLosses(history.slice(0, 3), 12)).toHaveLength(3);
});

test('heights are logarithmic above 0, and linear where a term pushes the loss below it', () => {
	const halving = [4, 2, 1].map((loss, index) => ({ step: index + 1, loss }));
	expect(lossPath(halving, 3, 3, 100)?.d).toBe('M1 0L2 50L3 100');
	const falling = [1, 0, -1].map((loss, index) => ({ step: index + 1, loss }));
	expect(lossPath(falling, 3, 3, 100)?.d).toBe('M1 0L2 50L3 100');
});

test('a step is marked where the curve is nearest to it', () => {
	const history = [
		{ step: 1, loss: 4 },
		{ step: 5, loss: 2 },
		{ step: 10, loss: 1 },
	];
	const path = lossPath(history, 10, 100, 50);
	expect(path?.at(5)).toEqual({ x: 50, y: 25 });
	expect(path?.at(6)).toEqual({ x: 50, y: 25 });
	expect(path?.at(10)).toEqual(path?.end);
	expect([lossAt(history, 1), lossAt(history, 8), lossAt([], 8)]).toEqual([4, 1, null]);
});
