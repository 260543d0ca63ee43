import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { slowestLines, type Taken } from './slowest.mjs';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'galatea-slowest-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, ...lines: readonly string[]): Promise<string> {
	const file = path.join(folder, name);
	await writeFile(file, lines.join('\n'));
	return file;
}

const ofFile = (file: string, seconds: number): Taken => ({ file, spec: null, seconds });

test('the fifteen slowest are listed, the slowest first, and nothing is said of no test', async () => {
	const all = Array.from({ length: 20 }, (_, index) => ofFile(path.join(folder, `${index}.test.ts`), index));
	const lines = await slowestLines(all, folder);
	expect(lines).toHaveLength(17);
	expect(lines[2]).toBe('   19.0 s  19.test.ts');
	expect(lines.at(-1)).toBe('    5.0 s  5.test.ts');
	expect(await slowestLines([], folder)).toEqual([]);
});

test('a file over a minute is named unless a line in it says how long it may take, and why', async () => {
	const file = await written('a.test.ts', "import 'x';", '// Budget: 90 s, as it starts ten servers.', 'test();');
	const bare = await written('b.test.ts', '// Budget: 90 s', 'test();');
	const over = async (taken: Taken) => (await slowestLines([taken], folder)).slice(3);
	expect(await over(ofFile(file, 89))).toEqual([]);
	expect((await over(ofFile(file, 91)))[1]).toBe('   91.0 s  a.test.ts (may take 90 s)');
	expect((await over(ofFile(bare, 61)))[1]).toBe('   61.0 s  b.test.ts (may take 60 s)');
	expect(await over(ofFile(bare, 59))).toEqual([]);
});

test('a browser test over half a minute is named unless the comment right above it says how long it may take', async () => {
	const file = await written(
		'c.spec.ts',
		'// Budget: 100 s, as a worker is killed.',
		'// It starts again, too.',
		"test('one', () => {});",
		"test('two', () => {});",
	);
	const taken = (title: string, line: number): Taken => ({ file, spec: { title, line }, seconds: 70 });
	const lines = await slowestLines([taken('one', 3), taken('two', 4)], folder);
	expect(lines.slice(4)).toEqual([
		'Took longer than it may (see tools/test/slowest.mjs):',
		'   70.0 s  c.spec.ts:4 two (may take 30 s)',
	]);
});
