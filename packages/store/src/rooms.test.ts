import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

/** From the ground up: a room may import from the rooms before it. */
const rooms = [
	'database',
	'access',
	'gallery',
	'files',
	'notifications',
	'renders',
	'artworks',
	'collections',
	'accounts',
	'meaning',
	'talk',
	'moderation',
	'backup',
];

test('a room imports from the rooms below it alone', async () => {
	const source = import.meta.dirname;
	const upwards: string[] = [];
	let imports = 0;
	for (const [level, room] of rooms.entries()) {
		for (const file of await readdir(path.join(source, room))) {
			if (file.endsWith('.test.ts')) continue;
			const text = await readFile(path.join(source, room, file), 'utf8');
			for (const [, from = ''] of text.matchAll(/ from '\.\.\/([a-z]+)\//g)) {
				if (from === 'generated') continue;
				imports++;
				if (!rooms.slice(0, level).includes(from)) upwards.push(`${room}/${file} imports from ${from}`);
			}
		}
	}
	expect(upwards).toEqual([]);
	expect(imports).toBeGreaterThan(150);
});

test('every folder of the store is a room, or what tests and generators need', async () => {
	const folders = (await readdir(import.meta.dirname, { withFileTypes: true })).filter((entry) => entry.isDirectory());
	expect(folders.map(({ name }) => name).sort()).toEqual([...rooms, 'generated', 'testing'].sort());
});
