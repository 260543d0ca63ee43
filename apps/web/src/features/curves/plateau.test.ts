import { expect, test } from 'vitest';
import { plateauStep } from './plateau.ts';

/** A curve of `steps` points with some jitter, as cutouts give it. */
const curve = (steps: number, lossAt: (step: number) => number) =>
	Array.from({ length: steps }, (_, index) => {
		const step = index + 1;
		return { step, loss: lossAt(step) + 0.004 * Math.sin(12.9898 * step) };
	});

test('a loss that has stopped to fall is said to stand still from about there', () => {
	const since = plateauStep(curve(400, (step) => Math.max(0.6, 1 - step / 300)));
	expect(since).toBeGreaterThan(110);
	expect(since).toBeLessThan(190);
});

test('a loss that still falls, or has just come to stand, is not', () => {
	expect(plateauStep(curve(400, (step) => 1 - step / 800))).toBeNull();
	expect(plateauStep(curve(400, (step) => Math.max(0.6, 1 - step / 900)))).toBeNull();
	expect(plateauStep(curve(20, (step) => Math.max(0.6, 1 - step / 10)))).toBeNull();
});

test('a curve without a way, or with hardly any points, is none that stands still', () => {
	expect(plateauStep([])).toBeNull();
	expect(plateauStep([{ step: 1, loss: 1 }])).toBeNull();
	expect(plateauStep(Array.from({ length: 100 }, (_, step) => ({ step, loss: 1 })))).toBeNull();
});
