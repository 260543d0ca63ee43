import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeNumberedPage, readPicture } from '@galatea/pictures';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { benchAnswers } from './answers.ts';
import { benchBlind } from './blind.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-blind-'));
	vi.spyOn(console, 'log').mockImplementation(() => undefined);
	const drawn = ['banana', 'fox', 'key'].map(async (text, index) => {
		const data = new Uint8ClampedArray(8 * 8 * 3).fill(40 * index);
		await writeFile(
			join(folder, `${text}.png`),
			await encodeNumberedPage([{ width: 8, height: 8, data }], { columns: 1, cellPx: 8, first: 1 }),
		);
		return { text, file: `${text}.png` };
	});
	await writeFile(join(folder, 'drawings.json'), JSON.stringify(await Promise.all(drawn)));
});
afterEach(async () => {
	vi.restoreAllMocks();
	await rm(folder, { recursive: true });
});

const blind = (...words: readonly string[]): Promise<void> =>
	benchBlind(
		['--drawings', join(folder, 'drawings.json'), '--out', join(folder, 'out'), ...words],
		new AbortController().signal,
	);

test('judges get numbered pages and questions; key and list lie elsewhere; answers are scored by the key', async () => {
	const key = join(folder, 'key.json');
	await blind('--key', key);
	expect((await readdir(join(folder, 'out'))).toSorted()).toEqual(['page-1.png', 'questions.md']);
	expect((await readPicture(await readFile(join(folder, 'out', 'page-1.png')))).width).toBeGreaterThan(3 * 192);
	expect(await readFile(join(folder, 'key-list.txt'), 'utf8')).toMatch(/^airplane\nanchor\n/);
	const { pictures } = JSON.parse(await readFile(key, 'utf8')) as { pictures: { number: number; text: string }[] };
	expect(pictures.map(({ text }) => text).toSorted()).toEqual(['banana', 'fox', 'key']);

	const answers = pictures.map(({ number, text }) => ({ number, free: ['a cloud', `the ${text}`], list: [text] }));
	await writeFile(join(folder, 'answers.json'), JSON.stringify({ judge: 'one', answers }));
	await benchAnswers(['--key', key, join(folder, 'answers.json')]);
	expect(vi.mocked(console.log).mock.lastCall?.[0]).toMatch(
		/freely, first guess +0 of 3 .*\nfreely, in three +3 of 3 .*\nfrom the list, first +3 of 3/,
	);
});

test('a key beside the pages is refused, since judges are given that folder', async () => {
	await expect(blind('--key', join(folder, 'out', 'key.json'))).rejects.toThrow('--key must lie outside --out');
});
