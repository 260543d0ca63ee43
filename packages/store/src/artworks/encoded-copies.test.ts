import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { blobExists } from '../files/blobs.ts';
import { removeDiscardedFiles } from '../files/discarded-files.ts';
import { testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { findEncodedCopy, forgetEncodedCopies, saveEncodedCopy } from './encoded-copies.ts';

let setting: TestStore;
let store: Store;
let artworkId: string;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	const members = testMembers(store);
	artworkId = await members.artworkOf(await members.member());
});
afterAll(() => setting[Symbol.asyncDispose]());

async function keep(digest: string, bytes = digest): Promise<string> {
	await saveEncodedCopy(store, { artworkId, digest }, Buffer.from(bytes), 'avif');
	return (await findEncodedCopy(store, { artworkId, digest })) ?? '';
}
async function sweep(room?: number): Promise<void> {
	await forgetEncodedCopies(store, room);
	await removeDiscardedFiles(store);
}
const wanted = (digest: string, days: number) =>
	query(store, `UPDATE "EncodedCopy" SET "askedAt" = now() - make_interval(days => $2) WHERE digest = $1`, [
		digest,
		days,
	]);

test('a copy that nobody has wanted for a week goes, and one that somebody wanted meanwhile stays', async () => {
	const keys = [await keep('forgotten'), await keep('wanted again'), await keep('same file', 'forgotten')];
	await wanted('forgotten', 8);
	await wanted('wanted again', 6);
	expect(await findEncodedCopy(store, { artworkId, digest: 'wanted again' })).toBe(keys[1]);
	await wanted('same file', 1);
	await sweep();
	expect(await findEncodedCopy(store, { artworkId, digest: 'forgotten' })).toBeNull();
	// The bytes are another copy's, too.
	expect(keys[2]).toBe(keys[0]);
	expect(await Promise.all(keys.map((key) => blobExists(store, key)))).toEqual([true, true, true]);
	const [row] = await query<{ today: boolean }>(
		store,
		`SELECT "askedAt" > now() - interval '1 hour' AS today FROM "EncodedCopy" WHERE digest = 'wanted again'`,
	);
	expect(row?.today).toBe(true);
	await query(store, 'DELETE FROM "EncodedCopy"');
});

test('together they take no more room than they may: those wanted the longest ago go first; all go with their artwork', async () => {
	const [old, middle, young] = [await keep('old', '12345'), await keep('middle', '1234'), await keep('young', '123')];
	await wanted('old', 3);
	await wanted('middle', 2);
	const there = () => Promise.all([old, middle, young].map((key) => blobExists(store, key)));
	await sweep(7);
	expect(await there()).toEqual([false, true, true]);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [artworkId]);
	await sweep();
	expect(await there()).toEqual([false, false, false]);
	await saveEncodedCopy(store, { artworkId, digest: 'late' }, Buffer.from('late'), 'avif');
	expect(await findEncodedCopy(store, { artworkId, digest: 'late' })).toBeNull();
});
