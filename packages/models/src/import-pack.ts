/** @file Weights of one's own → a pack: recognised, copied, proven to load, and only then in the catalogue. */
import { access, readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { modelFolder, openCheckpoint } from '@galatea/checkpoint';
import {
	type Activation,
	activationOfConfig,
	clipPixelMean,
	clipPixelStd,
	loadPack,
	type PackEntry,
	type PerceptorEntry,
	parseCatalogue,
	type RecognisedBigGan,
	type RecognisedClip,
	type RecognisedTaesd,
	type RecognisedVqgan,
	recogniseNetwork,
} from '@galatea/networks';
import { type Catalogues, readCatalogues, writeLocalCatalogue } from './local-catalogue.ts';
import { ModelsError } from './models-error.ts';
import { type StoredFile, type StoreOptions, storeFile } from './store-file.ts';

export interface ImportRequest extends StoreOptions {
	/** Folder of `catalogue.json`. */
	readonly folder: string;
	/** Paths of one generator (a VQGAN, a BigGAN or a TAESD with a codebook) and any number of CLIPs. */
	readonly files: readonly string[];
	/** What the weights may be used under; nobody but their user knows. */
	readonly licence: string;
	/** Of the catalogue; by default from the name of the generator's file. */
	readonly id?: string | undefined;
	readonly title?: string | undefined;
	/** For CLIPs whose files do not tell. */
	readonly activation?: Activation | undefined;
	/** Path of a list of words (JSON) or of byte-pair merges, for CLIPs that have not OpenAI's vocabulary. */
	readonly vocabulary?: string | undefined;
	/** Path of OpenAI's merges, copied if the folder has none. */
	readonly bytePairs: string;
	/** Id of a pack whose perceptors are used as well. */
	readonly perceptorsOf?: string | undefined;
}

/** Channels between the sides of TAESD and TAESDXL. */
const taesdChannels = 4;
/** Tokens of OpenAI's byte-pair vocabulary, which nearly every CLIP has. */
const bytePairTokens = 49_408;
const bytePairFile = 'clip-bpe/bpe_simple_vocab_16e6.txt.gz';
/** nerdyrodent's VQGAN-CLIP, generate.py: --iterations 500, --learning_rate 0.1, --cutouts 32, --image_size 256. */
const usualDefaults = { steps: 500, learningRate: 0.1, cutouts: 32 };
const usualSidePx = 256;
/** lucidrains' big-sleep: lr 0.07. */
const bigGanLearningRate = 0.07;
/** Below, nothing is to be seen; above, one step of a full-size VQGAN needs more memory than graphics cards have. */
const [smallestSidePx, largestSidePx] = [64, 1_024];

interface FoundVqgan {
	readonly path: string;
	readonly network: Omit<RecognisedVqgan, 'tensors'>;
}
interface FoundClip {
	readonly path: string;
	readonly network: Omit<RecognisedClip, 'tensors'>;
}
interface FoundTaesd {
	readonly path: string;
	readonly network: Omit<RecognisedTaesd, 'tensors'>;
}
interface FoundBigGan {
	readonly path: string;
	readonly network: Omit<RecognisedBigGan, 'tensors'>;
}
type FoundGenerator = FoundVqgan | FoundTaesd | FoundBigGan;
type Found = FoundGenerator | FoundClip;
const isGenerator = (found: Found): found is FoundGenerator => found.network.kind !== 'clip';
const isClip = (found: Found): found is FoundClip => found.network.kind === 'clip';

/**
 * Rejects with `ModelsError`, with `CheckpointError` or `PackError` where a file is not what it should be; the folder is
 * then as it was.
 */
export async function importPack(request: ImportRequest): Promise<PackEntry> {
	const { folder, files } = request;
	const catalogues = await readCatalogues(folder);
	const found = await Promise.all(files.map(recognise));
	const generator = onlyGenerator(found);
	const id = request.id ?? idOf(generator.path);
	const borrowed = perceptorsOf(catalogues, request.perceptorsOf);
	const clips = found.filter(isClip);
	if ([...catalogues.shipped.packs, ...catalogues.local].some((pack) => pack.id === id)) {
		throw new ModelsError('REFUSED', `There is a pack "${id}" already. Give another name with --id.`);
	}
	if (clips.length + borrowed.length === 0) {
		throw new ModelsError(
			'REFUSED',
			'A pack needs a CLIP to steer by: name its file too, or with --with a pack whose CLIP to use.',
		);
	}
	const added: string[] = [];
	const store = async (path: string): Promise<StoredFile> => {
		const { isNew, ...stored } = await storeFile(folder, path, request);
		if (isNew) added.push(stored.file);
		return stored;
	};
	try {
		const perceptors: unknown[] = [...borrowed];
		for (const clip of clips) perceptors.push(await perceptorEntry(clip, request, store));
		const stored = await store(generator.path);
		const entry = checkedEntry(generatorPack(generator, stored, perceptors, { ...request, id }));
		await loadPack(entry, modelFolder(folder));
		request.signal?.throwIfAborted();
		await writeLocalCatalogue(folder, [...catalogues.local, entry]);
		return entry;
	} catch (error) {
		for (const file of added) await rm(join(folder, file), { force: true });
		throw error;
	}
}

async function recognise(path: string): Promise<Found> {
	const checkpoint = await openCheckpoint(path, { file: basename(path) });
	try {
		if (checkpoint.format === 'safetensors-index' && !path.endsWith('.safetensors.index.json')) {
			const why = path.endsWith('.bin.index.json')
				? 'lists shards of PyTorch, which are not imported as one file: take the safetensors of the same network, or save it whole with torch.save'
				: 'lists the shards of a network, and its name must end in .safetensors.index.json';
			throw new ModelsError('REFUSED', `${path} ${why}.`);
		}
		const { tensors: _, ...network } = recogniseNetwork(checkpoint);
		if (network.kind === 'taesd') refuseUnfit(path, network);
		return { path, network } as Found;
	} finally {
		await checkpoint.close();
	}
}

/** A TAESD as published lacks what rendering needs. */
function refuseUnfit(path: string, { codebook, latentChannels }: FoundTaesd['network']): void {
	if (codebook !== null && latentChannels === taesdChannels) return;
	const what =
		latentChannels === taesdChannels
			? 'is a TAESD without a codebook, which rendering needs: fit one to pictures of the kind that you want with models/training/fit_codebook.py, and import the file that it writes'
			: `is a TAESD with ${latentChannels} channels between its sides, and only those with ${taesdChannels} can be rendered with`;
	throw new ModelsError('REFUSED', `${path} ${what}.`);
}

function onlyGenerator(found: readonly Found[]): FoundGenerator {
	const generators = found.filter(isGenerator);
	const [generator] = generators;
	if (generator !== undefined && generators.length === 1) return generator;
	const names = generators.map(({ path }) => basename(path)).join(' and ') || 'none';
	throw new ModelsError(
		'REFUSED',
		`A pack needs one generator (VQGAN, BigGAN or TAESD with a codebook), and these files have ${names}.`,
	);
}

function perceptorsOf({ shipped, local }: Catalogues, id: string | undefined): readonly PerceptorEntry[] {
	if (id === undefined) return [];
	const packs = [...shipped.packs, ...local];
	const pack = packs.find((each) => each.id === id);
	if (pack !== undefined) return pack.perceptors;
	throw new ModelsError(
		'NOT_FOUND',
		`There is no pack "${id}"; there are: ${packs.map((each) => each.id).join(', ')}.`,
	);
}

async function perceptorEntry(
	{ path, network }: FoundClip,
	request: ImportRequest,
	store: (path: string) => Promise<StoredFile>,
): Promise<unknown> {
	const activation = network.activation ?? (await activationBeside(path)) ?? request.activation;
	if (activation === undefined) {
		throw new ModelsError(
			'REFUSED',
			`${basename(path)} does not tell its activation: give --activation quickgelu (OpenAI's weights) or gelu (most of OpenCLIP's), or put its config.json beside it.`,
		);
	}
	const tokenizer = await tokenizerEntry(network, request, store);
	const { inputSizePx } = network;
	const [mean, std] = [clipPixelMean, clipPixelStd];
	return { kind: 'clip', ...(await store(path)), inputSizePx, mean, std, activation, tokenizer };
}

/** What the configuration says that Hugging Face and OpenCLIP keep beside the weights; null if there is none. */
async function activationBeside(path: string): Promise<Activation | null> {
	for (const name of ['open_clip_config.json', 'config.json']) {
		const text = await readFile(join(dirname(path), name), 'utf8').catch(() => null);
		if (text === null) continue;
		try {
			return activationOfConfig(JSON.parse(text));
		} catch {
			return null;
		}
	}
	return null;
}

async function tokenizerEntry(
	{ vocabularySize, contextLength }: FoundClip['network'],
	{ folder, vocabulary, bytePairs }: ImportRequest,
	store: (path: string) => Promise<StoredFile>,
): Promise<unknown> {
	if (vocabulary !== undefined) {
		const kind = extname(vocabulary) === '.json' ? 'words' : 'bpe';
		return { kind, ...(await store(vocabulary)), contextLength };
	}
	if (vocabularySize !== bytePairTokens) {
		throw new ModelsError(
			'REFUSED',
			`It knows ${vocabularySize} tokens, which is not OpenAI's vocabulary: name the file of its own with --vocabulary.`,
		);
	}
	const isThere = await access(join(folder, bytePairFile)).then(
		() => true,
		() => false,
	);
	if (!isThere) return { kind: 'bpe', ...(await store(bytePairs)), contextLength };
	return { kind: 'bpe', file: bytePairFile, ...(await modelFolder(folder).digest(bytePairFile)), contextLength };
}

function generatorPack(
	found: FoundGenerator,
	stored: StoredFile,
	perceptors: readonly unknown[],
	{ id, title, licence }: Pick<ImportRequest, 'id' | 'title' | 'licence'>,
): unknown {
	const { path } = found;
	const { name, settings, sizes, learningRate } = describeGenerator(found);
	const usual = Math.max(1, Math.round(usualSidePx / sizes.multipleOf)) * sizes.multipleOf;
	const sidePx = Math.min(usual, sizes.maxPx);
	return {
		id,
		title: title ?? nameOf(path),
		description: `${name}, from ${basename(path)}`,
		licence,
		generator: { ...stored, ...settings },
		perceptors,
		sizes,
		defaults: { size: [sidePx, sidePx], ...usualDefaults, learningRate },
	};
}

/** What the catalogue needs to know besides the file. */
function describeGenerator({ network }: FoundGenerator) {
	if (network.kind === 'biggan-deep') {
		const { kind, classCount, sizePx } = network;
		return {
			name: `BigGAN of ${classCount} classes, pictures of ${sizePx} × ${sizePx} px`,
			settings: { kind, downscale: sizePx },
			sizes: { minPx: sizePx, maxPx: sizePx, multipleOf: sizePx },
			learningRate: bigGanLearningRate,
		};
	}
	const { learningRate } = usualDefaults;
	if (network.kind === 'taming-vqgan') {
		const { kind, downscale, codebookCount } = network;
		const name = describeCodes('VQGAN', codebookCount, downscale);
		return { name, settings: { kind, downscale }, sizes: sizesOf(downscale), learningRate };
	}
	// TAESD's pictures are 8 times as large as its latents.
	const { count, patch } = network.codebook ?? { count: 0, patch: 1 };
	const downscale = 8 * patch;
	const name = describeCodes('TAESD', count, downscale);
	return { name, settings: { kind: 'taesd-vq', patch, downscale }, sizes: sizesOf(downscale), learningRate };
}

function describeCodes(name: string, count: number, downscale: number): string {
	return `${name} with ${count} codes of ${downscale} × ${downscale} px`;
}

function sizesOf(downscale: number) {
	return {
		minPx: Math.ceil(smallestSidePx / downscale) * downscale,
		maxPx: Math.floor(largestSidePx / downscale) * downscale,
		multipleOf: downscale,
	};
}

/** Through the same check as every catalogue: what is written can be read. */
function checkedEntry(entry: unknown): PackEntry {
	return parseCatalogue(JSON.stringify({ packs: [entry] }), 'the new entry').packs[0] as PackEntry;
}

/** Of a file, or of an index of shards, without what says of which format it is. */
function nameOf(path: string): string {
	const name = basename(path).replace(/\.index\.json$/, '');
	return basename(name, extname(name));
}

function idOf(path: string): string {
	const words = nameOf(path)
		.toLowerCase()
		.match(/[a-z0-9]+/gu);
	return (words ?? ['pack']).join('-').slice(0, 64);
}
