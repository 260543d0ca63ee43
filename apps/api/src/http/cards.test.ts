import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Visibility } from '@galatea/store/access';
import { changeHandle } from '@galatea/store/accounts';
import { findSharingCard, publishRender, updateArtwork } from '@galatea/store/artworks';
import {
	addItem,
	createCollection,
	findCollectionCard,
	removeItem,
	updateCollection,
} from '@galatea/store/collections';
import { findPicture, removeDiscardedFiles } from '@galatea/store/files';
import { copyArtwork, disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { runningRender } from '../testing-worker.ts';

const apple = join(import.meta.dirname, '../../../../prisma/seed/pictures/01-red-apple.png');
let database: Awaited<ReturnType<typeof disposableDatabase>>;
let api: TestApi;
let owner: Member;
beforeAll(async () => {
	database = await disposableDatabase();
	api = await startTestApi({ databaseUrl: database.url });
	owner = await api.member();
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

async function publish(visibility: Visibility = 'PUBLIC', title = 'An apple'): Promise<string> {
	const { userId } = owner;
	const worker = await runningRender(api.store, { userId });
	await worker.finish(100, await readFile(apple));
	const { id } = await publishRender(api.store, { renderId: worker.renderId, title, userId, visibility });
	return id;
}

/** What the API says of an artwork's card. */
async function cardOf(id: string, who: Member = owner) {
	const document = 'query ($id: ID!) { artwork(id: $id) { sharingCard { url width height mimeType } } }';
	const { artwork } = dataOf(await api.query(document, { id }, who)) as {
		readonly artwork: { readonly sharingCard: { readonly url: string } | null };
	};
	return artwork.sharingCard;
}

const ask = (url: string, init: RequestInit = {}) => fetch(api.url + url, { redirect: 'manual', ...init });
const digestIn = (url: string) => url.slice(url.indexOf('-') + 1, -'.jpg'.length);

test('it is made once, however many ask at once, and never changes', async () => {
	const id = await publish();
	const card = await cardOf(id);
	expect(card).toMatchObject({ width: 1_200, height: 630, mimeType: 'image/jpeg' });
	const { url = '' } = card ?? {};
	expect(await findSharingCard(api.store, id, digestIn(url))).toBeNull();
	const answers = await Promise.all([ask(url), ask(url), ask(url)]);
	for (const { status, headers } of answers) {
		expect(status).toBe(200);
		expect(headers.get('content-type')).toBe('image/jpeg');
		expect(headers.get('cache-control')).toContain('immutable');
	}
	const [one, ...others] = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
	for (const other of others) expect(other.equals(one ?? Buffer.of())).toBe(true);
	// From here on it is a file: the original is not needed.
	const key = await findSharingCard(api.store, id, digestIn(url));
	expect((await findPicture(api.store, key ?? ''))?.byteCount).toBe(one?.length);
	expect((await ask(`/files/${key}`)).status).toBe(404);
});

test('there is none of what not everybody may see, nor of what is not for everyone, not even for its person', async () => {
	const known = [];
	for (const visibility of ['PUBLIC', 'UNLISTED'] as const) {
		const id = await publish(visibility);
		const { url = '' } = (await cardOf(id)) ?? {};
		expect((await ask(url)).status).toBe(200);
		known.push({ id, url });
	}
	for (const visibility of ['FOLLOWERS', 'MEMBERS', 'PRIVATE'] as const)
		expect(await cardOf(await publish(visibility))).toBeNull();
	const [first, second] = known;
	if (!first || !second) throw new Error('both are there');
	await updateArtwork(api.store, { id: first.id, userId: owner.userId, visibility: 'PRIVATE' });
	await updateArtwork(api.store, { id: second.id, userId: owner.userId, contentLevel: 'SENSITIVE' });
	for (const { id, url } of known) {
		expect(await cardOf(id)).toBeNull();
		expect((await ask(url, { headers: headersOf(owner) })).status).toBe(404);
	}
});

test('what is no address of a card is 404, and one of an earlier content leads to the present', async () => {
	const id = await publish('PUBLIC', 'Another apple');
	const { url: before = '' } = (await cardOf(id)) ?? {};
	await ask(before);
	const key = await findSharingCard(api.store, id, digestIn(before));
	await changeHandle(api.store, owner.userId, 'renamed_person');
	const { url: after = '' } = (await cardOf(id)) ?? {};
	expect(after).not.toBe(before);
	const moved = await ask(before);
	expect([moved.status, moved.headers.get('location')]).toEqual([302, after]);
	expect((await ask(after)).status).toBe(200);
	await removeDiscardedFiles(api.store);
	expect(await findPicture(api.store, key ?? '')).toBeNull();
	for (const name of [
		`art_${'0'.repeat(26)}-${'0'.repeat(32)}.jpg`,
		`${id}.jpg`,
		`${id}-${'0'.repeat(32)}.png`,
		'..%2f',
	])
		expect((await ask(`/cards/${name}`)).status).toBe(404);
});

test('who asks for very many is sent away for a moment, while one that is there comes at once', async () => {
	const id = await publish('PUBLIC', 'One of many');
	const { url: there = '' } = (await cardOf(id)) ?? {};
	expect((await ask(there)).status).toBe(200);
	await copyArtwork(database.url, id, 24);
	const document = '{ artworks(first: 100, filter: { words: "many" }) { edges { node { sharingCard { url } } } } }';
	const { artworks } = dataOf(await api.query(document)) as {
		readonly artworks: {
			readonly edges: readonly { readonly node: { readonly sharingCard: { readonly url: string } } }[];
		};
	};
	const urls = artworks.edges.map(({ node }) => node.sharingCard.url).filter((url) => url !== there);
	expect(urls).toHaveLength(24);
	const answers = urls.map((url) => ask(url));
	expect((await ask(there)).status).toBe(200);
	const all = await Promise.all(answers);
	const statuses = all.map(({ status }) => status);
	expect(new Set(statuses)).toEqual(new Set([200, 503]));
	const { headers } = all[statuses.indexOf(503)] as Response;
	expect([headers.get('retry-after'), headers.get('cache-control')]).toEqual(['5', 'no-store']);
	// Nobody is sent away who comes back later.
	expect((await ask(urls[statuses.indexOf(503)] ?? '')).status).toBe(200);
});

test('the card of a collection shows what everybody sees in it, and goes with a picture that is taken out', async () => {
	const viewer = { userId: owner.userId, role: 'MEMBER' } as const;
	const works = [
		await publish('PUBLIC', 'First'),
		await publish('PUBLIC', 'Second'),
		await publish('PRIVATE', 'Third'),
	];
	const { id } = await createCollection(api.store, { title: 'Apples' }, viewer);
	const cardUrl = async (): Promise<string | null> => {
		const document = 'query ($id: ID!) { collection(id: $id) { sharingCard { url width height } } }';
		const { collection } = dataOf(await api.query(document, { id }, owner)) as {
			readonly collection: { readonly sharingCard: { readonly url: string } | null };
		};
		return collection.sharingCard?.url ?? null;
	};
	expect(await cardUrl()).toBeNull();
	const items = [];
	for (const artworkId of works) items.push(await addItem(api.store, { collectionId: id, artworkId }, viewer));
	const url = (await cardUrl()) ?? '';
	const answers = await Promise.all([ask(url), ask(url)]);
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	expect(answers[0]?.headers.get('content-type')).toBe('image/jpeg');
	const key = await findCollectionCard(api.store, id, digestIn(url));
	expect(key).not.toBeNull();

	// A private picture is on none, so the card stays as it is without it.
	const [, second, third] = items;
	await removeItem(api.store, { collectionId: id, itemId: third?.item.id ?? '' }, viewer);
	expect(await cardUrl()).toBe(url);
	await ask(url);
	await removeItem(api.store, { collectionId: id, itemId: second?.item.id ?? '' }, viewer);
	await removeDiscardedFiles(api.store);
	expect(await findPicture(api.store, key ?? '')).toBeNull();
	const moved = await ask(url);
	expect([moved.status, moved.headers.get('location')]).toEqual([302, await cardUrl()]);
	for (const changes of [{ visibility: 'FOLLOWERS' }, { visibility: 'PUBLIC', contentLevel: 'SENSITIVE' }] as const) {
		await updateCollection(api.store, { id, ...changes }, viewer);
		expect(await cardUrl()).toBeNull();
		expect((await ask(url, { headers: headersOf(owner) })).status).toBe(404);
	}
});
