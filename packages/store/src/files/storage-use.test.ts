import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { appendEvent, finishRender } from '../renders/attempts.ts';
import { saveCheckpoint } from '../renders/checkpoints.ts';
import { testMembers } from '../testing/test-members.ts';
import { claimed, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { readBlob, saveBlob } from './blobs.ts';
import { clearOrphans, storageUse } from './storage-use.ts';

let testing: TestStore;
let store: Store;
beforeAll(async () => {
	testing = await testStore();
	store = testing.store;
});
afterAll(() => testing[Symbol.asyncDispose]());

const bytesOf = (text: string) => new TextEncoder().encode(text);
const placeOf = (name: string) => path.join(store.storageDir, name);
const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
const age = (name: string) => utimes(placeOf(name), twoDaysAgo, twoDaysAgo);

test('every file is counted by what it is for; only what nothing has named for a day goes, and as much as was told', async () => {
	const picture = async (text: string, extension: 'png' | 'webp') => {
		const key = await saveBlob(store, bytesOf(text), extension);
		return { key, width: 128, height: 128, mimeType: `image/${extension}`, thumbhash: 'AAAA' };
	};
	const { id } = await queuedRender(store);
	const { attempt } = await claimed(store, id);
	await appendEvent(store, id, attempt, { type: 'started', fromStep: 0 });
	await saveCheckpoint(store, id, attempt, 10, bytesOf('a state'), { kept: true });
	const [image, thumbnail] = [await picture('an original', 'png'), await picture('small', 'webp')];
	await finishRender(store, { renderId: id, attempt, step: 20, image, thumbnail });
	await query(store, 'UPDATE "Render" SET "filmKey" = $2 WHERE id = $1', [
		id,
		await saveBlob(store, bytesOf('a film'), 'codes'),
	]);
	const member = await testMembers(store).member();
	const face = {
		avatarKey: await saveBlob(store, bytesOf('a face'), 'webp'),
		avatarSmallKey: await saveBlob(store, bytesOf('face'), 'webp'),
	};
	await query(store, 'UPDATE "User" SET "avatarKey" = $2, "avatarSmallKey" = $3 WHERE id = $1', [
		member.userId,
		face.avatarKey,
		face.avatarSmallKey,
	]);
	// Everything is old, so that nothing stays for being young alone.
	for (const name of await readdir(store.storageDir)) if (name !== '.incoming') await age(name);
	const inUse = new Set(await readdir(store.storageDir));
	const orphan = await saveBlob(store, bytesOf('of a render that a crash took'), 'webp');
	await mkdir(placeOf('.incoming'), { recursive: true });
	await writeFile(placeOf('.incoming/half'), 'half of a file');
	for (const name of [orphan, '.incoming/half']) await age(name);
	const young = await saveBlob(store, bytesOf('stored, and named in a moment'), 'webp');
	await writeFile(placeOf('notes-of-the-host.txt'), 'not of the gallery');
	await age('notes-of-the-host.txt');

	const use = await storageUse(store);
	expect(use.kinds).toEqual([
		{ kind: 'ORIGINALS', fileCount: 1, byteCount: 11 },
		{ kind: 'CHECKPOINTS', fileCount: 1, byteCount: 7 },
		{ kind: 'FILMS', fileCount: 1, byteCount: 6 },
		{ kind: 'UPLOADS', fileCount: 2, byteCount: 10 },
		{ kind: 'PREVIEWS', fileCount: 1, byteCount: 5 },
		{ kind: 'ARRIVING', fileCount: 1, byteCount: 29 },
		{ kind: 'ORPHANS', fileCount: 2, byteCount: 29 + 14 },
	]);
	expect(use.totalBytes).toBeGreaterThan(use.freeBytes);

	expect(await clearOrphans(store)).toEqual({ fileCount: 2, byteCount: 29 + 14 });
	expect(new Set(await readdir(store.storageDir))).toEqual(new Set([...inUse, young, 'notes-of-the-host.txt']));
	expect(await readdir(placeOf('.incoming'))).toEqual([]);
	expect(await clearOrphans(store)).toEqual({ fileCount: 0, byteCount: 0 });
});

test('who stores the bytes of an old orphan again keeps them, although no row names them yet', async () => {
	const bytes = bytesOf('the same picture once more');
	const key = await saveBlob(store, bytes, 'webp');
	await age(key);
	await saveBlob(store, bytes, 'webp');
	await clearOrphans(store);
	expect(await readBlob(store, key)).toEqual(Buffer.from(bytes));
});

test('while many clear and many store the same bytes, whoever stored them has them', async () => {
	const bytes = bytesOf('stored and cleared at once');
	for (let round = 0; round < 20; round++) {
		const key = await saveBlob(store, bytes, 'webp');
		await age(key);
		await Promise.all([clearOrphans(store), saveBlob(store, bytes, 'webp'), clearOrphans(store)]);
		expect(await readBlob(store, key)).toEqual(Buffer.from(bytes));
	}
});
