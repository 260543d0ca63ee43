/** @file `docs/benchmarks.md`: each benchmark owns the section between its two marks, and leaves the others as they are. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../write-whole.ts';

export interface Section {
	/** As in the marks: `<!-- engine -->` and `<!-- /engine -->`. */
	readonly name: string;
	readonly text: string;
	/** SVG by file name; they go into `docs/benchmarks/`. */
	readonly drawings: ReadonlyMap<string, string>;
}

/** Replaces a section in `folder`'s `benchmarks.md`. Throws when the document has no marks for it. */
export async function writeSection(folder: string, { name, text, drawings }: Section): Promise<void> {
	const path = join(folder, 'benchmarks.md');
	const before = await readFile(path, 'utf8');
	const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [start, end] = [before.indexOf(open), before.indexOf(close)];
	if (start < 0 || end < start) throw new Error(`${path} has no ${open} … ${close} to write between`);
	await mkdir(join(folder, 'benchmarks'), { recursive: true });
	for (const [file, svg] of drawings) await writeFile(join(folder, 'benchmarks', file), svg);
	const after = `${before.slice(0, start + open.length)}\n${text}\n${before.slice(end)}`;
	await writeWhole(path, new TextEncoder().encode(after));
}
