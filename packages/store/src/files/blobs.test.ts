import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { health } from '../database/health.ts';
import { closeStore, openStore, type Store } from '../database/store.ts';
import { findPicture, readBlob, saveBlob } from './blobs.ts';

let parent: string;
let store: Store;

beforeEach(async () => {
	parent = await mkdtemp(path.join(tmpdir(), 'galatea-blobs-'));
	// Files need no database: nothing connects to this address.
	store = openStore({ databaseUrl: 'postgresql://127.0.0.1:1/none', storageDir: path.join(parent, 'storage') });
});

afterEach(async () => {
	await closeStore(store);
	await rm(parent, { recursive: true, force: true });
});

const bytes = new TextEncoder().encode('abc');
// FIPS 180-2, appendix B.1: SHA-256 of "abc".
const key = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.webp';

test('a file is named by its content, and the same content is one file, however many write it at once', async () => {
	const keys = await Promise.all(Array.from({ length: 20 }, () => saveBlob(store, bytes, 'webp')));
	expect(new Set(keys)).toEqual(new Set([key]));
	expect(await readBlob(store, key)).toEqual(Buffer.from(bytes));
	expect(await readdir(store.storageDir)).toEqual(['.incoming', key]);
	expect(await readdir(path.join(store.storageDir, '.incoming'))).toEqual([]);
	const file = await findPicture(store, key);
	expect(file).toMatchObject({ byteCount: 3, mimeType: 'image/webp' });
	expect(file && (await text(await file.read(1, 2)))).toBe('bc');
});

test('no other account of the machine reads a file, unless somebody opened the folder to it', async () => {
	const modes = () =>
		Promise.all(
			['.', '.incoming', key].map(async (name) => {
				const { mode } = await stat(path.join(store.storageDir, name));
				return (mode & 0o777).toString(8);
			}),
		);
	await saveBlob(store, bytes, 'webp');
	expect(await modes()).toEqual(['700', '700', '600']);
	await rm(store.storageDir, { recursive: true });
	await mkdir(store.storageDir);
	await chmod(store.storageDir, 0o2770);
	await saveBlob(store, bytes, 'webp');
	const [folder, incoming, file = ''] = await modes();
	expect([folder, incoming]).toEqual(['770', '770']);
	expect(file).toMatch(/^6[46]0$/);
});

test('nothing but a key leads to a file, and nothing but pictures is served', async () => {
	await saveBlob(store, bytes, 'checkpoint');
	await writeFile(path.join(parent, 'secret.webp'), 'secret');
	const wrong = ['../secret.webp', `../storage/${key}`, '', '.incoming', key.toUpperCase(), `${key}\0`, 'a.webp'];
	for (const each of wrong) {
		expect(await readBlob(store, each)).toBeNull();
		expect(await findPicture(store, each)).toBeNull();
	}
	expect(await findPicture(store, key.replace('webp', 'checkpoint'))).toBeNull();
	expect(await findPicture(store, key)).toBeNull();
	for (const extension of ['', '../x', 'a/b', 'PNG', 'x'.repeat(17)])
		await expect(saveBlob(store, bytes, extension)).rejects.toThrow(RangeError);
});

test('a disk that fills in the middle of a file is told, and leaves nothing half-written', async () => {
	const full = async (file: { write(part: Uint8Array): Promise<unknown> }) => {
		await file.write(bytes.slice(0, 1));
		throw Object.assign(new Error('write'), { code: 'ENOSPC' });
	};
	await expect(saveBlob(store, bytes, 'webp', full)).rejects.toMatchObject({
		code: 'STORAGE_FULL',
		retryable: true,
		message: expect.stringContaining(store.storageDir),
	});
	expect(await readdir(store.storageDir)).toEqual(['.incoming']);
	expect(await readdir(path.join(store.storageDir, '.incoming'))).toEqual([]);
	expect(await saveBlob(store, bytes, 'webp')).toBe(key);
});

test('a folder that is not there, or is a file, is told as unavailable and never made elsewhere', async () => {
	const lost = openStore({ databaseUrl: 'postgresql://127.0.0.1:1/none', storageDir: path.join(parent, 'a/b/c') });
	await expect(saveBlob(lost, bytes, 'webp')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
	expect(await readdir(parent)).toEqual([]);
	expect((await health(lost)).storage).toBe(false);
	await closeStore(lost);
	await writeFile(store.storageDir, 'a file');
	await expect(saveBlob(store, bytes, 'webp')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
	await expect(readBlob(store, key)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is told as unavailable', async () => {
	await mkdir(store.storageDir);
	await chmod(store.storageDir, 0o500);
	await expect(saveBlob(store, bytes, 'webp')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});

describe('on a real disk of 64 kB', () => {
	/** Why there is none; null when there is. Only root may mount one. */
	function mount(directory: string): string | null {
		try {
			execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], { stdio: 'ignore' });
			return null;
		} catch {
			return 'a tmpfs cannot be mounted here';
		}
	}

	test('what does not fit is refused whole, what fits is still stored, and health says so', async (context) => {
		await mkdir(store.storageDir);
		const reason = mount(store.storageDir);
		if (reason !== null) context.skip(reason);
		try {
			await expect(saveBlob(store, new Uint8Array(1_000_000), 'png')).rejects.toMatchObject({ code: 'STORAGE_FULL' });
			expect(await readdir(path.join(store.storageDir, '.incoming'))).toEqual([]);
			expect(await saveBlob(store, bytes, 'webp')).toBe(key);
			expect((await health(store)).problems.join()).toContain('nearly full');
		} finally {
			execFileSync('umount', [store.storageDir]);
		}
	});
});
