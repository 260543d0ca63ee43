import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGuest } from '@galatea/store/accounts';
import { openStore } from '@galatea/store/database';
import { saveUpload } from '@galatea/store/files';
import { disposableDatabase } from '@galatea/testing';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { run } from './testing.ts';

let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-cli-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

test('a gallery goes into a folder and comes back elsewhere; a second time it is refused with what to do', async () => {
	await using source = await disposableDatabase();
	await using target = await disposableDatabase({ empty: true });
	const storageDir = join(folder, 'storage');
	await mkdir(storageDir);
	await using store = openStore({ databaseUrl: source.url, storageDir });
	const { user } = await createGuest(store);
	const key = await saveUpload(store, { userId: user.id, bytes: Buffer.from('a picture'), extension: 'png' });
	const inGallery = (databaseUrl: string, files: string, ...words: readonly string[]) => {
		vi.stubEnv('DATABASE_URL', databaseUrl);
		vi.stubEnv('STORAGE_DIR', files);
		return run(folder, ...words, '--quiet');
	};
	const made = await inGallery(source.url, storageDir, 'backup', 'copy');
	expect(made).toMatchObject({
		code: 0,
		output: `${join(folder, 'copy')}\n`,
		errors: expect.stringMatching(/1 files of 0\.0 MB/),
	});

	const restored = join(folder, 'restored');
	expect(await inGallery(target.url, restored, 'restore', 'copy')).toMatchObject({
		code: 0,
		errors: expect.stringMatching(/npm start/),
	});
	expect(await readFile(join(restored, key), 'utf8')).toBe('a picture');
	const again = await inGallery(target.url, restored, 'restore', 'copy');
	expect(again).toMatchObject({
		code: 1,
		errors: expect.stringMatching(/restored is not empty: set STORAGE_DIR to a new folder/),
	});
});

test('without a gallery, or without a folder, it says what is missing', async () => {
	vi.stubEnv('DATABASE_URL', '');
	vi.stubEnv('GALATEA_DATA_DIR', join(folder, 'nothing'));
	expect(await run(folder, 'backup', 'copy')).toMatchObject({
		code: 2,
		errors: expect.stringMatching(/There is no gallery in .*nothing/),
	});
	expect(await run(folder, 'restore')).toMatchObject({
		code: 2,
		errors: expect.stringMatching(/Which folder is the backup\?/),
	});
});
