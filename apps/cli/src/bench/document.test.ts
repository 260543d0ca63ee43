import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSection } from './document.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-document-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a section of the benchmarks', () => {
	it('replaces what stood between its marks, and nothing else', async () => {
		const path = join(folder, 'benchmarks.md');
		await writeFile(path, 'a\n<!-- engine -->\nold\n<!-- /engine -->\nb\n<!-- gallery -->\nc\n<!-- /gallery -->\n');
		const drawings = new Map([['line.svg', '<svg/>']]);
		await writeSection(folder, { name: 'engine', text: 'new', drawings });
		await writeSection(folder, { name: 'engine', text: 'newer', drawings });
		expect(await readFile(path, 'utf8')).toBe(
			'a\n<!-- engine -->\nnewer\n<!-- /engine -->\nb\n<!-- gallery -->\nc\n<!-- /gallery -->\n',
		);
		expect(await readFile(join(folder, 'benchmarks', 'line.svg'), 'utf8')).toBe('<svg/>');
	});

	it('is refused by a document without its marks, which stays as it is', async () => {
		const path = join(folder, 'benchmarks.md');
		await writeFile(path, 'nothing');
		const writing = writeSection(folder, { name: 'engine', text: 'new', drawings: new Map() });
		await expect(writing).rejects.toThrow('has no <!-- engine --> … <!-- /engine --> to write between');
		expect(await readFile(path, 'utf8')).toBe('nothing');
	});
});
