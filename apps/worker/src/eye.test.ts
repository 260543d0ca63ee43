import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { modelFolder } from '@galatea/checkpoint';
import { readPackShelf, tagWordsVersion } from '@galatea/optimiser';
import { brokenPictures } from '@galatea/pictures/testing';
import { maximumSearchPictureBytes } from '@galatea/render';
import { nobody } from '@galatea/store/access';
import { publishRender } from '@galatea/store/artworks';
import { onEmbedding, type Store } from '@galatea/store/database';
import {
	currentEmbeddingSpace,
	type EmbeddingAnswer,
	type EmbeddingSpace,
	embeddingProgress,
	findEmbedding,
	picturesToCompare,
	readEmbeddings,
	requestEmbedding,
	type SearchedWith,
	suggestedTagsOf,
} from '@galatea/store/meaning';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEye } from './eye.ts';
import { packToSeeWith } from './eye-keeper.ts';
import { handleRender, openTestGallery, type TestGallery } from './test-gallery.ts';
import { publishTestPicture } from './test-published.ts';

const repository = resolve(import.meta.dirname, '../../..');
const seeds = resolve(repository, 'prisma/seed/pictures');
/** First pictures of a new gallery, and what they show. */
const names = ['01-red-apple', '02-sunflower', '03-fish', '04-rainbow', '05-heart', '06-tree'] as const;
/** Words of which none of them shows anything. */
const unrelated =
	`car train computer cat house moon shoe hammer sushi king flag violin guitar elephant airplane clock doctor
	scissors school violet`.split(/\s+/);
let gallery: TestGallery;
let store: Store;
let eye: AsyncDisposable;
let space: EmbeddingSpace;
beforeAll(async () => {
	gallery = await openTestGallery();
	store = gallery.store;
	for (const name of names) await hang(name);
	const shelf = await readPackShelf(modelFolder(resolve(repository, 'models')));
	const starter = packToSeeWith(shelf.packs, ['starter']);
	if (!starter) throw new Error('the starter pack is there');
	eye = await openEye(gallery.context, shelf, starter);
	const current = await currentEmbeddingSpace(store);
	if (!current) throw new Error('the starter pack has an eye');
	space = current;
});
afterAll(async () => {
	await eye[Symbol.asyncDispose]();
	await gallery[Symbol.asyncDispose]();
});

/** Artworks by what they were made of, in their order. */
const published = new Map<string, string>();

/** Publishes a picture that was rendered before. */
async function hang(name: string): Promise<void> {
	const bytes = await readFile(resolve(seeds, `${name}.png`));
	published.set(name, (await publishTestPicture(gallery, bytes, name)).id);
}

/** Resolves with what `find` finds, asked again whenever a picture or a request may have been looked at. */
async function until<Found>(find: () => Promise<Found | null | undefined>): Promise<Found> {
	for (;;) {
		let ring: () => void = () => undefined;
		const rung = new Promise<void>((done) => {
			ring = done;
		});
		// Pictures ring nobody; they are looked at within moments.
		const timer = setTimeout(ring, 100);
		const stop = await onEmbedding(store, () => ring());
		try {
			const found = await find();
			if (found !== null && found !== undefined) return found;
			await rung;
		} finally {
			clearTimeout(timer);
			stop();
		}
	}
}

async function ask(searched: SearchedWith): Promise<EmbeddingAnswer> {
	const key = await requestEmbedding(store, space.id, searched);
	return until(() => findEmbedding(store, space, key));
}

async function vectorOf(searched: SearchedWith): Promise<Float32Array> {
	const answer = await ask(searched);
	if ('problem' in answer) throw new Error(answer.problem);
	return answer.vector;
}

function dot(one: Float32Array, other: Float32Array): number {
	return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

test('a gallery that was there before is looked at, picture by picture, and a new one as it is published', async () => {
	await until(async () => ((await embeddingProgress(store, space.id)).embedded === 6 ? true : null));
	const render = await gallery.request();
	await handleRender(gallery.context, render.id, new AbortController().signal);
	await publishRender(store, { renderId: render.id, title: 'A small one', userId: render.requestedById });
	await until(async () => ((await embeddingProgress(store, space.id)).embedded === 7 ? true : null));
	const rows = await readEmbeddings(store, space, '0', 100);
	expect(rows).toHaveLength(7);
	for (const { vector, profile } of rows)
		for (const each of [vector, profile]) expect(dot(each, each)).toBeCloseTo(1, 5);
	const seen = rows.at(-2)?.seq ?? '0';
	expect(await readEmbeddings(store, space, seen, 100)).toEqual(rows.slice(-1));
});

test.each(await brokenPictures())('what is searched with is no picture: $name', async ({ bytes }) => {
	// Nothing that is larger is kept, and nothing that is empty.
	expect(bytes.length).toBeLessThanOrEqual(maximumSearchPictureBytes);
	if (bytes.length > 0) expect(await ask({ picture: bytes })).toEqual({ problem: 'NOT_A_PICTURE' });
});

test('of the first pictures those that show one thing clearly are suggested tags, by source and confidence', async () => {
	const tags = await until(async () => {
		const ids = [...published.values()];
		const isLookedAt = (await readEmbeddings(store, space, '0', 100)).length >= ids.length;
		const isTagged = (await picturesToCompare(store, space, 'tags', tagWordsVersion, 1)).length === 0;
		return isLookedAt && isTagged ? suggestedTagsOf(store, ids, nobody) : null;
	});
	// To this perceptor the apple is a tomato, and other words than any that may be suggested fit sunflower and heart better.
	const expected = [['tomato'], [], ['fish'], ['rainbow'], [], ['tree', 'pepper']];
	expect(tags.slice(0, 6).map((suggested) => suggested.map(({ tag }) => tag))).toEqual(expected);
	const { perceptor, hash: perceptorHash } = space;
	for (const tag of tags.flat()) {
		expect(tag).toMatchObject({ perceptor, perceptorHash, version: tagWordsVersion, counts: false });
		expect(tag.confidence).toBeGreaterThanOrEqual(2.75);
	}
});

test('of the first pictures each is nearest to what it shows', async () => {
	const rows = await until(async () => {
		const found = await readEmbeddings(store, space, '0', 100);
		return found.length >= 6 ? found : null;
	});
	const likeness = async (text: string) => {
		const vector = await vectorOf({ text });
		return rows.map((row) => (dot(row.vector, vector) - row.mean) / row.deviation);
	};
	// They were published in the order of their names, and looked at from the newest.
	const first = rows.slice(0, 6).reverse();
	const shown = ['apple', 'sunflower', 'fish', 'rainbow', 'heart', 'tree'];
	for (const [index, text] of shown.entries()) {
		const own = (await likeness(text))[rows.indexOf(first[index] as (typeof rows)[number])] ?? 0;
		// The heart is the weakest of them: to this perceptor it is a gem first.
		expect([text, own >= (text === 'heart' ? 2.2 : 2.75)]).toEqual([text, true]);
	}
	for (const text of unrelated)
		expect([text, Math.max(...(await likeness(text)).slice(0, 6)) < 2.5]).toEqual([text, true]);
	const correlations = first.flatMap((one, at) => first.slice(at + 1).map((other) => dot(one.profile, other.profile)));
	// All but apple with heart and with rainbow.
	expect(correlations.filter((correlation) => correlation >= 0.45)).toHaveLength(2);
});

test('a picture is like itself when it is smaller, and unlike another', async () => {
	const [apple, tree] = await Promise.all(
		['01-red-apple', '06-tree'].map((name) => readFile(resolve(seeds, `${name}.png`))),
	);
	const rows = await readEmbeddings(store, space, '0', 100);
	const profile = await vectorOf({ picture: apple as Uint8Array });
	const like = rows.map((row) => dot(row.profile, profile));
	expect(Math.max(...like)).toBeCloseTo(1, 4);
	expect(dot(profile, await vectorOf({ picture: tree as Uint8Array }))).toBeLessThan(0.3);
});

test('what means nothing is answered with why', async () => {
	expect(await ask({ text: 'xyzzy qwrtp' })).toEqual({ problem: 'NO_KNOWN_WORD' });
	expect(await ask({ picture: Uint8Array.of(1, 2, 3) })).toEqual({ problem: 'NOT_A_PICTURE' });
	expect(await findEmbedding(store, space, 'nothing')).toBeUndefined();
});
