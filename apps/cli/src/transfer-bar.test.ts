import { expect, test } from 'vitest';
import { describeTransfer } from './transfer-bar.ts';

test.each<[string, Parameters<typeof describeTransfer>, string]>([
	['nothing has moved', [0, 980e6, 0, 0], '0.0 MB of 980.0 MB, …, …'],
	['half of it has, in ten seconds', [490e6, 980e6, 490e6, 10], '490.0 MB of 980.0 MB, 49.0 MB/s, 10 s left'],
	['it goes on where it stopped', [500e6, 980e6, 10e6, 10], '500.0 MB of 980.0 MB, 1.0 MB/s, 480 s left'],
	['nobody knows how much there is', [5e6, null, 5e6, 2], '5.0 MB, 2.5 MB/s, …'],
])('speed is of the bytes that moved here: %s', (_when, parameters, words) => {
	const { amount, speed, left } = describeTransfer(...parameters);
	expect([amount, speed, left].join(', ')).toBe(words);
});
