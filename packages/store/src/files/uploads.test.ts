import { createHash } from 'node:crypto';
import { cheapHashing } from '@galatea/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileAccess, nobody, type Viewer } from '../access/visibility.ts';
import { openAccounts } from '../accounts/accounts.ts';
import { createGuest } from '../accounts/users.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query, type Store } from '../database/store.ts';
import { createRender } from '../renders/create-render.ts';
import { finished, recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { blobExists } from './blobs.ts';
import { recipePictureKeys, usablePictures } from './recipe-pictures.ts';
import { admitUpload, forgetUploads, saveUpload } from './uploads.ts';

let setting: TestStore;
let store: Store;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
});
afterAll(() => setting[Symbol.asyncDispose]());

let count = 0;
const upload = (userId: string, text = `picture ${++count}`): Promise<string> =>
	saveUpload(store, { userId, bytes: new TextEncoder().encode(text), extension: 'png' });
const nameOf = (key: string): string => key.split('.')[0] ?? '';
const guest = async (): Promise<Viewer & { readonly userId: string }> => ({
	userId: (await createGuest(store)).user.id,
	role: 'GUEST',
});
const age = (key: string): Promise<unknown> =>
	query(store, `UPDATE "Upload" SET "createdAt" = now() - interval '25 hours' WHERE key = $1`, [key]);

describe('an upload', () => {
	test('is there for its person only, until a render that others may watch has it; others use it once that is published', async () => {
		const [owner, stranger] = [await guest(), await guest()];
		const key = await upload(owner.userId);
		expect(await fileAccess(store, key, owner)).toBe('WHOLE');
		expect(await usablePictures(store, [nameOf(key)], owner)).toEqual(new Set([nameOf(key)]));
		for (const viewer of [stranger, nobody]) {
			expect(await fileAccess(store, key, viewer)).toBe('NONE');
			expect(await usablePictures(store, [nameOf(key)], viewer)).toEqual(new Set());
		}
		const made = recipe({ initial: { kind: 'image', sha256: nameOf(key) } });
		const pictureKeys = await recipePictureKeys(store, made);
		expect(pictureKeys).toEqual([key]);
		const asked = { recipe: made, pictureKeys, userId: owner.userId, visibility: 'PUBLIC' } as const;
		const { render } = await createRender(store, asked);
		expect(await fileAccess(store, key, nobody)).toBe('WHOLE');
		expect(await usablePictures(store, [nameOf(key)], stranger)).toEqual(new Set());
		await finished(store, render.id);
		await publishRender(store, { renderId: render.id, title: 'Made with it', userId: owner.userId });
		expect(await usablePictures(store, [nameOf(key)], stranger)).toEqual(new Set([nameOf(key)]));
	});

	test('goes after a day, unless it was asked for again or a render has it', async () => {
		const owner = await guest();
		const [old, asked, rendered, others] = [
			await upload(owner.userId),
			await upload(owner.userId),
			await upload(owner.userId),
			await upload(owner.userId),
		] as const;
		const made = recipe({ imagePrompts: [{ sha256: nameOf(rendered), weight: 1, stop: null }] });
		await createRender(store, { recipe: made, pictureKeys: [rendered], userId: owner.userId });
		await query(store, `INSERT INTO "Upload" (key, "userId") VALUES ($1, $2)`, [others, (await guest()).userId]);
		await query(store, `UPDATE "Upload" SET "createdAt" = now() - interval '25 hours' WHERE "userId" = $1`, [
			owner.userId,
		]);
		await usablePictures(store, [nameOf(asked)], owner);
		await forgetUploads(store);
		expect(await Promise.all([old, asked, rendered, others].map((key) => blobExists(store, key)))).toEqual([
			false,
			true,
			true,
			true,
		]);
		expect(await usablePictures(store, [old, rendered].map(nameOf), owner)).toEqual(new Set([nameOf(rendered)]));
	});

	test('of the same bytes is the same, and begins its day anew', async () => {
		const owner = await guest();
		const key = await upload(owner.userId, 'the same');
		await age(key);
		expect(await upload(owner.userId, 'the same')).toBe(key);
		await forgetUploads(store);
		expect(await blobExists(store, key)).toBe(true);
	});

	test('is one too many after 48, and leaves nothing behind then', async () => {
		const owner = await guest();
		for (let made = 0; made < 48; made++) await upload(owner.userId);
		await expect(upload(owner.userId, 'one more')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
		expect(await query(store, 'SELECT FROM "Upload" WHERE "userId" = $1', [owner.userId])).toHaveLength(48);
		const refused = createHash('sha256').update('one more').digest('hex');
		expect(await blobExists(store, `${refused}.png`)).toBe(false);
	});

	test('of a guest is kept by who signs up', async () => {
		const owner = await guest();
		const key = await upload(owner.userId);
		const accounts = openAccounts(store, { secret: 's'.repeat(32), hashing: cheapHashing });
		const input = { email: 'ana@example.org', password: 'correct horse battery', handle: 'ana' };
		const { userId } = await accounts.signUp(input, { address: '127.0.0.1', guestId: owner.userId });
		expect(await fileAccess(store, key, { userId, role: 'MEMBER' })).toBe('WHOLE');
	});

	test('from one address is refused after many in an hour', async () => {
		const from = (address: string) => admitUpload(store, { address, userId: null, byteCount: 10 });
		for (let made = 0; made < 120; made++) await from('10.0.0.1');
		await expect(from('10.0.0.1')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
		await from('10.0.0.2');
	});

	test('is refused after many bytes in an hour, from one address or of one person, before they come', async () => {
		const { userId } = await guest();
		const [mebi, refused] = [1_024 ** 2, { code: 'TOO_MANY_TRIES' }];
		const send = (address: string, who: string | null, byteCount: number) =>
			admitUpload(store, { address, userId: who, byteCount });
		for (let sent = 0; sent < 256; sent += 16) await send(`10.1.0.${Math.floor(sent / 32)}`, userId, 16 * mebi);
		await expect(send('10.1.1.1', userId, 1)).rejects.toMatchObject(refused);
		for (let sent = 0; sent < 512; sent += 16) await send('10.1.2.1', null, 16 * mebi);
		await expect(send('10.1.2.1', (await guest()).userId, 1)).rejects.toMatchObject(refused);
	});
});
