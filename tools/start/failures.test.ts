import { expect, test } from 'vitest';
import { createFailures } from './failures.mjs';

const stack = (port: number) => [
	`Error [ApiError]: The API at http://127.0.0.1:${port}/graphql does not answer`,
	'    at d (.next/server/chunks/ssr/_0qq.js:1:1723) {',
	"  digest: 'API_UNREACHABLE',",
	'  [cause]: TypeError: fetch failed',
	'}',
];

test('a failure and its stack are told once a minute, with how often they were left out; others are told beside it', () => {
	let nowMs = 0;
	const failures = createFailures({ now: () => nowMs });
	const told = (lines: readonly string[]) => lines.map(failures.tell).filter((line) => line !== null);

	expect(told(stack(4000))).toEqual(stack(4000));
	for (nowMs = 100; nowMs < 60_000; nowMs += 100) expect(told(stack(4000))).toEqual([]);
	const other = ['TypeError: another fault', '    at elsewhere.js:1:1'];
	expect(told(other)).toEqual(other);
	nowMs = 60_000;
	const [first, ...rest] = stack(4000);
	expect(told(stack(4000))).toEqual([`${first} (and 599 times more since it was told last)`, ...rest]);
});

test('records are the same failure at other times and of other requests, and another one of another render', () => {
	const failures = createFailures({ now: () => 0 });
	const record = (time: number, requestId: string, renderId: string) =>
		JSON.stringify({
			...{ level: 50, time, process: 'api', requestId, renderId },
			...{ err: { type: 'Error', message: `connect ECONNREFUSED 127.0.0.1:${time}`, stack: `at ${time}` } },
			msg: 'an operation failed',
		});
	expect(failures.tell(record(1, 'a', 'rnd_1'))).toBe(record(1, 'a', 'rnd_1'));
	expect(failures.tell(record(2, 'b', 'rnd_1'))).toBeNull();
	expect(failures.tell(record(3, 'c', 'rnd_2'))).toBe(record(3, 'c', 'rnd_2'));
});
