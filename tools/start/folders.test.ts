import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from './folders.mjs';

let place: string;
beforeEach(async () => {
	place = await mkdtemp(path.join(tmpdir(), 'galatea-folders-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

const modeOf = async (folder: string) => ((await stat(folder)).mode & 0o777).toString(8);

test('nobody else may look into what a gallery makes, also where an earlier version left it open', async () => {
	const dataDir = path.join(place, 'data');
	const storageDir = path.join(dataDir, 'storage');
	await mkdir(storageDir, { recursive: true, mode: 0o755 });
	await chmod(storageDir, 0o755);
	await makeFolders({ dataDir, storageDir });
	for (const name of ['logs', 'run', 'storage']) expect(await modeOf(path.join(dataDir, name))).toBe('700');

	const fresh = path.join(place, 'fresh');
	await makeFolders({ dataDir: fresh, storageDir: path.join(fresh, 'storage') });
	// Root lets PostgreSQL's account pass.
	expect(await modeOf(fresh)).toBe(process.getuid?.() === 0 ? '711' : '700');
});

test('a folder of pictures that somebody shares among machines keeps the mode that they gave it', async () => {
	const storageDir = path.join(place, 'shared');
	await mkdir(storageDir);
	await chmod(storageDir, 0o750);
	await makeFolders({ dataDir: path.join(place, 'data'), storageDir });
	expect(await modeOf(storageDir)).toBe('750');
});

test('a folder that cannot be made is named with its variable', async () => {
	await writeFile(path.join(place, 'file'), '');
	const dataDir = path.join(place, 'file', 'data');
	await expect(makeFolders({ dataDir, storageDir: path.join(dataDir, 'storage') })).rejects.toThrow(
		`GALATEA_DATA_DIR ${dataDir} cannot be made`,
	);
});
