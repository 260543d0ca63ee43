import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { findPicture } from '../files/blobs.ts';
import { removeDiscardedFiles } from '../files/discarded-files.ts';
import { saveUpload } from '../files/uploads.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { findSharingCard, saveSharingCard } from './sharing-cards.ts';

let setting: TestStore;
let members: TestMembers;
let store: Store;
beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	store = setting.store;
});
afterAll(() => setting[Symbol.asyncDispose]());

const content = (text: string) => new TextEncoder().encode(text);
const isThere = async (key: string | null) => (await findPicture(store, key ?? '')) !== null;

test('an artwork has one card, which another takes the place of, and which goes with it', async () => {
	const artworkId = await members.artworkOf(await members.member());
	const first = await saveSharingCard(store, artworkId, 'first', content('first'));
	expect(await findSharingCard(store, artworkId, 'first')).toBe(first);
	const second = await saveSharingCard(store, artworkId, 'second', content('second'));
	expect(await findSharingCard(store, artworkId, 'first')).toBeNull();
	await removeDiscardedFiles(store);
	expect(await Promise.all([isThere(first), isThere(second)])).toEqual([false, true]);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [artworkId]);
	await removeDiscardedFiles(store);
	expect(await isThere(second)).toBe(false);
	expect(await saveSharingCard(store, artworkId, 'third', content('third'))).toBeNull();
});

test('a file stays while another artwork has it as well, or somebody has uploaded it', async () => {
	const member = await members.member();
	const artworks = [await members.artworkOf(member), await members.artworkOf(member)];
	const saved = await Promise.all(artworks.map((id) => saveSharingCard(store, id, 'same', content('same'))));
	expect(saved[1]).toBe(saved[0]);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [artworks[0]]);
	await removeDiscardedFiles(store);
	expect(await isThere(saved[0] ?? null)).toBe(true);
	await saveUpload(store, { userId: member.userId, bytes: content('same'), extension: 'jpg' });
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [artworks[1]]);
	await removeDiscardedFiles(store);
	expect(await isThere(saved[0] ?? null)).toBe(true);
});
