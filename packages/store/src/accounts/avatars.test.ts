import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileAccess, nobody } from '../access/visibility.ts';
import { query } from '../database/store.ts';
import { findPicture, saveBlob } from '../files/blobs.ts';
import { removeDiscardedFiles } from '../files/discarded-files.ts';
import { saveUpload } from '../files/uploads.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { finished, picture, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { endAccounts, leave } from './account-changes.ts';
import { readOwnPicture, setAvatar } from './avatars.ts';

let setting: TestStore;
let members: TestMembers;
beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
});
afterAll(() => setting[Symbol.asyncDispose]());

async function avatarOf(text: string) {
	const [largeKey, smallKey] = await Promise.all(
		['large', 'small'].map((size) => saveBlob(setting.store, new TextEncoder().encode(`${size} ${text}`), 'webp')),
	);
	return { largeKey: largeKey ?? '', smallKey: smallKey ?? '' };
}

test('an avatar is everybody’s to see in both sizes, and its files go with it unless somebody else has them', async () => {
	const { store } = setting;
	const [one, two] = [await members.member(), await members.member()];
	const [own, shared] = [await avatarOf('own'), await avatarOf('shared')];
	expect(await setAvatar(store, one.userId, own)).toMatchObject({
		avatarKey: own.largeKey,
		avatarSmallKey: own.smallKey,
	});
	for (const key of [own.largeKey, own.smallKey]) expect(await fileAccess(store, key, nobody)).toBe('WHOLE');
	await setAvatar(store, one.userId, shared);
	await setAvatar(store, two.userId, shared);
	for (const key of [own.largeKey, own.smallKey]) {
		expect(await fileAccess(store, key, nobody)).toBe('NONE');
		expect(await findPicture(store, key)).toBeNull();
	}
	expect(await setAvatar(store, one.userId, null)).toMatchObject({ avatarKey: null, avatarSmallKey: null });
	expect(await findPicture(store, shared.smallKey)).not.toBeNull();
	await leave(store, two.userId, 'KEEP');
	await query(store, `UPDATE "User" SET "leavesAt" = now() - interval '1 second' WHERE id = $1`, [two.userId]);
	await endAccounts(store);
	await removeDiscardedFiles(store);
	expect(await findPicture(store, shared.smallKey)).toBeNull();
});

test('only what somebody uploaded or rendered themselves can become their avatar', async () => {
	const { store } = setting;
	const [one, two] = [await members.member(), await members.member()];
	const bytes = new TextEncoder().encode('uploaded');
	const [sha256 = ''] = (await saveUpload(store, { userId: one.userId, bytes, extension: 'png' })).split('.');
	expect(await readOwnPicture(store, sha256, one.userId)).toEqual(Buffer.from(bytes));
	expect(await readOwnPicture(store, sha256, two.userId)).toBeNull();
	const rendered = await saveBlob(store, new TextEncoder().encode('rendered'), 'png');
	const { id } = await queuedRender(store, {}, two);
	await finished(store, id);
	await query(store, 'UPDATE "Render" SET "imageKey" = $2 WHERE id = $1', [id, rendered]);
	expect(await readOwnPicture(store, rendered.split('.')[0] ?? '', two.userId)).not.toBeNull();
	// Of a file that is not in storage there is nothing.
	for (const name of [picture().key.split('.')[0] ?? '', '\0', ''])
		expect(await readOwnPicture(store, name, two.userId)).toBeNull();
});
