/** @file Which pack a worker looks with, as packs come and go; with real files of both kinds. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { modelFolder, type Tensor, writeSafetensors } from '@galatea/checkpoint';
import { importPack } from '@galatea/models';
import { randomClip } from '@galatea/networks';
import { levelTextsVersion, type OfferedPack, readPackShelf } from '@galatea/optimiser';
import {
	currentEmbeddingSpace,
	type EmbeddingSpace,
	embeddingProgress,
	findEmbedding,
	picturesToCompare,
	requestEmbedding,
} from '@galatea/store/meaning';
import { workerBeat } from '@galatea/store/renders';
import { expect, test } from 'vitest';
import { openEyeKeeper, packToSeeWith } from './eye-keeper.ts';
import { copyModels, openTestGallery } from './test-gallery.ts';
import { publishTestPicture } from './test-published.ts';

const repository = resolve(import.meta.dirname, '../../..');

/** A small CLIP of random weights with OpenAI's vocabulary: it reads any word. */
async function importAnyWord(folder: string, id: string): Promise<void> {
	const own = await mkdtemp(join(tmpdir(), 'galatea-clip-'));
	const source = randomClip(
		{
			...{ embedDimension: 16, inputSizePx: 32, patchPx: 16, visionWidth: 64, visionLayers: 1 },
			...{ textWidth: 64, textLayers: 1, contextLength: 77, vocabularySize: 49_408 },
		},
		1,
	);
	const tensors: Record<string, Tensor> = {};
	for (const name of source.names) tensors[name] = { shape: source.info(name).shape, data: await source.read(name) };
	const clip = join(own, 'clip.safetensors');
	await writeFile(clip, writeSafetensors(tensors));
	const vqgan = resolve(repository, 'packages/networks/fixtures/checkpoints/vqgan.ckpt');
	const bytePairs = resolve(repository, 'models/clip-bpe/bpe_simple_vocab_16e6.txt.gz');
	await importPack({ folder, files: [vqgan, clip], id, licence: 'MIT', bytePairs, activation: 'quickgelu' });
	await rm(own, { recursive: true });
}

test('of the packs that are held one that reads any word looks, the first by its id; else the first of all', async () => {
	const shelf = await readPackShelf(modelFolder(resolve(repository, 'models')));
	const [starter] = shelf.packs;
	const [words] = starter?.tokenizers ?? [];
	if (!starter || !words) throw new Error('the starter pack is there');
	const named = (id: string, kind: 'words' | 'bpe'): OfferedPack => ({
		...starter,
		...{ id, tokenizers: [{ ...words, kind }] },
	});
	const packs = [named('first', 'words'), named('second', 'words'), named('z', 'bpe'), named('a', 'bpe')];
	const chosen = (heldIds: readonly string[]) => packToSeeWith(packs, heldIds)?.id ?? null;
	expect(chosen(['first', 'second', 'z', 'a'])).toBe('a');
	expect(chosen(['first', 'z'])).toBe('z');
	expect(chosen(['second', 'first'])).toBe('first');
	expect(chosen([])).toBeNull();
});

test('a pack that reads any word looks as soon as it is installed, also for levels, until it is removed', async () => {
	await using models = await copyModels();
	await using gallery = await openTestGallery({ models: models.path });
	const { store, context } = gallery;
	const shelf = await readPackShelf(modelFolder(models.path));
	await using eyes = openEyeKeeper(context, shelf);
	const bytes = await readFile(resolve(repository, 'prisma/seed/pictures/01-red-apple.png'));
	await publishTestPicture(gallery, bytes, 'apple');
	const worker = { name: 'one', provider: 'cpu', device: 'cpu', engineVersion: 1 };
	const look = async (packIds: readonly string[]) => {
		await workerBeat(store, { ...worker, packIds });
		await eyes.look(packIds);
		const space = await currentEmbeddingSpace(store);
		if (!space) throw new Error('there is an eye');
		await expect.poll(async () => (await embeddingProgress(store, space.id)).embedded, { timeout: 30_000 }).toBe(1);
		return space;
	};
	const answerIn = async (space: EmbeddingSpace, text: string) => {
		const key = await requestEmbedding(store, space.id, { text });
		await expect.poll(() => findEmbedding(store, space, key), { timeout: 30_000 }).not.toBeNull();
		return findEmbedding(store, space, key);
	};
	const starter = await look(['starter']);
	expect(starter).toMatchObject({ perceptor: 'starter' });
	expect(await answerIn(starter, 'zeitgeist')).toEqual({ problem: 'NO_KNOWN_WORD' });

	await importAnyWord(models.path, 'any-word');
	await shelf.refresh();
	const better = await look(['starter', 'any-word']);
	expect(better).toMatchObject({ perceptor: 'any-word', dimension: 16 });
	expect(await answerIn(better, 'zeitgeist')).toMatchObject({ vector: expect.any(Float32Array) });
	// Every picture has been compared with the texts for adults, which the starter does not know.
	await expect
		.poll(async () => (await picturesToCompare(store, better, 'level', levelTextsVersion, 1)).length, {
			timeout: 60_000,
		})
		.toBe(0);
	expect(await picturesToCompare(store, starter, 'level', levelTextsVersion, 1)).toHaveLength(1);

	expect(await look(['starter'])).toEqual(starter);
}, 240_000);
