import { expect, test } from 'vitest';
import { keptFor } from './kept-for.ts';

test('an answer is made once for all who ask in its time, and a failure is not kept', async () => {
	let nowMs = 0;
	let made = 0;
	let fails = true;
	const answer = keptFor(
		1_000,
		async () => {
			if (fails) throw new Error('no');
			return ++made;
		},
		() => nowMs,
	);
	await expect(answer()).rejects.toThrow('no');
	fails = false;
	expect(await Promise.all([answer(), answer()])).toEqual([1, 1]);
	nowMs = 999;
	expect(await answer()).toBe(1);
	nowMs = 1_000;
	expect(await answer()).toBe(2);
});
