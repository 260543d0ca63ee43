/**
 * @file `galatea bench guide`: draws the pictures of the pages for artists again, by what `docs/artists/pictures.json` says.
 * What is rendered is kept, so that a run that is stopped goes on where it was.
 */
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { encodeContactSheet, type Picture, readPicture } from '@galatea/pictures';
import { z } from 'zod';
import { repositoryDir } from '../environment.ts';
import { renderCommand } from '../render-command.ts';
import { UsageError } from '../usage-error.ts';

const pagesDir = join(repositoryDir, 'docs', 'artists');

const usage = `galatea bench guide [PAGE…] [options]

Draws the sheets of these pages for artists (all), ${join('docs', 'artists', 'PAGE.webp')}.

  --keep DIR   where the renders are kept (.galatea/bench-guide)`;

const wordsSchema = z.array(z.string());

/** The sheets of the guide, by the names of their pages: one picture per list of words for `galatea render`. */
export const guideSheetsSchema = z.record(
	z.string(),
	z.strictObject({
		columns: z.int().positive(),
		/** Words that all its pictures begin with. */
		shared: wordsSchema,
		/** How often each picture stands beside and below itself; once when left out. */
		repeated: z.int().positive().default(1),
		pictures: z.array(wordsSchema).min(1),
	}),
);

/** Renders what is not kept yet and writes the sheets. Files that the words name lie in the repository. */
export async function benchGuide(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { values, positionals } = parseArgs({
		args: [...words],
		allowPositionals: true,
		options: {
			help: { type: 'boolean', short: 'h', default: false },
			keep: { type: 'string', default: join(repositoryDir, '.galatea', 'bench-guide') },
		},
	});
	if (values.help) return console.log(usage);
	const sheets = guideSheetsSchema.parse(JSON.parse(await readFile(join(pagesDir, 'pictures.json'), 'utf8')));
	const names = positionals.length > 0 ? positionals : Object.keys(sheets);
	await mkdir(values.keep, { recursive: true });
	for (const name of names) {
		const sheet = sheets[name];
		if (!sheet) throw new UsageError(`There is no sheet "${name}". There are: ${Object.keys(sheets).join(', ')}.`);
		const pictures: Picture[] = [];
		for (const own of sheet.pictures) {
			const picture = await drawn([...sheet.shared, ...own], values.keep, signal);
			pictures.push(repeat(picture, sheet.repeated));
			console.error(`${name}: ${pictures.length}/${sheet.pictures.length} ${own.join(' ')}`);
		}
		const encoded = await encodeContactSheet(pictures, {
			columns: sheet.columns,
			cellPx: 128 * sheet.repeated,
			gapPx: 4,
			quality: 84,
		});
		await writeFile(join(pagesDir, `${name}.webp`), encoded);
	}
}

/** What `galatea render` makes of these words. */
async function drawn(words: readonly string[], keep: string, signal: AbortSignal): Promise<Picture> {
	const file = join(keep, `${createHash('sha256').update(JSON.stringify(words)).digest('hex')}.png`);
	const isKept = await access(file).then(
		() => true,
		() => false,
	);
	if (!isKept) await renderCommand([...words, '--quiet', '--out', file], signal);
	return readPicture(await readFile(file));
}

/** `times` × `times` copies of a picture without a gap. */
function repeat({ width, height, data }: Picture, times: number): Picture {
	const row = 3 * width;
	const repeated = new Uint8ClampedArray(times * times * data.length);
	for (let y = 0; y < times * height; y++) {
		const from = data.subarray((y % height) * row, ((y % height) + 1) * row);
		for (let copy = 0; copy < times; copy++) repeated.set(from, (y * times + copy) * row);
	}
	return { width: times * width, height: times * height, data: repeated };
}
