/** @file Hints at a level, with the starter's real weights behind a tokenizer that knows the texts. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { modelFolder } from '@galatea/checkpoint';
import { loadTokenizer, type Perceptor } from '@galatea/networks';
import { adultTexts, canTellAdults, openEmbedder, readPackShelf } from '@galatea/optimiser';
import { decodePictureWithin } from '@galatea/pictures';
import {
	type EmbeddingSpace,
	levelHintsOf,
	picturesToCompare,
	savePictureEmbedding,
	useEmbeddingSpace,
} from '@galatea/store/meaning';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPictureSweep } from './picture-sweep.ts';
import { clamped } from './stored-pictures.ts';
import { sweepTasks } from './sweep-tasks.ts';
import { openTestGallery, type TestGallery } from './test-gallery.ts';
import { publishTestPicture } from './test-published.ts';

const repository = resolve(import.meta.dirname, '../../..');
/** What the fish among the first pictures was rendered from. */
const fishPrompt = 'a blue fish on a green background';

let gallery: TestGallery;
let starter: Perceptor;
let space: EmbeddingSpace;
beforeAll(async () => {
	gallery = await openTestGallery();
	const shelf = await readPackShelf(modelFolder(resolve(repository, 'models')));
	const [perceptor] = (await shelf.load('starter')).perceptors;
	if (!perceptor) throw new Error('the starter pack has a perceptor');
	starter = perceptor;
	const name = { perceptor: 'starter', hash: 'a'.repeat(64), version: 1 };
	space = await useEmbeddingSpace(gallery.store, {
		...name,
		dimension: perceptor.embedDimension,
		profileLength: 126,
	});
});
afterAll(() => gallery[Symbol.asyncDispose]());

/** To it the texts for adults are words for a fish: a perceptor that knows them, and a picture that shows them. */
function knowing(): Perceptor {
	const { tokenizer } = starter;
	const read = (text: string) => (adultTexts.includes(text) ? fishPrompt : text);
	return { ...starter, tokenizer: { ...tokenizer, encode: (text) => tokenizer.encode(read(text)) } };
}

/** Publishes one of the first pictures, looked at; the id of the artwork and its person. */
async function hang(name: string) {
	const { store } = gallery;
	await using embedder = await openEmbedder(gallery.context, starter);
	const bytes = await readFile(resolve(repository, 'prisma/seed/pictures', `${name}.png`));
	const { id, image, publishedById: userId } = await publishTestPicture(gallery, bytes, name);
	const embedding = await embedder.embedPicture(clamped(await decodePictureWithin(bytes, 128 * 128)));
	await savePictureEmbedding(store, space.id, image.key, embedding);
	return { id, userId };
}

test('a perceptor that does not know the texts is not asked, as the starter; one that reads any word is, as CLIP', async () => {
	const entry = { kind: 'bpe', file: 'clip-bpe/bpe_simple_vocab_16e6.txt.gz', sha256: '', contextLength: 77 } as const;
	const tokenizer = await loadTokenizer('clip', entry, modelFolder(resolve(repository, 'models')));
	expect(canTellAdults({ tokenizer })).toBe(true);
	expect([canTellAdults(starter), canTellAdults(knowing())]).toEqual([false, true]);
	const lists = (perceptor: Perceptor) => sweepTasks(gallery.store, perceptor, space).map(({ list }) => list);
	expect([lists(starter), lists(knowing())]).toEqual([['tags'], ['tags', 'level']]);
});

test('one that knows them hints at a picture that shows them, and at no other', async () => {
	const { store, context } = gallery;
	const [fish, tree] = [await hang('03-fish'), await hang('06-tree')];
	const perceptor = knowing();
	const task = sweepTasks(store, perceptor, space).find(({ list }) => list === 'level');
	if (!task) throw new Error('it is not asked');
	let ready: () => void = () => undefined;
	const isReady = new Promise<void>((done) => {
		ready = done;
	});
	await using sweep = openPictureSweep(context, perceptor, space, task, ready);
	// The first call begins to read the texts, and says when they are there.
	expect(await sweep.compareSome()).toBe(false);
	await isReady;
	expect(await sweep.compareSome()).toBe(false);
	expect(await picturesToCompare(store, space, 'level', task.version, 10)).toEqual([]);
	const [hint] = await levelHintsOf(store, [fish.id], { userId: fish.userId, role: 'GUEST' });
	expect(hint).toMatchObject({ perceptor: 'starter', version: task.version, refuted: false });
	expect(hint?.confidence).toBeGreaterThanOrEqual(2.75);
	expect(await levelHintsOf(store, [tree.id], { userId: tree.userId, role: 'GUEST' })).toEqual([null]);
});
