// @ts-check
/**
 * @file Doing work only when its inputs changed: the hash of the inputs is kept in a stamp after the work succeeded.
 * Stamps lie in node_modules, so that they go with it.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repository } from './settings.mjs';

/** Made from the rest, or of no meaning to it. */
const ignored = new Set([
	'node_modules',
	'.next',
	'.turbo',
	'generated',
	'fixtures',
	'next-env.d.ts',
	'tsconfig.tsbuildinfo',
]);

/**
 * @typedef {object} Work
 * @property {string} name of the stamp
 * @property {readonly string[]} inputs files and folders, relative to the repository; one that is missing counts as empty
 * @property {readonly string[]} outputs what must be there for the stamp to mean anything
 */

/**
 * Whether the work has to be done, and the function that notes that it was.
 * @param {Work} work
 */
export async function lookUp({ name, inputs, outputs }) {
	const file = path.join(repository, 'node_modules', '.galatea', name);
	const hash = await hashFiles(inputs);
	const noted = await readFile(file, 'utf8').catch(() => '');
	const due = noted !== hash || outputs.some((output) => !existsSync(path.join(repository, output)));
	const note = async () => {
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(`${file}.${process.pid}`, hash);
		await rename(`${file}.${process.pid}`, file);
	};
	return { due, note };
}

/** @param {readonly string[]} inputs */
async function hashFiles(inputs) {
	const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
	for (const input of inputs)
		for (const file of (await listFiles(path.join(repository, input))).sort()) {
			hash.update(`\0${path.relative(repository, file)}\0`);
			hash.update(await readFile(file));
		}
	return hash.digest('hex');
}

/**
 * @param {string} place
 * @returns {Promise<string[]>}
 */
async function listFiles(place) {
	const entries = await readdir(place, { withFileTypes: true }).catch(() => null);
	if (entries === null) return existsSync(place) ? [place] : [];
	const lists = entries.map((entry) => {
		if (ignored.has(entry.name)) return [];
		const inner = path.join(place, entry.name);
		return entry.isDirectory() ? listFiles(inner) : entry.isFile() ? [inner] : [];
	});
	return (await Promise.all(lists)).flat();
}
