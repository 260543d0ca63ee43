import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryDir } from '../environment.ts';
import { readRenderOptions } from '../render-options.ts';
import { guideSheetsSchema } from './guide.ts';

const pages = join(repositoryDir, 'docs', 'artists');

test('every sheet of the guide is made of words that render understands, and stands on its page in both languages', async () => {
	const sheets = guideSheetsSchema.parse(JSON.parse(await readFile(join(pages, 'pictures.json'), 'utf8')));
	for (const [name, { shared, pictures }] of Object.entries(sheets)) {
		for (const own of pictures) {
			const { initFile, prompt } = readRenderOptions([...shared, ...own]);
			expect(prompt).not.toBe('');
			if (initFile !== null) expect(existsSync(join(repositoryDir, initFile))).toBe(true);
		}
		expect(existsSync(join(pages, `${name}.webp`))).toBe(true);
		for (const locale of ['en', 'es'])
			expect(await readFile(join(pages, locale, `${name}.md`), 'utf8')).toContain(`](../${name}.webp)`);
	}
});
