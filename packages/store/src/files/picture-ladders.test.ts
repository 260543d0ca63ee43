import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Visibility } from '../access/audience.ts';
import { fileAccess, nobody, type Viewer } from '../access/visibility.ts';
import { endAccounts, leave } from '../accounts/account-changes.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query, type Store } from '../database/store.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { findPicture, readBlob, saveBlob } from './blobs.ts';
import { removeDiscardedFiles } from './discarded-files.ts';
import { laddersOf, putOffLadder, saveLadder, takeLadder } from './picture-ladders.ts';
import { saveUpload } from './uploads.ts';

let setting: TestStore;
let members: TestMembers;
let store: Store;
beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	store = setting.store;
});
afterAll(() => setting[Symbol.asyncDispose]());

/** Publishes a picture whose file has the content `name`; returns its artwork and the key of that file. */
async function publish(name: string, userId: string, visibility: Visibility = 'PUBLIC', recipeHidden = false) {
	const { id: renderId } = await queuedRender(store, {}, { userId });
	await finished(store, renderId);
	const imageKey = await saveBlob(store, new TextEncoder().encode(name), 'png');
	await query(store, 'UPDATE "Render" SET "imageKey" = $2 WHERE id = $1', [renderId, imageKey]);
	const { id } = await publishRender(store, { renderId, title: name, userId, visibility, recipeHidden });
	return { id, imageKey };
}

function rungs(name: string) {
	return ['avif', 'webp'].flatMap((format) =>
		[160, 320].map((width) => ({
			bytes: new TextEncoder().encode(`${name} ${format} ${width}`),
			format,
			width,
			height: width / 2,
		})),
	);
}

const keysOf = async (imageKey: string) => ((await laddersOf(store, [imageKey]))[0] ?? []).map(({ key }) => key);
const areThere = async (keys: readonly string[]) =>
	Promise.all(keys.map(async (key) => (await findPicture(store, key)) !== null));

test('every published picture is taken once, the newest first, and again when its files are of an earlier way', async () => {
	const { userId } = await members.member();
	const first = await publish('first', userId);
	const second = await publish('second', userId);
	const third = await publish('third', userId);
	expect(await Promise.all([takeLadder(store, 1), takeLadder(store, 1)])).toEqual(
		expect.arrayContaining([third.imageKey, second.imageKey]),
	);
	expect(await takeLadder(store, 1)).toBe(first.imageKey);
	expect(await takeLadder(store, 1)).toBeNull();
	expect(await laddersOf(store, [first.imageKey, 'none'])).toEqual([[], []]);
	expect(await saveLadder(store, first.imageKey, 1, rungs('first'))).toBe(true);
	expect((await laddersOf(store, ['none', first.imageKey]))[1]).toMatchObject([
		...[160, 160, 320, 320].map((width) => ({ width, height: width / 2 })),
	]);
	// The other two were left by who took them.
	await query(store, `UPDATE "PictureLadder" SET "notBefore" = now() - interval '1 second' WHERE "imageKey" <> $1`, [
		first.imageKey,
	]);
	expect(await takeLadder(store, 1)).toBe(third.imageKey);
	await putOffLadder(store, third.imageKey);
	expect(await takeLadder(store, 1)).toBe(second.imageKey);
	await saveLadder(store, second.imageKey, 1, rungs('second'));
	expect(await takeLadder(store, 1)).toBeNull();
	expect(await takeLadder(store, 2)).toBe(second.imageKey);
	const before = await keysOf(second.imageKey);
	const [kept, ...others] = rungs('second');
	if (!kept) throw new Error('there are rungs');
	await saveLadder(store, second.imageKey, 2, [kept, ...rungs('second again')]);
	await removeDiscardedFiles(store);
	const after = await keysOf(second.imageKey);
	expect(after).toHaveLength(5);
	expect(await areThere(after)).toEqual(after.map(() => true));
	expect(await areThere(before)).toEqual(before.map((key) => after.includes(key)));
	expect(before.filter((key) => !after.includes(key))).toHaveLength(others.length);
});

test('its files are as open as its artwork, and whole although the recipe is hidden', async () => {
	const owner = await members.member();
	const other = await members.member();
	const viewers: Readonly<Record<string, Viewer>> = {
		nobody,
		other: { userId: other.userId, role: 'MEMBER' },
		owner: { userId: owner.userId, role: 'MEMBER' },
	};
	const seenBy = { PUBLIC: ['nobody', 'other', 'owner'], MEMBERS: ['other', 'owner'], PRIVATE: ['owner'] } as const;
	for (const visibility of ['PUBLIC', 'MEMBERS', 'PRIVATE'] as const) {
		const { imageKey } = await publish(`open ${visibility}`, owner.userId, visibility, true);
		await saveLadder(store, imageKey, 1, rungs(`open ${visibility}`));
		for (const [name, viewer] of Object.entries(viewers))
			for (const key of await keysOf(imageKey)) {
				const isSeen = seenBy[visibility].some((each) => each === name);
				expect([visibility, name, await fileAccess(store, key, viewer)]).toEqual([
					visibility,
					name,
					isSeen ? 'WHOLE' : 'NONE',
				]);
			}
	}
});

test('files go with the last artwork that shows the picture, but those that somebody else has', async () => {
	const { userId } = await members.member();
	const one = await publish('shown twice', userId);
	const two = await publish('shown twice', userId);
	expect(two.imageKey).toBe(one.imageKey);
	await saveLadder(store, one.imageKey, 1, rungs('shown twice'));
	const keys = await keysOf(one.imageKey);
	const [uploaded] = rungs('shown twice');
	// Somebody has saved one of them from the page, and makes something from it.
	const saved = await saveUpload(store, { userId, bytes: uploaded?.bytes ?? new Uint8Array(), extension: 'avif' });
	expect(keys).toContain(saved);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [one.id]);
	await removeDiscardedFiles(store);
	expect(await areThere(keys)).toEqual([true, true, true, true]);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [two.id]);
	for (const key of keys.filter((each) => each !== saved)) expect(await fileAccess(store, key, nobody)).toBe('NONE');
	await removeDiscardedFiles(store);
	expect(await areThere(keys)).toEqual(keys.map((key) => key === saved));
	expect(await readBlob(store, one.imageKey)).not.toBeNull();
});

test('what is made when its artwork has gone meanwhile is not kept', async () => {
	const { userId } = await members.member();
	const { id, imageKey } = await publish('gone', userId);
	await query(store, 'DELETE FROM "Artwork" WHERE id = $1', [id]);
	expect(await saveLadder(store, imageKey, 1, rungs('gone'))).toBe(false);
	expect(await laddersOf(store, [imageKey])).toEqual([[]]);
});

test('who leaves and takes their works along leaves no file behind', async () => {
	const { userId } = await members.member();
	const { imageKey } = await publish('left', userId);
	await saveLadder(store, imageKey, 1, rungs('left'));
	const keys = await keysOf(imageKey);
	await leave(store, userId, 'DELETE');
	await query(store, `UPDATE "User" SET "leavesAt" = now() - interval '1 second' WHERE id = $1`, [userId]);
	expect(await endAccounts(store)).toBe(1);
	await removeDiscardedFiles(store);
	expect(await areThere([...keys, imageKey])).toEqual([...keys, imageKey].map(() => false));
});
