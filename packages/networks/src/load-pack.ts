/** @file From an entry of the catalogue and its files to a generator and perceptors that graphs can be built with. */
import { CheckpointError, sourceUnder, type TensorSource } from '@galatea/checkpoint';
import { bigGanDeep } from './biggan/biggan-deep.ts';
import { readBigGan } from './biggan/weights.ts';
import {
	type GeneratorEntry,
	neededFiles,
	type PackDefaults,
	type PackEntry,
	type PackSizes,
	type PerceptorEntry,
	type PriorEntry,
	packSha256,
	type TextFileEntry,
	type TokenizerEntry,
} from './catalogue.ts';
import { clipPerceptor, readClipImage } from './clip/clip.ts';
import { readLogitScale, readTextTower } from './clip/weights.ts';
import type { Generator } from './generator.ts';
import { recogniseNetwork } from './import/recognise.ts';
import { PackError } from './pack-error.ts';
import type { Perceptor, Tokenizer } from './perceptor.ts';
import { guessLatent, type Prior, variationLength } from './prior/prior.ts';
import { readScene } from './prior/read-scene.ts';
import { parseSceneWords } from './prior/scene-words.ts';
import { priorExtents, priorSide, readPrior } from './prior/weights.ts';
import { taesdVq } from './taesd/taesd-vq.ts';
import { hasTaesdEncoder, readTaesdDecoder, readTaesdEncoder } from './taesd/weights.ts';
import { bytePairTokenizer } from './tokenizer/byte-pair.ts';
import { type Meanings, parseMeanings } from './tokenizer/meanings.ts';
import { wordsTokenizer } from './tokenizer/words.ts';
import { tamingVqgan } from './vqgan/taming-vqgan.ts';
import { hasVqganEncoder, readVqganDecoder, readVqganEncoder } from './vqgan/weights.ts';

/** How the files of packs are reached; paths are as in the catalogue. `modelFolder` of @galatea/checkpoint is one. */
export interface PackFiles {
	openTensors(file: string): Promise<TensorSource>;
	/** The text of a file, unzipped if its name ends in .gz. */
	readText(file: string): Promise<string>;
	/** Length and SHA-256 of a file. May remember them for as long as the file does not change. */
	digest(file: string): Promise<{ readonly sha256: string; readonly bytes: number }>;
}

/** A generator with the perceptors that steer it. Files are closed; weights are read again when asked for. */
export interface Pack {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly licence: string;
	/** `packSha256` of its entry: its name in recipes. */
	readonly sha256: string;
	readonly generator: Generator;
	readonly perceptors: readonly Perceptor[];
	/** Guesses a latent from a text; null where the pack has none. */
	readonly prior: Prior | null;
	readonly sizesPx: { readonly minimum: number; readonly maximum: number; readonly multipleOf: number };
	readonly defaults: PackDefaults;
}

/**
 * Checks every file of a pack against the catalogue, then reads decoder, codebook, image towers and tokenizers.
 * Rejects with `PackError` that names pack and file.
 */
export async function loadPack(entry: PackEntry, files: PackFiles): Promise<Pack> {
	await verifyPack(entry, files);
	const perceptors: Perceptor[] = [];
	for (const perceptor of entry.perceptors) perceptors.push(await loadPerceptor(entry.id, perceptor, files));
	const generator = await loadGenerator(entry.id, entry.generator, files);
	return {
		id: entry.id,
		title: entry.title,
		description: entry.description,
		licence: entry.licence,
		sha256: packSha256(entry),
		generator,
		perceptors,
		prior: entry.prior === undefined ? null : await loadPrior(entry.id, entry.prior, { generator, perceptors }, files),
		sizesPx: sizesOf(entry.sizes),
		defaults: entry.defaults,
	};
}

/** Compares the length and SHA-256 of every file that rendering needs with the catalogue. Rejects with `PackError`. */
export async function verifyPack(entry: PackEntry, files: PackFiles): Promise<void> {
	for (const { file, sha256, bytes } of neededFiles(entry)) {
		const found = await guard(entry.id, file, () => files.digest(file));
		const where = { packId: entry.id, file };
		if (bytes !== undefined && found.bytes !== bytes) {
			throw new PackError('WRONG_HASH', `must have ${bytes} bytes, and has ${found.bytes}: get it again`, where);
		}
		if (found.sha256 !== sha256) {
			throw new PackError('WRONG_HASH', `must have SHA-256 ${sha256}, and has ${found.sha256}: get it again`, where);
		}
	}
}

/** A perceptor's tokenizer alone: enough to name the words that a pack does not know. Rejects with `PackError`. */
export async function loadTokenizer(packId: string, entry: TokenizerEntry, files: PackFiles): Promise<Tokenizer> {
	const { file, contextLength } = entry;
	const text = await guard(packId, file, () => files.readText(file));
	const meanings = entry.kind === 'words' ? await loadMeanings(packId, entry.meanings, files) : null;
	try {
		return entry.kind === 'bpe'
			? bytePairTokenizer(text, contextLength)
			: wordsTokenizer(parseVocabulary(text), contextLength, meanings);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new PackError('DAMAGED_FILE', `is not a vocabulary: ${why}`, { packId, file, cause });
	}
}

/** Several perceptors of a pack share a table of some megabytes; it is read once. */
const readMeanings = new WeakMap<PackFiles, Map<string, Promise<Meanings>>>();

async function loadMeanings(packId: string, entry: TextFileEntry | undefined, files: PackFiles) {
	if (entry === undefined) return null;
	const read = readMeanings.get(files) ?? new Map<string, Promise<Meanings>>();
	readMeanings.set(files, read);
	const found = read.get(entry.sha256);
	if (found !== undefined) return found;
	const made = guard(packId, entry.file, () => files.readText(entry.file)).then((text) =>
		parseMeanings(text, packId, entry.file),
	);
	read.set(entry.sha256, made);
	made.catch(() => read.delete(entry.sha256));
	return made;
}

async function loadGenerator(packId: string, entry: GeneratorEntry, files: PackFiles): Promise<Generator> {
	const { file } = entry;
	const reading: Reading = (read) => readFrom(packId, entry, files, read);
	const generator = await openGenerator(entry, reading);
	if (generator.downscale !== entry.downscale) {
		const what = `has ${generator.downscale} pixels per latent position; the catalogue says ${entry.downscale}`;
		throw new PackError('WRONG_NETWORK', what, { packId, file });
	}
	return generator;
}

/** Reads from the network of a file that is opened for it. */
type Reading = <T>(read: (source: TensorSource) => Promise<T>) => Promise<T>;

async function openGenerator(entry: GeneratorEntry, reading: Reading): Promise<Generator> {
	switch (entry.kind) {
		case 'taming-vqgan': {
			const hasEncoder = await reading(async (source) => hasVqganEncoder(source));
			return tamingVqgan(() => reading(readVqganDecoder), hasEncoder ? () => reading(readVqganEncoder) : null);
		}
		case 'taesd-vq': {
			const hasEncoder = await reading(async (source) => hasTaesdEncoder(source));
			const readDecoder = () => reading((source) => readTaesdDecoder(source, entry.patch));
			return taesdVq(readDecoder, hasEncoder ? () => reading(readTaesdEncoder) : null);
		}
		case 'biggan-deep':
			return bigGanDeep(() => reading(readBigGan));
	}
}

async function loadPerceptor(packId: string, entry: PerceptorEntry, files: PackFiles): Promise<Perceptor> {
	const { file, mean, std, activation, convolutionActivation, inputSizePx } = entry;
	const reading = <T>(read: (source: TensorSource) => Promise<T>): Promise<T> => readFrom(packId, entry, files, read);
	const refuse = (what: string) => new PackError('WRONG_NETWORK', what, { packId, file });
	const tokenizer = await loadTokenizer(packId, entry.tokenizer, files);
	const logitScale = await reading(async (source) => {
		const tokens = source.info('token_embedding.weight').shape[0];
		if (tokens !== tokenizer.vocabularySize) {
			throw refuse(`knows ${tokens} tokens, and its tokenizer ${tokenizer.vocabularySize}`);
		}
		const context = source.info('positional_embedding').shape[0] ?? 0;
		if (context < tokenizer.contextLength) {
			throw refuse(`reads ${context} tokens of a text; the catalogue says ${tokenizer.contextLength}`);
		}
		return readLogitScale(source);
	});
	const perceptor = await clipPerceptor({
		loadImageTower: () => reading((source) => readClipImage(source, { mean, std, activation, convolutionActivation })),
		mean,
		std,
		tokenizer,
		logitScale,
		loadTextTower: () => reading((source) => readTextTower(source, activation)),
	});
	if (perceptor.inputSizePx !== inputSizePx) {
		throw refuse(`reads pictures of ${perceptor.inputSizePx} px; the catalogue says ${inputSizePx}`);
	}
	return perceptor;
}

/** The prior, found to fit the generator's latent and the vectors of its perceptor. */
async function loadPrior(
	packId: string,
	entry: PriorEntry,
	{ generator, perceptors }: Pick<Pack, 'generator' | 'perceptors'>,
	files: PackFiles,
): Promise<Prior> {
	const { file, perceptor, variation } = entry;
	const reading = <T>(read: (source: TensorSource) => Promise<T>): Promise<T> => readFrom(packId, entry, files, read);
	const { channels, side, inputs } = await reading(async (source) => {
		const dimension = generator.latentRange.minimum.length;
		return { channels: dimension, side: priorSide(source, dimension), inputs: priorExtents(source).inputs };
	});
	const words = parseSceneWords(await files.readText(entry.words.file), packId, entry.words.file);
	const { embedDimension: text = 0, tokenizer } = perceptors[perceptor] ?? {};
	if (inputs !== text + variationLength(variation)) {
		const what = `reads ${inputs} numbers; a text has ${text} and the catalogue's variation ${variationLength(variation)}`;
		throw new PackError('WRONG_NETWORK', what, { packId, file });
	}
	const latentShape = [1, channels, side, side] as const;
	const unknown = Object.values(words.styles).find((style) => style >= variation.choices);
	if (unknown !== undefined) {
		const what = `names style ${unknown}; the catalogue's variation has ${variation.choices} choices`;
		throw new PackError('WRONG_NETWORK', what, { packId, file: entry.words.file });
	}
	return {
		perceptor,
		variation,
		latentShape,
		read: (asked) => readScene(tokenizer?.read(asked) ?? asked, words),
		load: async () => guessLatent(await reading((source) => readPrior(source, channels)), latentShape),
	};
}

/** Opens a file, reads from the network in it and closes it, whatever happens. */
async function readFrom<T>(
	packId: string,
	entry: GeneratorEntry | PerceptorEntry | PriorEntry,
	files: PackFiles,
	read: (source: TensorSource) => Promise<T>,
): Promise<T> {
	return guard(packId, entry.file, async () => {
		const source = await files.openTensors(entry.file);
		try {
			return await read(networkIn(source, packId, entry));
		} finally {
			await source.close();
		}
	});
}

/** The tensors under our names, whoever made the file. Behind a prefix of the catalogue they must have them already. */
function networkIn(
	source: TensorSource,
	packId: string,
	entry: GeneratorEntry | PerceptorEntry | PriorEntry,
): TensorSource {
	// Recognised by nothing but the catalogue: codebook and prior are ours.
	if (entry.kind === 'scenes') return source;
	if (entry.prefix) return sourceUnder(source, entry.prefix);
	if (entry.kind === 'taesd-vq') return source;
	const found = recogniseNetwork(source);
	if (found.kind === entry.kind) return found.tensors;
	const what = `holds a network of the kind ${found.kind}; the catalogue says ${entry.kind}`;
	throw new PackError('WRONG_NETWORK', what, { packId, file: entry.file });
}

/** Failures of a weight file as failures of its pack. */
async function guard<T>(packId: string, file: string, body: () => Promise<T>): Promise<T> {
	try {
		return await body();
	} catch (cause) {
		const where = { packId, file, cause };
		if (cause instanceof PackError && cause.packId === null) throw new PackError(cause.failure, cause.what, where);
		if (!(cause instanceof CheckpointError)) throw cause;
		switch (cause.failure) {
			case 'UNREADABLE':
				throw new PackError('MISSING_FILE', `cannot be read, so the pack cannot be used (${cause.message})`, where);
			case 'MISSING_TENSOR':
			case 'UNEXPECTED_TENSOR':
				throw new PackError('WRONG_NETWORK', `is not the network that the catalogue says (${cause.message})`, where);
			case 'MALFORMED':
			case 'TOO_LARGE':
			case 'NOT_FINITE':
				throw new PackError('DAMAGED_FILE', `is damaged (${cause.message})`, where);
		}
	}
}

function sizesOf({ minPx, maxPx, multipleOf }: PackSizes): Pack['sizesPx'] {
	return { minimum: minPx, maximum: maxPx, multipleOf };
}

/** A list of words, or an object with such a list under `words`. */
function parseVocabulary(text: string): readonly string[] {
	const value: unknown = JSON.parse(text);
	const list = typeof value === 'object' && value !== null && 'words' in value ? value.words : value;
	if (!Array.isArray(list) || !list.every((word): word is string => typeof word === 'string')) {
		throw new TypeError('it must be a list of words');
	}
	return list;
}
