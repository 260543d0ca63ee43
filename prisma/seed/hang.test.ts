import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFilm } from '@galatea/optimiser';
import { encodeOriginal, inspectPicture, readEmbeddedRecipe } from '@galatea/pictures';
import { parseRecipe, printRecipe, type Recipe } from '@galatea/render';
import { traceBuilder } from '@galatea/render/metadata';
import { nobody } from '@galatea/store/access';
import { findUserByHandle } from '@galatea/store/accounts';
import { listArtworks } from '@galatea/store/artworks';
import { listCollections, listItems } from '@galatea/store/collections';
import { openStore } from '@galatea/store/database';
import { readBlob } from '@galatea/store/files';
import { findFilm, getRender, lossHistory } from '@galatea/store/renders';
import { disposableDatabase } from '@galatea/testing';
import { expect, test } from 'vitest';
import { firstCollections } from './collections.ts';
import { hangFirstPictures } from './hang.ts';
import { firstPictures } from './pictures.ts';

const recipe: Recipe = {
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'ab'.repeat(32) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 32,
	height: 16,
	steps: 3,
	seed: '1',
	optimiser: { name: 'adam', learningRate: 0.15 },
	cutouts: { method: 'crops', count: 4, power: 1, noise: 0, augmentations: [] },
	initial: { kind: 'codes' },
};
const losses = [
	{ step: 1, loss: 1.5 },
	{ step: 2, loss: 1.25 },
	{ step: 3, loss: 1 },
];

test('an empty gallery gets its first pictures, whole, in a collection of its own member, and never twice', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-seed-'));
	try {
		const picture = { width: 32, height: 16, data: new Uint8Array(3 * 32 * 16).fill(90) };
		const { bytes } = await encodeOriginal(picture, { recipe: printRecipe(recipe), description: 'a red apple' });
		await writeFile(join(folder, '01-apple.png'), bytes);
		const film = new Uint8Array([7, 1, 7]);
		await writeFile(join(folder, '01-apple.film'), film);
		await writeFile(join(folder, '01-apple.json'), JSON.stringify({ title: 'A red apple', losses }));
		await using database = await disposableDatabase();
		await using store = openStore({ databaseUrl: database.url, storageDir: join(folder, 'storage') });

		const collections = [
			{ title: 'Fruit', statement: 'To eat.', items: [{ picture: '01-apple', note: 'Ripe' }, { picture: '02-pear' }] },
			{ title: 'Not published', statement: '', items: [{ picture: '02-pear' }] },
		];
		expect(await hangFirstPictures(store, folder, collections)).toBe(1);
		expect(await hangFirstPictures(store, folder, collections)).toBe(0);
		const { edges } = await listArtworks(store, { first: 10 }, nobody);
		expect(edges.map((edge) => edge.artwork)).toMatchObject([
			{ title: 'A red apple', recipe, image: { width: 32, height: 16 }, thumbnail: { width: 32, height: 16 } },
		]);
		const shelves = await listCollections(store, { first: 10 }, nobody);
		expect(shelves.edges.map(({ collection }) => collection)).toMatchObject([{ title: 'Fruit', statement: 'To eat.' }]);
		const [shelf] = shelves.edges;
		const items = shelf && (await listItems(store, shelf.collection, { first: 10 }, nobody)).edges;
		expect(items?.map(({ item }) => item)).toMatchObject([{ artworkId: edges[0]?.artwork.id, note: 'Ripe' }]);
		expect(await findUserByHandle(store, 'galatea')).toMatchObject({ id: shelf?.collection.ownerId, isGuest: false });
		const { renderId, image } = edges[0]?.artwork ?? { renderId: '', image: { key: '' } };
		expect(Buffer.compare((await readBlob(store, image.key)) ?? new Uint8Array(), bytes)).toBe(0);
		expect(await findFilm(store, renderId)).toEqual(Buffer.from(film));
		expect(await getRender(store, renderId)).toMatchObject({ state: 'DONE', step: 3, loss: 1 });
		expect(await lossHistory(store, renderId)).toEqual(losses);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});

test('without any picture nothing is published', async () => {
	await using database = await disposableDatabase();
	await using store = openStore({ databaseUrl: database.url, storageDir: tmpdir() });
	expect(await hangFirstPictures(store, join(tmpdir(), 'galatea-no-such-folder'))).toBe(0);
});

test('the first collections gather every first picture that is shipped, and no others', () => {
	const gathered = firstCollections.flatMap(({ items }) => items.map(({ picture }) => picture));
	expect([...new Set(gathered)].sort()).toEqual(firstPictures.map(({ name }) => name));
});

test('of every first picture that is shipped the film holds all steps, and its codes are those that the picture attests', async () => {
	for (const { name } of firstPictures) {
		const png = await readFile(join(import.meta.dirname, 'pictures', `${name}.png`));
		const film = decodeFilm(await readFile(join(import.meta.dirname, 'pictures', `${name}.film`)));
		const { steps } = parseRecipe(JSON.parse(readEmbeddedRecipe(png) ?? 'null'));
		expect(film.frames.map(({ step }) => step)).toEqual(Array.from({ length: steps }, (_, index) => index + 1));
		const builder = traceBuilder(steps);
		for (const { codes } of film.frames) builder.add(codes);
		const [{ run } = { run: null }] = (await inspectPicture(png)).found;
		expect(run?.trace).toEqual(builder.trace());
	}
});
