import { expect, test } from 'vitest';
import { askForStep, onAskedStep, readStep, stepAddress } from './asked-step.ts';

test.each([
	['0', 0],
	['140', 140],
	['-1', null],
	['1.5', null],
	['', null],
	['1e3', null],
	['9999999', null],
	[undefined, null],
	[['1', '2'], null],
])('?step=%s asks for %s', (text, step) => {
	expect(readStep(text)).toBe(step);
});

test('a step that is asked for stands in the address, and is told as long as somebody listens', () => {
	const told: number[] = [];
	const stop = onAskedStep((step) => told.push(step));
	askForStep('art_1', 7);
	askForStep('art_1', 7);
	stop();
	askForStep('art_1', 8);
	expect(told).toEqual([7, 7]);
	expect(location.pathname + location.search).toBe(stepAddress('art_1', 8));
});
