import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { encodeOriginal, inspectPicture } from '@galatea/pictures';
import { printRecipe, type Recipe } from '@galatea/render';
import { nobody } from '@galatea/store/access';
import { updateProfile } from '@galatea/store/accounts';
import { deleteArtwork, publishRender, updateArtwork } from '@galatea/store/artworks';
import {
	addItem,
	collectionOrders,
	createCollection,
	getCollections,
	updateCollection,
} from '@galatea/store/collections';
import { getRender } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { runningRender } from '../testing-worker.ts';
import { readZip } from '../testing-zip.ts';
import { exportEntries } from './export-entries.ts';

const publicUrl = 'https://gallery.example';
let api: TestApi;
let artist: Member;
let curator: Member;
beforeAll(async () => {
	api = await startTestApi({ publicUrl, exportLimits: { atOnce: 3, atOnceOfCaller: 2, stalledAfterMs: 60_000 } });
	[artist, curator] = [await api.member(), await api.member()];
	await updateProfile(api.store, artist.userId, { displayName: 'Ada <Lovelace>' });
});
afterAll(() => api[Symbol.asyncDispose]());

const asCurator = () => ({ userId: curator.userId, role: 'MEMBER' }) as const;

interface Published {
	readonly id: string;
	readonly key: string;
}

/** A picture of noise that says its recipe. */
async function noise(recipe: Recipe): Promise<Uint8Array> {
	const picture = { width: 128, height: 128, data: new Uint8Array(randomBytes(3 * 128 * 128)) };
	return (await encodeOriginal(picture, { recipe: printRecipe(recipe), description: '', run: null })).bytes;
}

/** An artwork with a file of its own, unless one is given. */
async function publish(
	title: string,
	{ bytes, on = api, of = artist }: { readonly bytes?: Uint8Array; readonly on?: TestApi; readonly of?: Member } = {},
): Promise<Published> {
	const worker = await runningRender(on.store, { userId: of.userId, prompt: 'a red apple' });
	const render = await getRender(on.store, worker.renderId);
	if (!render) throw new Error('The render of the test is gone');
	await worker.finish(100, bytes ?? (await noise(render.recipe)));
	const { id, image } = await publishRender(on.store, { renderId: render.id, title, userId: of.userId });
	return { id, key: image.key };
}

async function collect(title: string, artworks: readonly Published[], note = ''): Promise<string> {
	const { id } = await createCollection(api.store, { title }, asCurator());
	for (const { id: artworkId } of artworks)
		await addItem(api.store, { collectionId: id, artworkId, note }, asCurator());
	return id;
}

const addressOf = (id: string) => `${api.url}/downloads/collections/${id}.zip`;
const ask = (id: string, who?: Member, search = '') => fetch(addressOf(id) + search, { headers: headersOf(who) });

interface Manifest {
	readonly itemCount: number;
	readonly items: readonly {
		readonly kind: string;
		readonly title: string | null;
		readonly note: string;
		readonly file: { readonly path: string; readonly sha256: string } | null;
	}[];
}

async function open(id: string, who?: Member, search = '') {
	const answer = await ask(id, who, search);
	expect(answer.status).toBe(200);
	const files = await readZip(await answer.arrayBuffer());
	const text = (name: string) => files.get(name)?.toString() ?? '';
	return { answer, files, text, manifest: JSON.parse(text('collection.json')) as Manifest };
}

const titlesOf = ({ items }: Manifest) => items.map(({ title }) => title);

test('the archive has the originals as they are stored, and says of each in four files what the page says', async () => {
	const [apple, plum, pear] = [await publish('Äpfel & <birnen>'), await publish('Plum'), await publish('猫')];
	await updateArtwork(api.store, {
		id: apple.id,
		userId: artist.userId,
		alternativeText: 'Two "pears"\u2028& a plum',
		licence: 'CC_BY',
	});
	const id = await collect('Still & lives', [apple, plum, pear], 'Not <still> for long');
	await deleteArtwork(api.store, { id: plum.id, userId: artist.userId });
	await rm(join(api.store.storageDir, pear.key));
	const { answer, files, text, manifest } = await open(id);
	expect(answer.headers.get('content-type')).toBe('application/zip');
	expect(answer.headers.get('content-disposition')).toBe('attachment; filename=still-lives.zip');
	expect(answer.headers.get('cache-control')).toBe('private, no-store');
	const path = 'pictures/0001-apfel-birnen.png';
	expect([...files.keys()]).toEqual([path, 'index.html', 'collection.json', 'collection.csv', 'credits.txt']);

	const picture = files.get(path) ?? Buffer.of();
	const stored = await (await fetch(`${api.url}/files/${apple.key}`)).arrayBuffer();
	expect(picture.equals(Buffer.from(stored))).toBe(true);
	expect((await inspectPicture(picture)).found[0]).toMatchObject({ recipe: { prompts: [{ text: 'a red apple' }] } });

	const note = 'Not <still> for long';
	expect(manifest).toMatchObject({
		title: 'Still & lives',
		url: `${publicUrl}/@${curator.handle}/c/still-lives`,
		curators: [{ name: curator.handle, url: `${publicUrl}/@${curator.handle}` }],
		itemCount: 3,
		items: [
			{
				kind: 'ARTWORK',
				title: 'Äpfel & <birnen>',
				url: `${publicUrl}/artworks/${apple.id}`,
				artist: { name: 'Ada <Lovelace>', url: `${publicUrl}/@${artist.handle}` },
				licence: 'https://creativecommons.org/licenses/by/4.0/',
				note,
				file: {
					path,
					width: 128,
					byteCount: picture.length,
					sha256: createHash('sha256').update(picture).digest('hex'),
				},
			},
			{ kind: 'DELETED', title: 'Plum', artist: 'Ada <Lovelace>', note },
			// Its file is lost, which nothing hides.
			{ kind: 'ARTWORK', title: '猫', note, file: null },
		],
	});
	expect(text('index.html')).toContain(`<img src="${path}" width="128" height="128"`);
	expect(text('index.html')).toContain('Ada &lt;Lovelace&gt;');
	expect(text('index.html')).not.toContain('<Lovelace>');
	expect(text('credits.txt')).toContain('1. Äpfel & <birnen>, by Ada <Lovelace>');
	expect(text('collection.csv').split('\r\n')).toHaveLength(5);
	expect((await open(id, undefined, '?language=es')).text('credits.txt')).toContain('2. «Plum», de Ada <Lovelace>');
});

test('it has what its page shows to who asks: not what a warning hides from them, nor a recipe that is not theirs to know', async () => {
	const [open_, sensitive, secret] = [await publish('Open'), await publish('Sensitive'), await publish('Secret')];
	await updateArtwork(api.store, { id: sensitive.id, userId: artist.userId, contentLevel: 'SENSITIVE' });
	await updateArtwork(api.store, { id: secret.id, userId: artist.userId, recipeHidden: true });
	const id = await collect('Shown in part', [open_, sensitive, secret]);
	const seen = async (who?: Member) => {
		const { files, manifest } = await open(id, who);
		const told = [];
		for (const { title, file } of manifest.items) {
			const picture = files.get(file?.path ?? '') ?? Buffer.of();
			expect(createHash('sha256').update(picture).digest('hex')).toBe(file?.sha256);
			told.push([title, (await inspectPicture(picture)).found.length > 0]);
		}
		return told;
	};
	const ofEverybody = [
		['Open', true],
		['Secret', false],
	];
	expect(await seen()).toEqual(ofEverybody);
	expect(await seen(curator)).toEqual(ofEverybody);
	await updateProfile(api.store, curator.userId, { shownContentLevel: 'SENSITIVE' });
	expect(await seen(curator)).toEqual([
		['Open', true],
		['Sensitive', true],
		['Secret', false],
	]);
	expect(await seen(artist)).toEqual([
		['Open', true],
		['Sensitive', true],
		['Secret', true],
	]);
	await updateCollection(api.store, { id, visibility: 'PRIVATE' }, asCurator());
	expect([(await ask(id)).status, (await ask(id, artist)).status, (await ask(id, curator)).status]).toEqual([
		404, 404, 200,
	]);
});

test('all pages of a collection are in it, each item once, whatever its order', async () => {
	const works = [];
	for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) works.push(await publish(title));
	const id = await collect('Long', works);
	for (const order of collectionOrders) {
		await updateCollection(api.store, { id, order }, asCurator());
		const [collection] = await getCollections(api.store, [id], nobody);
		if (!collection) throw new Error('The collection of the test is gone');
		const options = { viewer: nobody, origin: publicUrl, language: 'en', pageSize: 2 } as const;
		const numbers = [];
		for await (const { path, content } of exportEntries(api.store, collection, options)) {
			content.resume();
			await finished(content);
			numbers.push(/^pictures\/000(\d)-/.exec(path)?.[1] ?? path);
		}
		expect(numbers).toEqual([
			'1',
			'2',
			'3',
			'4',
			'5',
			'index.html',
			'collection.json',
			'collection.csv',
			'credits.txt',
		]);
	}
	expect(titlesOf((await open(id)).manifest).sort()).toEqual(['Five', 'Four', 'One', 'Three', 'Two']);
});

/** A collection of more than a connection holds by itself. */
async function collectMuch(on: TestApi, of: Member): Promise<string> {
	const viewer = { userId: of.userId, role: 'MEMBER' } as const;
	const { id: collectionId } = await createCollection(on.store, { title: 'Large' }, viewer);
	const bytes = new Uint8Array(randomBytes(4_000_000));
	for (let index = 0; index < 8; index++) {
		const { id: artworkId } = await publish(`Large ${index}`, { bytes, on, of });
		await addItem(on.store, { collectionId, artworkId }, viewer);
	}
	return collectionId;
}

test('who leaves stops it', async () => {
	const id = await collectMuch(api, curator);
	const { exports: room } = api.services;
	const left = new AbortController();
	const reader = (await fetch(addressOf(id), { signal: left.signal })).body?.getReader();
	expect((await reader?.read())?.value?.subarray(0, 2)).toEqual(Uint8Array.from(Buffer.from('PK')));
	expect(room.runningCount).toBe(1);
	left.abort();
	await expect.poll(() => room.runningCount).toBe(0);
	expect(api.log).toEqual([]);
});

test('who takes nothing for too long is cut off, and no longer in the way of others', async () => {
	await using impatient = await startTestApi({ exportLimits: { atOnce: 1, atOnceOfCaller: 1, stalledAfterMs: 200 } });
	const id = await collectMuch(impatient, await impatient.member());
	const reader = (await fetch(`${impatient.url}/downloads/collections/${id}.zip`)).body?.getReader();
	await reader?.read();
	await expect.poll(() => impatient.services.exports.runningCount).toBe(0);
	const readOn = async () => {
		while (!(await reader?.read())?.done);
	};
	await expect(readOn()).rejects.toThrow();
});

test('what breaks on the way cuts the connection, so that no part passes for the whole', async () => {
	const [whole, broken] = [await publish('Whole'), await publish('Broken')];
	const id = await collect('Broken', [whole, broken]);
	const place = join(api.store.storageDir, broken.key);
	await rm(place);
	// There, and not to be read.
	await mkdir(place);
	const before = api.log.length;
	const answer = await ask(id);
	await expect(answer.arrayBuffer()).rejects.toThrow();
	await expect.poll(() => api.log.slice(before)).toEqual([expect.stringContaining('an export was cut off')]);
});

test('who finds no room is told when to come again, and one caller does not take all of it', async () => {
	const id = await collect('Wanted', [await publish('Wanted')]);
	const { exports: room } = api.services;
	let end = (): void => undefined;
	const held = new Promise<void>((resolve) => {
		end = resolve;
	});
	const underWay = [room.run(curator.userId, () => held), room.run(curator.userId, () => held)];
	const refused = await ask(id, curator);
	expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toMatchObject([
		503,
		'30',
		{ errors: [{ extensions: { code: 'TOO_BUSY' } }] },
	]);
	expect(refused.headers.get('content-disposition')).toBeNull();
	expect(refused.headers.get('content-type')).toBe('application/json; charset=utf-8');
	await open(id, artist);
	await expect.poll(() => room.runningCount).toBe(2);
	underWay.push(room.run('another', () => held));
	expect((await ask(id, artist)).status).toBe(503);
	end();
	await Promise.all(underWay);
	await open(id, curator);
});

test('an export is counted: who has used up a minute is told when to come again', async () => {
	await using strict = await startTestApi({ maximumPointsPerMinute: 30 });
	const member = await strict.member();
	const { id } = await createCollection(strict.store, { title: 'Empty' }, { userId: member.userId, role: 'MEMBER' });
	const once = () => fetch(`${strict.url}/downloads/collections/${id}.zip`, { headers: headersOf(member) });
	expect((await readZip(await (await once()).arrayBuffer())).size).toBe(4);
	const refused = await once();
	expect(refused.status).toBe(429);
	expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('what is no collection is 404, and who asks for the head alone gets nothing made', async () => {
	// The eightieth character takes two units of UTF-16.
	const title = `${'a'.repeat(79)}𠮷野`;
	const id = await collect(title, []);
	for (const name of [`${id}.tar`, id, `col_${'0'.repeat(26)}.zip`, '..%2f.zip'])
		expect((await fetch(`${api.url}/downloads/collections/${name}`)).status).toBe(404);
	const head = await fetch(addressOf(id), { method: 'HEAD' });
	expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/zip']);
	expect(head.headers.get('content-disposition')).toContain(encodeURIComponent(`${title.slice(0, -1)}.zip`));
});
