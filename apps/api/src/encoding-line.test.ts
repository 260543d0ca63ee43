import { expect, test } from 'vitest';
import { CallerLeft, EncodingLine, LineFull } from './encoding-line.ts';

const limits = { atOnce: 2, maximumWaiting: 6, maximumWaitingOfCaller: 4 };
const stays = new AbortController().signal;

/** A job that ends when it is told to. */
function job(name: string, begun: string[]) {
	let end = (): void => undefined;
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	return {
		end,
		run: async () => {
			begun.push(name);
			await ended;
			return name;
		},
	};
}

test('callers take turns, a few jobs at a time, and one that fails makes room as well', async () => {
	const line = new EncodingLine(limits);
	const begun: string[] = [];
	const jobs = new Map(['a1', 'a2', 'a3', 'a4', 'b1', 'a5', 'c1', 'b2'].map((name) => [name, job(name, begun)]));
	const ends = new Map([...jobs].map(([name, { run }]) => [name, line.run(name.slice(0, 1), stays, run)]));
	expect([begun, line.waitingCount]).toEqual([['a1', 'a2'], 6]);
	for (let index = 0; index < jobs.size; index++) {
		const name = begun[index] ?? '';
		jobs.get(name)?.end();
		expect(await ends.get(name)).toBe(name);
	}
	expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2', 'a5']);
	const failing = () => Promise.reject(new Error('no picture'));
	for (let count = 0; count < 3; count++) await expect(line.run('a', stays, failing)).rejects.toThrow('no picture');
	expect([line.startedCount, line.waitingCount]).toEqual([11, 0]);
});

test('who would be too many, of all or of one caller, is sent away and told when to come again', async () => {
	const line = new EncodingLine(limits);
	const held = job('held', []);
	const ask = (caller: string) => line.run(caller, stays, held.run);
	const admitted = [ask('a'), ask('a'), ask('a'), ask('a'), ask('a'), ask('a')];
	await expect(ask('a')).rejects.toThrow(LineFull);
	admitted.push(ask('b'), ask('c'));
	await expect(ask('d')).rejects.toMatchObject({ retryAfterSeconds: 5 });
	held.end();
	expect(await Promise.all(admitted)).toHaveLength(8);
});

test('who leaves stands in the line no longer, and costs nothing', async () => {
	const line = new EncodingLine(limits);
	const begun: string[] = [];
	const held = job('held', begun);
	const first = [line.run('a', stays, held.run), line.run('a', stays, held.run)];
	const leaving = new AbortController();
	const left = ['b', 'b', 'c'].map((caller) => line.run(caller, leaving.signal, job('left', begun).run));
	const next = job('next', begun);
	const after = line.run('d', stays, next.run);
	leaving.abort();
	for (const each of left) await expect(each).rejects.toThrow(CallerLeft);
	expect(line.waitingCount).toBe(1);
	held.end();
	next.end();
	await Promise.all([...first, after]);
	expect(begun).toEqual(['held', 'held', 'next']);
	await expect(line.run('e', leaving.signal, job('never', begun).run)).rejects.toThrow(CallerLeft);
});
