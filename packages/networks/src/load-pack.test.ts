import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GraphBuilder } from '@galatea/autodiff';
import { modelFolder, type Tensor, type TensorSource, writeSafetensors } from '@galatea/checkpoint';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PackEntry, packSha256, parseCatalogue } from './catalogue.ts';
import { clipPixelMean, clipPixelStd } from './clip/clip.ts';
import { loadPack } from './load-pack.ts';
import { PackError } from './pack-error.ts';
import { randomClip } from './random/random-clip.ts';
import { randomPrior } from './random/random-prior.ts';
import { randomTaesd } from './random/random-taesd.ts';

const words = ['apple', 'blue', 'red'];
const clip = randomClip(
	{
		embedDimension: 16,
		inputSizePx: 16,
		patchPx: 8,
		visionWidth: 64,
		visionLayers: 1,
		textWidth: 64,
		textLayers: 1,
		contextLength: 8,
		vocabularySize: words.length + 3,
	},
	1,
);
const taesd = randomTaesd({ codebookCount: 8, patch: 1 }, 1);

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-pack-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function tensorsOf(source: TensorSource): Promise<Record<string, Tensor>> {
	const tensors: Record<string, Tensor> = {};
	for (const name of source.names) tensors[name] = { shape: source.info(name).shape, data: await source.read(name) };
	return tensors;
}

/** Writes a file and describes it as the catalogue does. */
async function store(file: string, content: Uint8Array | string) {
	await writeFile(join(folder, file), content);
	return { file, ...(await modelFolder(folder).digest(file)) };
}

/** A catalogue of one small pack whose files are in `folder`. */
async function writeEntry() {
	const generator = await store('generator.safetensors', writeSafetensors(await tensorsOf(taesd)));
	const perceptor = await store('perceptor.safetensors', writeSafetensors(await tensorsOf(clip)));
	const vocabulary = await store('vocabulary.json', JSON.stringify(words));
	return {
		id: 'small',
		title: 'Small',
		licence: 'MIT',
		generator: { kind: 'taesd-vq', ...generator, patch: 1, downscale: 8 },
		perceptors: [
			{
				kind: 'clip',
				...perceptor,
				inputSizePx: 16,
				mean: [...clipPixelMean],
				std: [...clipPixelStd],
				activation: 'quickgelu',
				tokenizer: { kind: 'words', ...vocabulary, contextLength: 8 },
			},
		],
		sizes: { minPx: 16, maxPx: 64, multipleOf: 8 },
		defaults: { size: [32, 24], steps: 10, learningRate: 0.1, cutouts: 4 },
	};
}

type RawEntry = Awaited<ReturnType<typeof writeEntry>>;
const parse = (entry: unknown): PackEntry => parseCatalogue(JSON.stringify({ packs: [entry] })).packs[0] as PackEntry;

async function failureOf(entry: PackEntry): Promise<PackError> {
	const error = await loadPack(entry, modelFolder(folder)).then(
		() => null,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(PackError);
	return error as PackError;
}

/** Replaces a file and lets the catalogue know its new hash. */
async function replaced(change: (entry: RawEntry) => Promise<void>): Promise<PackEntry> {
	const entry = await writeEntry();
	await change(entry);
	return parse(entry);
}

describe('a whole pack', () => {
	test('gives a generator and perceptors, and reads encoder and text tower again when asked for', async () => {
		const entry = parse(await writeEntry());
		const pack = await loadPack(entry, modelFolder(folder));
		expect(pack).toMatchObject({ id: 'small', sha256: packSha256(entry), sizesPx: { minimum: 16, maximum: 64 } });
		expect(pack.generator.latentShape(32, 24)).toEqual([1, 4, 3, 4]);
		expect(() => pack.generator.latentShape(30, 24)).toThrow('The width must be a positive multiple of 8 px, got 30');
		const g = new GraphBuilder();
		const encode = await pack.generator.loadEncoder!();
		expect(encode(g, g.input('picture', 'float32', [1, 3, 24, 32])).shape).toEqual([1, 4, 3, 4]);
		const encodeText = await pack.perceptors[0]!.loadTextEncoder();
		expect(encodeText(g, g.input('ids', 'int32', [2, 8])).shape).toEqual([2, 16]);
		// The file has its logarithm, that of 100.
		expect(pack.perceptors[0]!.logitScale).toBeCloseTo(100, 3);
		expect([...pack.perceptors[0]!.tokenizer.encode('a red apple').ids]).toEqual([4, 3, 1, 5, 0, 0, 0, 0]);
	});

	test('has the range of its codebook, column by column', async () => {
		const pack = await loadPack(parse(await writeEntry()), modelFolder(folder));
		const { codebook, latentRange } = pack.generator;
		if (codebook === null) throw new Error('the starter has a codebook');
		for (let column = 0; column < codebook.dimension; column++) {
			const values = Array.from(
				{ length: codebook.count },
				(_, row) => codebook.rows[row * codebook.dimension + column]!,
			);
			expect(latentRange.minimum[column]).toBe(Math.min(...values));
			expect(latentRange.maximum[column]).toBe(Math.max(...values));
		}
	});

	test('may have its tensors under a prefix, as first stages of transformers have', async () => {
		const entry = await replaced(async (raw) => {
			const tensors = Object.entries(await tensorsOf(taesd));
			const prefixed = Object.fromEntries(tensors.map(([name, tensor]) => [`first_stage_model.${name}`, tensor]));
			const generator = await store('generator.safetensors', writeSafetensors(prefixed));
			Object.assign(raw.generator, generator, { prefix: 'first_stage_model.' });
		});
		const pack = await loadPack(entry, modelFolder(folder));
		expect(pack.generator.loadEncoder).not.toBeNull();
	});
});

describe('the name of a pack', () => {
	test('changes with what makes its pictures, and with nothing else', async () => {
		const raw = await writeEntry();
		const name = packSha256(parse(raw));
		expect(name).toMatch(/^[0-9a-f]{64}$/);
		expect(packSha256(parse({ ...raw, id: 'other', title: 'Other', sizes: { ...raw.sizes, maxPx: 128 } }))).toBe(name);
		const urls = ['https://weights.example/generator.safetensors'];
		const moved = { ...raw, terms: 'None.', generator: { ...raw.generator, file: 'elsewhere.safetensors', urls } };
		expect(packSha256(parse(moved))).toBe(name);
		const changed = { ...raw, generator: { ...raw.generator, sha256: '0'.repeat(64) } };
		expect(packSha256(parse(changed))).not.toBe(name);
		const otherActivation = { ...raw, perceptors: [{ ...raw.perceptors[0], activation: 'gelu' }] };
		expect(packSha256(parse(otherActivation))).not.toBe(name);
	});
});

describe('a pack that cannot be used is refused, with pack and file', () => {
	test('a file that is missing', async () => {
		const entry = parse(await writeEntry());
		await rm(join(folder, 'perceptor.safetensors'));
		const error = await failureOf(entry);
		expect([error.failure, error.packId, error.file]).toEqual(['MISSING_FILE', 'small', 'perceptor.safetensors']);
	});

	test('a file that was changed', async () => {
		const entry = parse(await writeEntry());
		await writeFile(join(folder, 'vocabulary.json'), JSON.stringify(['apple', 'blue', 'rad']));
		const error = await failureOf(entry);
		expect([error.failure, error.file]).toEqual(['WRONG_HASH', 'vocabulary.json']);
		expect(error.message).toMatch(/^Pack small: vocabulary.json must have SHA-256 [0-9a-f]{64}, and has [0-9a-f]{64}/);
	});

	test('a file that was cut off', async () => {
		const entry = parse(await writeEntry());
		await writeFile(join(folder, 'generator.safetensors'), new Uint8Array(100));
		expect((await failureOf(entry)).message).toMatch(/must have \d+ bytes, and has 100: get it again/);
	});

	test('a weight that is not a number', async () => {
		const entry = await replaced(async (raw) => {
			const tensors = await tensorsOf(taesd);
			tensors['decoder.19.bias']!.data.fill(Number.NaN);
			Object.assign(raw.generator, await store('generator.safetensors', writeSafetensors(tensors)));
		});
		const error = await failureOf(entry);
		expect([error.failure, error.file]).toEqual(['DAMAGED_FILE', 'generator.safetensors']);
		expect(error.message).toMatch(/"decoder.19.bias": number 0 of 3 must be finite, got NaN/);
	});

	test('a file that is no weight file', async () => {
		const entry = await replaced(async (raw) => {
			Object.assign(raw.generator, await store('generator.safetensors', 'Not found: please log in to download'));
		});
		expect((await failureOf(entry)).failure).toBe('DAMAGED_FILE');
	});

	test('another network than the catalogue says', async () => {
		const wrong = await replaced(async (raw) => {
			const { file, sha256, bytes } = raw.generator;
			Object.assign(raw.perceptors[0]!, { file, sha256, bytes });
		});
		expect(await failureOf(wrong)).toMatchObject({ failure: 'WRONG_NETWORK', file: 'generator.safetensors' });
		const size = await replaced(async (raw) => {
			raw.perceptors[0]!.inputSizePx = 32;
		});
		expect((await failureOf(size)).message).toMatch(/reads pictures of 16 px; the catalogue says 32/);
		const patch = await replaced(async (raw) => {
			raw.generator.patch = 2;
		});
		expect((await failureOf(patch)).message).toMatch(/must have 16 columns for patches of 2 × 2 cells, got 4/);
	});

	test('a vocabulary that does not belong to the perceptor, or is none', async () => {
		const other = await replaced(async (raw) => {
			Object.assign(raw.perceptors[0]!.tokenizer, await store('vocabulary.json', '["a","b"]'));
		});
		expect((await failureOf(other)).message).toMatch(/knows 6 tokens, and its tokenizer 5/);
		const none = await replaced(async (raw) => {
			Object.assign(raw.perceptors[0]!.tokenizer, await store('vocabulary.json', '{"words":[1]}'));
		});
		expect(await failureOf(none)).toMatchObject({ failure: 'DAMAGED_FILE', file: 'vocabulary.json' });
	});
});

describe('a catalogue', () => {
	test('that is not JSON is refused', () => {
		expect(() => parseCatalogue('{"packs":')).toThrow(/^catalogue.json is not JSON/);
	});

	test('is refused with everything that is wrong with it', async () => {
		const raw = await writeEntry();
		const wrong = {
			...raw,
			id: 'Small!',
			colour: 'red',
			generator: { ...raw.generator, sha256: 'abc', file: '../secret' },
			defaults: { ...raw.defaults, size: [32, 20] },
		};
		const error = (() => {
			try {
				return parse(wrong);
			} catch (reason) {
				return reason;
			}
		})();
		expect(error).toBeInstanceOf(PackError);
		const { message } = error as PackError;
		expect(message).toMatch(/packs\.0\.id must be small letters, digits and hyphens/);
		expect(message).toMatch(/packs\.0\.generator\.sha256 must be a SHA-256/);
		expect(message).toMatch(/packs\.0\.generator\.file must be a path within the folder/);
		expect(message).toMatch(/colour/);
	});

	test('says what made noise its renders begin from, one of those that there are', async () => {
		const raw = await writeEntry();
		const beginning = (initialNoise: string) => parse({ ...raw, defaults: { ...raw.defaults, initialNoise } });
		expect(beginning('clouds').defaults.initialNoise).toBe('clouds');
		expect(() => beginning('fog')).toThrow(/packs\.0\.defaults\.initialNoise/);
	});

	test('is refused when defaults do not fit sizes, sizes not the generator, or ids not each other', async () => {
		const raw = await writeEntry();
		expect(() => parse({ ...raw, defaults: { ...raw.defaults, size: [32, 20] } })).toThrow(
			/packs\.0\.defaults\.size\.1 must be from 16 to 64 px, a multiple of 8/,
		);
		expect(() => parse({ ...raw, sizes: { ...raw.sizes, multipleOf: 4 } })).toThrow(/downscale, 8/);
		expect(() => parseCatalogue(JSON.stringify({ packs: [raw, raw] }))).toThrow(/packs must have distinct ids/);
		expect(() => parseCatalogue(JSON.stringify({ default: 'no-such', packs: [raw] }))).toThrow(
			/default must be the id of one of the packs/,
		);
	});
});

test('every pack of this repository is whole', async () => {
	const models = modelFolder(fileURLToPath(new URL('../../../models', import.meta.url)));
	const { packs } = parseCatalogue(await models.readText('catalogue.json'));
	expect(packs.map(({ id }) => id)).toContain('starter');
	for (const entry of packs) await loadPack(entry, models);
});

test('every pack that comes with Galatea or can be downloaded says what each kind of its networks learnt from', async () => {
	const models = modelFolder(fileURLToPath(new URL('../../../models', import.meta.url)));
	const { packs, known } = parseCatalogue(await models.readText('catalogue.json'));
	for (const { id, training, prior } of [...packs, ...known]) {
		const kinds = ['generator', 'perceptor', ...(prior ? ['prior'] : [])];
		expect([id, ...training.map(({ network }) => network)]).toEqual([id, ...kinds]);
	}
});

test('what a pack was trained on does not change its name in recipes', async () => {
	const raw = await writeEntry();
	const said = { en: 'Some', es: 'Algo' };
	const training = [{ network: 'generator', name: 'Drawings', size: said, licence: said, gaps: said }];
	expect(packSha256(parse({ ...raw, training }))).toBe(packSha256(parse(raw)));
	expect(() => parse({ ...raw, training: [{ ...training[0], gaps: { en: 'None' } }] })).toThrow(/gaps\.es/);
});

describe('a prior', () => {
	const variation = { choices: 2, signs: 1, numbers: 2 };
	const config = {
		embedDimension: 16,
		variationLength: 5,
		width: 8,
		groundWidth: 6,
		hiddenWidth: 8,
		blocks: 1,
		channels: 4,
		side: 4,
	};
	const sceneWords = {
		names: ['apple'],
		pictures: [],
		styles: { flat: 1 },
		counts: {},
		colours: {},
		rare: [],
		drawnAs: {},
		joining: { left: ['and'], right: [], above: [], below: [] },
		grounds: { openings: ['on'], nouns: ['background'], scenes: [] },
	};

	async function writeWithPrior(changes: Partial<typeof config> = {}, known: unknown = sceneWords) {
		const source = randomPrior({ ...config, ...changes }, 1);
		const stored = await store('prior.safetensors', writeSafetensors(await tensorsOf(source)));
		const words = await store('scenes.json', new TextEncoder().encode(JSON.stringify(known)));
		return { ...(await writeEntry()), prior: { kind: 'scenes', ...stored, words, perceptor: 0, variation } };
	}

	test('comes with its pack, counts in its hash, and guesses a latent of its own size', async () => {
		const entry = await writeWithPrior();
		const pack = await loadPack(parse(entry), modelFolder(folder));
		expect(pack.prior).toMatchObject({ perceptor: 0, variation, latentShape: [1, 4, 4, 4] });
		expect(pack.prior!.read('an apple on a blue background')).toMatchObject({ ground: 'on a blue background' });
		const { prior: _prior, ...without } = entry;
		expect(packSha256(parse(without))).not.toBe(packSha256(parse(entry)));
		expect((await loadPack(parse(without), modelFolder(folder))).prior).toBeNull();
		const guess = await pack.prior!.load();
		const g = new GraphBuilder();
		const scene = {
			things: g.input('things', 'float32', [2, 16]),
			ground: g.input('ground', 'float32', [1, 16]),
			variation: g.input('variation', 'float32', [1, 5]),
		};
		const { latent, ground, covers } = guess(g, 'beside', scene);
		expect([latent.shape, ground.shape, covers.shape]).toEqual([
			[1, 4, 4, 4],
			[1, 4, 4, 4],
			[2, 1, 4, 4],
		]);
		// Another reading of the same text is another picture, so the words count too.
		const { prior: otherwise, ...others } = await writeWithPrior({}, { ...sceneWords, names: ['pear'] });
		expect(packSha256(parse({ ...others, prior: otherwise }))).not.toBe(packSha256(parse(entry)));
	});

	test('that reads other texts, or guesses no square latent, is refused with the reason', async () => {
		const reads = await failureOf(parse(await writeWithPrior({ embedDimension: 12 })));
		expect(reads.failure).toBe('WRONG_NETWORK');
		expect(reads.what).toBe("reads 17 numbers; a text has 16 and the catalogue's variation 5");
		const guesses = await failureOf(parse(await writeWithPrior({ channels: 3 })));
		expect(guesses.message).toContain('must have 4 rows for each place of a square latent');
		const styles = await failureOf(parse(await writeWithPrior({}, { ...sceneWords, styles: { flat: 2 } })));
		expect(styles.what).toBe("names style 2; the catalogue's variation has 2 choices");
		const counts = await failureOf(parse(await writeWithPrior({}, { ...sceneWords, counts: { dozens: 12 } })));
		expect(counts.what).toContain('counts.dozens');
	});

	test('is refused by the catalogue where it has nothing to read, and asked for where renders should begin from it', async () => {
		const entry = await writeWithPrior();
		const { prior, ...without } = entry;
		expect(() => parse({ ...entry, prior: { ...prior, perceptor: 1 } })).toThrow(
			'prior.perceptor must be below 1, the number of perceptors',
		);
		expect(() => parse({ ...without, defaults: { ...without.defaults, initialPrior: true } })).toThrow(
			'defaults.initialPrior needs a prior in the pack',
		);
	});
});
