import { expect, test } from 'vitest';
import { readFork, usualSteps } from './fork-draft.ts';

const origin = { renderId: 'rnd_1', prompt: 'a red apple', steps: 60 };

test('a prompt that stays is not sent, another one is', () => {
	const draft = { step: '30', steps: '90', prompt: ' a red apple ' };
	expect(readFork(draft, origin)).toEqual({
		step: 30,
		input: { renderId: 'rnd_1', step: 30, steps: 90, prompt: null },
		problems: [],
	});
	expect(readFork({ ...draft, prompt: 'a fox' }, origin).input?.prompt).toBe('a fox');
});

test('every field that is wrong is named', () => {
	expect(readFork({ step: '61', steps: '1.5', prompt: '' }, origin)).toEqual({
		step: null,
		input: null,
		problems: ['step', 'steps', 'prompt'],
	});
	expect(readFork({ step: '30', steps: '30', prompt: 'x' }, origin).problems).toEqual(['steps']);
	for (const step of ['', '0', 'x', '1.5'])
		expect(readFork({ step, steps: '70', prompt: 'x' }, origin).step).toBeNull();
});

test('the usual total is what the server would take', () => {
	expect([usualSteps(30, 60), usualSteps(60, 60), usualSteps(9_000, 9_000)]).toEqual([60, 120, 10_000]);
});
