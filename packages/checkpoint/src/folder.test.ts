import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelFolder } from './folder.ts';
import { writeSafetensors } from './write-safetensors.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('tensors, texts and zipped texts are read by their names', async () => {
	await writeFile(join(folder, 'a.safetensors'), writeSafetensors({ x: { shape: [1], data: Float32Array.of(5) } }));
	await writeFile(join(folder, 'merges.txt.gz'), gzipSync('é'));
	await writeFile(join(folder, 'words.json'), '["é"]');
	const files = modelFolder(folder);
	const source = await files.openTensors('a.safetensors');
	expect(await source.read('x')).toEqual(Float32Array.of(5));
	await source.close();
	expect([await files.readText('merges.txt.gz'), await files.readText('words.json')]).toEqual(['é', '["é"]']);
});

test('a digest is that of the published test vector', async () => {
	await writeFile(join(folder, 'abc'), 'abc');
	// FIPS 180-2, appendix B.1
	const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
	expect(await modelFolder(folder).digest('abc')).toEqual({ sha256, bytes: 3 });
});

test.each(['../secret', 'a/../../secret', '/etc/passwd', 'C:\\secret', 'a\\..\\..\\b', ''])(
	'no path leads out of the folder: %j',
	async (file) => {
		for (const action of ['openTensors', 'readText', 'digest'] as const) {
			await expect(modelFolder(folder)[action](file)).rejects.toThrow(/must be a path within its folder/);
		}
	},
);

test('a text that is not there, not zipped or not UTF-8 is refused by name', async () => {
	await writeFile(join(folder, 'broken.gz'), 'not zipped');
	await writeFile(join(folder, 'latin'), Uint8Array.of(0xe9, 0x20));
	const files = modelFolder(folder);
	await expect(files.readText('absent')).rejects.toMatchObject({ failure: 'UNREADABLE', file: 'absent' });
	await expect(files.readText('broken.gz')).rejects.toMatchObject({ failure: 'MALFORMED', file: 'broken.gz' });
	await expect(files.readText('latin')).rejects.toMatchObject({ failure: 'MALFORMED', file: 'latin' });
	await expect(files.digest('absent')).rejects.toMatchObject({ failure: 'UNREADABLE', file: 'absent' });
});

test('a zipped text that would fill the memory is refused', async () => {
	await writeFile(join(folder, 'bomb.gz'), gzipSync(new Uint8Array(33 * 1024 * 1024)));
	await expect(modelFolder(folder).readText('bomb.gz')).rejects.toMatchObject({ failure: 'MALFORMED' });
});
