import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { saveEncodedCopy } from '@galatea/store/artworks';
import { readBlob, saveBlob } from '@galatea/store/files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { publishWithFiles } from '../../testing-hung.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const read = '{ hosting { storage { kinds { kind fileCount byteCount } freeBytes totalBytes } } }';
const clear = `mutation ($kind: ClearableFiles!) {
	clearFiles(kind: $kind) { __typename ... on ClearFilesSuccess { fileCount byteCount } ... on Failure { code } }
}`;

test('clearing frees what was told, leaves every picture, and is written down; only admins do it', async () => {
	const [admin, moderator, artist] = [await api.member('ADMIN'), await api.member('MODERATOR'), await api.member()];
	const { artworkId } = await publishWithFiles(api, artist, { remixOfArtworkId: null, visibility: 'PUBLIC' });
	const { store } = api;
	const bytesOf = (text: string) => new TextEncoder().encode(text);
	await saveEncodedCopy(store, { artworkId, digest: 'd'.repeat(64) }, bytesOf('a download'), 'jpg');
	const pictures = new Set(await readdir(store.storageDir));
	const orphan = await saveBlob(store, bytesOf('left over'), 'webp');
	const old = new Date(Date.now() - 2 * 86_400_000);
	for (const name of await readdir(store.storageDir)) await utimes(join(store.storageDir, name), old, old);

	const { hosting } = dataOf(await api.query(read, {}, admin)) as {
		hosting: { storage: { kinds: { kind: string; fileCount: number; byteCount: number }[] } };
	};
	const told = (kind: string) => hosting.storage.kinds.find((each) => each.kind === kind);
	expect(told('ORPHANS')).toMatchObject({ fileCount: 1, byteCount: 9 });
	expect(told('COPIES')).toMatchObject({ fileCount: 1, byteCount: 10 });
	for (const [who, code] of [
		[undefined, 'NOT_SIGNED_IN'],
		[artist, 'NOT_ALLOWED'],
		[moderator, 'NOT_ALLOWED'],
	] as const)
		expect(dataOf(await api.query(clear, { kind: 'ORPHANS' }, who))['clearFiles']).toMatchObject({ code });
	expect(await readBlob(store, orphan)).not.toBeNull();
	for (const kind of ['ORPHANS', 'COPIES']) {
		const { fileCount, byteCount } = told(kind) ?? {};
		expect(dataOf(await api.query(clear, { kind }, admin))).toEqual({
			clearFiles: { __typename: 'ClearFilesSuccess', fileCount, byteCount },
		});
	}
	const left = new Set(await readdir(store.storageDir));
	expect([...pictures].filter((name) => !left.has(name))).toEqual([expect.stringMatching(/\.jpg$/)]);
	expect(left.has(orphan)).toBe(false);
	const acts = '{ hosting { acts { kind detail admin { handle } } } }';
	const act = { kind: 'FILES_CLEARED', admin: { handle: admin.handle } };
	expect(dataOf(await api.query(acts, {}, admin))).toMatchObject({
		hosting: { acts: [{ ...act, detail: 'COPIES' }, { ...act, detail: 'ORPHANS' }, {}, {}] },
	});
});
