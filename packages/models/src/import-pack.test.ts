import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	CheckpointError,
	modelFolder,
	openCheckpoint,
	type Tensor,
	weightsOf,
	writeSafetensors,
} from '@galatea/checkpoint';
import { loadPack, PackError, randomTaesd } from '@galatea/networks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ImportRequest, importPack } from './import-pack.ts';
import { readCatalogues, removePack } from './local-catalogue.ts';
import { ModelsError } from './models-error.ts';

/** Small files as they are published, which packages/networks/fixtures/make_checkpoints.py wrote. */
const checkpoint = (name: string) =>
	fileURLToPath(new URL(`../../networks/fixtures/checkpoints/${name}`, import.meta.url));
const repositoryModels = fileURLToPath(new URL('../../../models', import.meta.url));

let folder = '';
let vocabulary = '';
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-models-'));
	await writeFile(join(folder, 'catalogue.json'), '{"packs":[]}');
	// The CLIPs of the fixtures know 60 tokens: 57 words, padding, start and end.
	vocabulary = join(folder, 'words.json');
	await writeFile(vocabulary, JSON.stringify(Array.from({ length: 57 }, (_, at) => `word${at}`)));
});
afterEach(() => rm(folder, { recursive: true }));

const request = (changes: Partial<ImportRequest>): ImportRequest => ({
	folder,
	files: [checkpoint('vqgan.ckpt'), checkpoint('clip-vit.pt')],
	licence: 'MIT',
	vocabulary,
	bytePairs: join(repositoryModels, 'clip-bpe/bpe_simple_vocab_16e6.txt.gz'),
	...changes,
});

const local = () => readdir(join(folder, 'local')).catch(() => []);

describe('weights of one’s own', () => {
	test('a BigGAN becomes a pack of its one size, with the learning rate of big-sleep', async () => {
		const entry = await importPack(request({ files: [checkpoint('biggan.bin'), checkpoint('clip-vit.pt')] }));
		expect(entry).toMatchObject({
			id: 'biggan',
			description: 'BigGAN of 9 classes, pictures of 16 × 16 px, from biggan.bin',
			generator: { kind: 'biggan-deep', downscale: 16 },
			sizes: { minPx: 16, maxPx: 16, multipleOf: 16 },
			defaults: { size: [16, 16], learningRate: 0.07 },
		});
	});

	test.each([
		['vqgan.ckpt', 'clip-vit.pt', 2],
		['vqgan-diffusers.bin', 'clip-resnet.pt', 2],
		['net2net.ckpt', 'clip-vit.pt', 4],
		['gumbel.ckpt', 'clip-resnet.pt', 2],
	])(
		'%s and %s become a pack that loads, and files under the names of their content',
		async (vqgan, clip, downscale) => {
			const seen: number[] = [];
			const entry = await importPack(
				request({ files: [checkpoint(clip), checkpoint(vqgan)], onProgress: ({ bytes }) => seen.push(bytes) }),
			);
			expect(entry).toMatchObject({
				id: vqgan.replace(/\..*/, ''),
				licence: 'MIT',
				generator: { kind: 'taming-vqgan', downscale },
				perceptors: [{ kind: 'clip', activation: 'quickgelu', tokenizer: { kind: 'words', contextLength: 9 } }],
				sizes: { minPx: 64, maxPx: 1024, multipleOf: downscale },
				defaults: { size: [256, 256], steps: 500, learningRate: 0.1, cutouts: 32 },
			});
			expect(entry.generator.file).toBe(`local/${entry.generator.sha256.slice(0, 12)}-${vqgan}`);
			expect((await readCatalogues(folder)).local).toEqual([entry]);
			const pack = await loadPack(entry, modelFolder(folder));
			expect(pack.generator.codeCount).toBe(40);
			expect(seen.length).toBeGreaterThanOrEqual(3);
			expect(await local()).toHaveLength(4);
		},
	);

	test('may use the perceptors of a pack that is there, or what a configuration says of its own', async () => {
		await importPack(request({ id: 'first' }));
		const second = await importPack(
			request({ id: 'second', title: 'Second', files: [checkpoint('gumbel.ckpt')], perceptorsOf: 'first' }),
		);
		expect(second).toMatchObject({ title: 'Second', perceptors: [{ inputSizePx: 12 }] });
		const beside = join(folder, 'beside');
		await mkdir(beside);
		await copyFile(checkpoint('clip-hugging-face.bin'), join(beside, 'pytorch_model.bin'));
		await writeFile(
			join(beside, 'config.json'),
			JSON.stringify({ vision_config: { hidden_act: 'gelu' }, text_config: { hidden_act: 'gelu' } }),
		);
		const third = await importPack(
			request({ id: 'third', files: [checkpoint('vqgan.ckpt'), join(beside, 'pytorch_model.bin')] }),
		);
		expect(third.perceptors[0]?.activation).toBe('gelu');
		// One copy of what several packs use.
		expect((await local()).filter((name) => name.endsWith('vqgan.ckpt'))).toHaveLength(1);
	});
});

test.each([1, 2])('a TAESD with a codebook for patches of %i that was fitted to it becomes a pack', async (patch) => {
	const taesd = randomTaesd({ codebookCount: 24, patch }, 1);
	const tensors: Record<string, Tensor> = {};
	for (const name of taesd.names) tensors[name] = { shape: taesd.info(name).shape, data: await taesd.read(name) };
	const path = join(folder, 'fitted.safetensors');
	await writeFile(path, writeSafetensors(tensors));
	const entry = await importPack(request({ files: [path, checkpoint('clip-vit.pt')] }));
	expect(entry).toMatchObject({
		...{ id: 'fitted', description: `TAESD with 24 codes of ${8 * patch} × ${8 * patch} px, from fitted.safetensors` },
		generator: { kind: 'taesd-vq', patch, downscale: 8 * patch },
		sizes: { minPx: 64, multipleOf: 8 * patch },
	});
	const { generator } = await loadPack(entry, modelFolder(folder));
	expect(generator).toMatchObject({ kind: 'taesd-vq', downscale: 8 * patch, codebook: { count: 24 } });
	expect(generator.loadEncoder).not.toBeNull();
});

test('a network in several shards is taken in as one file', async () => {
	const beside = join(folder, 'beside');
	await mkdir(beside);
	const whole = weightsOf(await openCheckpoint(checkpoint('vqgan.ckpt')));
	const names = whole.names.filter((name) => whole.info(name).dtype === 'F32');
	const weightMap: Record<string, string> = {};
	for (const [at, file] of ['model-1-of-2.safetensors', 'model-2-of-2.safetensors'].entries()) {
		const tensors: Record<string, Tensor> = {};
		for (const name of names.filter((_, place) => place % 2 === at)) {
			tensors[name] = { shape: whole.info(name).shape, data: await whole.read(name) };
			weightMap[name] = file;
		}
		await writeFile(join(beside, file), writeSafetensors(tensors));
	}
	await whole.close();
	const index = join(beside, 'large.safetensors.index.json');
	await writeFile(index, JSON.stringify({ metadata: {}, weight_map: weightMap }));
	const entry = await importPack(request({ files: [index, checkpoint('clip-vit.pt')] }));
	expect(entry).toMatchObject({ id: 'large', title: 'large', generator: { kind: 'taming-vqgan' } });
	expect(entry.generator.file).toMatch(/^local\/[0-9a-f]{12}-large\.safetensors$/);
	await rm(beside, { recursive: true });
	expect((await loadPack(entry, modelFolder(folder))).generator.codeCount).toBe(40);
	await writeFile(join(folder, 'index.json'), '{"weight_map":{}}');
	await expect(importPack(request({ files: [join(folder, 'index.json')] }))).rejects.toThrow(
		/must end in \.safetensors\.index\.json/,
	);
});

describe('an import that cannot be done leaves the folder as it was', () => {
	const cases: [string, Partial<ImportRequest>, RegExp][] = [
		[
			'without a generator',
			{ files: [checkpoint('clip-vit.pt')] },
			/needs one generator \(VQGAN, BigGAN or TAESD with a codebook\), and these files have none/,
		],
		[
			'with two generators',
			{ files: [checkpoint('vqgan.ckpt'), checkpoint('gumbel.ckpt')] },
			/these files have vqgan\.ckpt and gumbel\.ckpt/,
		],
		['without a perceptor', { files: [checkpoint('vqgan.ckpt')] }, /needs a CLIP to steer by/],
		['with perceptors of no pack', { perceptorsOf: 'nothing' }, /There is no pack "nothing"/],
		[
			'with an activation that nobody tells',
			{ files: [checkpoint('vqgan.ckpt'), checkpoint('clip-open-clip.pt')] },
			/clip-open-clip\.pt does not tell its activation: give --activation/,
		],
		['with a vocabulary that is missing', { vocabulary: undefined }, /knows 60 tokens, which is not OpenAI's/],
		['with an id that no catalogue takes', { id: 'Größe' }, /id must be small letters, digits and hyphens/],
	];
	test.each(cases)('%s', async (_what, changes, message) => {
		await expect(importPack(request(changes))).rejects.toThrow(message);
		expect(await local()).toEqual([]);
		expect((await readCatalogues(folder)).local).toEqual([]);
	});

	test('with a vocabulary of another size, found out when the pack is loaded', async () => {
		await writeFile(vocabulary, '["one","two"]');
		await expect(importPack(request({}))).rejects.toBeInstanceOf(PackError);
		expect(await local()).toEqual([]);
	});

	test('with a file that is a web page, or not there', async () => {
		await writeFile(join(folder, 'page.ckpt'), '<!doctype html><title>Sign in</title>');
		const files = [join(folder, 'page.ckpt'), checkpoint('clip-vit.pt')];
		await expect(importPack(request({ files }))).rejects.toThrow(/^page\.ckpt: is a web page, not weights/);
		await expect(importPack(request({ files: [join(folder, 'absent.ckpt')] }))).rejects.toBeInstanceOf(CheckpointError);
	});

	test('with a TAESD as it was published, which has no codebook, saying how one is made', async () => {
		const taesd = randomTaesd({ codebookCount: 4, patch: 1 }, 1);
		const tensors: Record<string, Tensor> = {};
		for (const name of taesd.names.filter((each) => each.startsWith('decoder.'))) {
			tensors[name.slice(8)] = { shape: taesd.info(name).shape, data: await taesd.read(name) };
		}
		const path = join(folder, 'taesd_decoder.safetensors');
		await writeFile(path, writeSafetensors(tensors));
		await expect(importPack(request({ files: [path, checkpoint('clip-vit.pt')] }))).rejects.toThrow(
			/taesd_decoder\.safetensors is a TAESD without a codebook, .*models\/training\/fit_codebook\.py/,
		);
	});

	test('with an id that is taken', async () => {
		await importPack(request({ id: 'mine' }));
		const before = await local();
		await expect(
			importPack(request({ id: 'mine', files: [checkpoint('gumbel.ckpt'), checkpoint('clip-resnet.pt')] })),
		).rejects.toThrow(/There is a pack "mine" already/);
		expect(await local()).toEqual(before);
	});

	test('when it is interrupted', async () => {
		const interruption = new AbortController();
		const failure = importPack(request({ signal: interruption.signal, onProgress: () => interruption.abort() }));
		await expect(failure).rejects.toThrow(/abort/i);
		expect(await local()).toEqual([]);
	});
});

test('a pack is removed with the files that no other uses', async () => {
	await importPack(request({ id: 'first' }));
	await importPack(request({ id: 'second', files: [checkpoint('gumbel.ckpt')], perceptorsOf: 'first' }));
	const removed = await removePack(folder, 'first');
	expect(removed.map((file) => file.replace(/^local\/[0-9a-f]{12}-/, ''))).toEqual(['vqgan.ckpt']);
	const { local: packs } = await readCatalogues(folder);
	expect(packs.map(({ id }) => id)).toEqual(['second']);
	await loadPack(packs[0]!, modelFolder(folder));
	await removePack(folder, 'second');
	expect(await local()).toEqual(['catalogue.json']);
	expect(await readFile(join(folder, 'local/catalogue.json'), 'utf8')).toBe('{\n  "packs": []\n}\n');
});

test('a pack that came with Galatea, or that is not there, is not removed', async () => {
	await copyFile(join(repositoryModels, 'catalogue.json'), join(folder, 'catalogue.json'));
	const failure = removePack(folder, 'starter');
	await expect(failure).rejects.toBeInstanceOf(ModelsError);
	await expect(failure).rejects.toThrow('Pack "starter" came with Galatea and stays.');
	await expect(removePack(folder, 'nothing')).rejects.toThrow('Pack "nothing" is not here.');
});
