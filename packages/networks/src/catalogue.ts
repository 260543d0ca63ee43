/**
 * @file models/catalogue.json: which packs there are, of which files, and how to read them. A pack's name for recipes is
 * a SHA-256 over what makes its pictures: the hashes of its files and the settings that the tensors don't tell.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { PackError } from './pack-error.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256: 64 hexadecimal digits, lower case');
const file = z
	.string()
	.regex(
		/^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/,
		'must be a path within the folder of the catalogue, with forward slashes',
	);
const bytes = z.number().int('must be a whole number').positive('must be above 0');
const count = z.number().int('must be a whole number').positive('must be above 0');
const drawn = z.number().int('must be a whole number').min(0, 'must be at least 0').max(64, 'must be at most 64');
const perChannel = z.tuple([z.number(), z.number(), z.number()], 'must be three numbers, for red, green and blue');

/** Where the file can be had, the best first. */
const urls = z
	.array(z.url({ protocol: /^https?$/, error: 'must be a URL of http or https' }))
	.min(1)
	.readonly()
	.optional();
const storedFile = { file, sha256: hash, bytes, urls };
/** What names start with in a file that holds more than this network, such as `first_stage_model.`. */
const prefix = z.string().max(100).optional();

const generator = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('taming-vqgan'), ...storedFile, prefix, downscale: count }),
	// Its pictures have one size, which is one position.
	z.strictObject({ kind: z.literal('biggan-deep'), ...storedFile, prefix, downscale: count }),
	z.strictObject({ kind: z.literal('taesd-vq'), ...storedFile, prefix, downscale: count, patch: count.max(8) }),
]);

const textFile = { file, sha256: hash, bytes: bytes.optional(), urls };
const tokenizer = z.discriminatedUnion('kind', [
	// `meanings`: what words mean that the vocabulary lacks.
	z.strictObject({
		kind: z.literal('words'),
		...textFile,
		contextLength: count,
		meanings: z.strictObject(textFile).optional(),
	}),
	z.strictObject({ kind: z.literal('bpe'), ...textFile, contextLength: count }),
]);

const perceptor = z.strictObject({
	kind: z.literal('clip'),
	...storedFile,
	prefix,
	inputSizePx: count,
	mean: perChannel,
	std: perChannel.refine((values) => values.every((value) => value > 0), 'must be above 0'),
	activation: z.enum(['quickgelu', 'gelu']),
	/** What a ResNet's convolutions are followed by; `relu`, as in OpenAI's, when left out. */
	convolutionActivation: z.enum(['relu', 'quickgelu']).optional(),
	tokenizer,
});

/** A first guess of the latent from a text. `perceptor` is the place of the one whose text tower reads its phrases. */
const prior = z.strictObject({
	kind: z.literal('scenes'),
	...storedFile,
	/** The words by which a text is read as a scene. */
	words: z.strictObject(textFile),
	perceptor: z.number().int('must be a whole number').min(0, 'must be at least 0'),
	/** What the text leaves open is drawn from the seed: one of `choices`, then signs, then numbers from −1 to 1. */
	variation: z.strictObject({ choices: drawn, signs: drawn, numbers: drawn }),
});

const sizes = z
	.strictObject({ minPx: count, maxPx: count, multipleOf: count })
	.refine((value) => value.minPx <= value.maxPx, 'minPx must not be above maxPx');

const defaults = z.strictObject({
	size: z.tuple([count, count], 'must be a width and a height'),
	steps: count,
	learningRate: z.number().positive('must be above 0'),
	/** The share of the learning rate that the last step has; it falls straight. Left out: it does not fall. */
	rateFinal: z.number().min(0, 'must be at least 0').max(1, 'must be at most 1').optional(),
	cutouts: count,
	/** Below 1 cutouts are mostly of nearly the whole picture; 1 when left out. */
	cutoutPower: z.number().min(0.01, 'must be at least 0.01').max(100, 'must be at most 100').optional(),
	/** Largest standard deviation of a cutout's noise, none when left out, and the share of it that the last step has. */
	cutoutNoise: z.number().min(0, 'must be at least 0').max(1, 'must be at most 1').optional(),
	cutoutNoiseFinal: z.number().min(0.001, 'must be at least 0.001').max(1, 'must be at most 1').optional(),
	/** Made noise to begin from, by its name in recipes; random codebook rows when left out. */
	initialNoise: z.enum(['pixels', 'gradient', 'clouds', 'mist']).optional(),
	/** Whether renders of a text begin from the guess of the pack's prior, and only the others as `initialNoise` says. */
	initialPrior: z.boolean().optional(),
});

const text = z.string().min(1, 'must not be empty').max(1_000, 'must have at most 1000 characters');
/** Shown to people, in each language of the gallery. */
const translated = z.strictObject({ en: text, es: text });

/** What one of the networks learnt from. */
const trainingData = z.strictObject({
	network: z.enum(['generator', 'perceptor', 'prior']),
	/** Of the data set; null where its makers do not name it. */
	name: text.nullable(),
	/** How much of what; or that nobody says it. */
	size: translated,
	/** Under which it may be used, as far as that is known. */
	licence: translated,
	/** What is missing in it, and what that does to pictures. */
	gaps: translated,
});

const packEntry = z
	.strictObject({
		id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be small letters, digits and hyphens, at most 64'),
		title: z.string().min(1, 'must not be empty'),
		description: z.string().default(''),
		licence: z.string().min(1, 'must not be empty'),
		/** What its makers say of how the weights may be used, or that they say nothing. */
		terms: z.string().optional(),
		/** What its networks learnt from; empty where nobody has said it. It does not count for the hash of the pack. */
		training: z.array(trainingData).max(16, 'must be at most 16').readonly().default([]),
		generator,
		perceptors: z.array(perceptor).min(1, 'must have at least one perceptor').readonly(),
		prior: prior.optional(),
		/** Names to rank pictures by, for measuring; not needed to render. */
		names: z.strictObject(storedFile).optional(),
		sizes,
		defaults,
	})
	.superRefine((pack, context) => {
		const { minPx, maxPx, multipleOf } = pack.sizes;
		if (multipleOf % pack.generator.downscale !== 0) {
			const message = `must be a multiple of the generator's downscale, ${pack.generator.downscale}`;
			context.addIssue({ code: 'custom', path: ['sizes', 'multipleOf'], message });
		}
		for (const [path, message] of priorIssues(pack)) context.addIssue({ code: 'custom', path, message });
		for (const [axis, sidePx] of pack.defaults.size.entries()) {
			if (sidePx >= minPx && sidePx <= maxPx && sidePx % multipleOf === 0) continue;
			const message = `must be from ${minPx} to ${maxPx} px, a multiple of ${multipleOf}`;
			context.addIssue({ code: 'custom', path: ['defaults', 'size', axis], message });
		}
	});

interface PriorSettings {
	readonly prior?: z.infer<typeof prior> | undefined;
	readonly generator: z.infer<typeof generator>;
	readonly perceptors: readonly unknown[];
	readonly defaults: z.infer<typeof defaults>;
}

function priorIssues({ prior: guesses, generator: made, perceptors, defaults: usual }: PriorSettings) {
	const issues: [path: string[], message: string][] = [];
	if (guesses === undefined) {
		if (usual.initialPrior) issues.push([['defaults', 'initialPrior'], 'needs a prior in the pack']);
		return issues;
	}
	if (made.kind === 'biggan-deep') issues.push([['prior'], 'must be left out: the latent of a BigGAN has no places']);
	if (guesses.perceptor >= perceptors.length)
		issues.push([['prior', 'perceptor'], `must be below ${perceptors.length}, the number of perceptors`]);
	return issues;
}

const entries = z
	.array(packEntry)
	.readonly()
	.refine((packs) => new Set(packs.map((pack) => pack.id)).size === packs.length, 'must have distinct ids');

const catalogue = z
	.strictObject({ default: z.string().optional(), packs: entries, known: entries.default([]) })
	.refine(({ default: id, packs }) => id === undefined || packs.some((pack) => pack.id === id), {
		path: ['default'],
		message: 'must be the id of one of the packs',
	});

/** One entry of the catalogue. */
export type PackEntry = z.infer<typeof packEntry>;
export type TrainingData = z.infer<typeof trainingData>;
export type TextFileEntry = PriorEntry['words'];
export type TokenizerEntry = z.infer<typeof tokenizer>;
export type PriorEntry = z.infer<typeof prior>;
export type PerceptorEntry = z.infer<typeof perceptor>;
export type GeneratorEntry = z.infer<typeof generator>;
/** Sides of pictures in pixels: from `minPx` to `maxPx`, multiples of `multipleOf`. */
export type PackSizes = z.infer<typeof sizes>;
/** What a new recipe starts from. */
export type PackDefaults = z.infer<typeof defaults>;

export interface Catalogue {
	/** The pack that is taken when nobody says which; the first one when left out. */
	readonly default?: string | undefined;
	/** Those whose files belong to the folder of the catalogue. */
	readonly packs: readonly PackEntry[];
	/** Those that could be had: their weights are downloaded from `urls` when somebody asks for it. */
	readonly known: readonly PackEntry[];
}

/** Reads the text of a catalogue. Throws `PackError` INVALID_CATALOGUE with everything that is wrong with it. */
export function parseCatalogue(text: string, fileName = 'catalogue.json'): Catalogue {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new PackError('INVALID_CATALOGUE', `is not JSON: ${why}`, { packId: null, file: fileName, cause });
	}
	const result = catalogue.safeParse(value);
	if (result.success) return result.data;
	const issues = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
	throw new PackError('INVALID_CATALOGUE', issues.join('; '), { packId: null, file: fileName });
}

/** The files that a pack is rendered with, in the order in which they are read; what two parts share stands twice. */
export function neededFiles(
	entry: PackEntry,
): readonly (GeneratorEntry | PriorEntry | TextFileEntry | PerceptorEntry | TokenizerEntry)[] {
	const perceptors = entry.perceptors.flatMap((perceptor) => {
		const { tokenizer: text } = perceptor;
		return [perceptor, text, ...(text.kind === 'words' && text.meanings ? [text.meanings] : [])];
	});
	return [entry.generator, ...perceptors, ...(entry.prior ? [entry.prior, entry.prior.words] : [])];
}

/**
 * The name of a pack in recipes: two packs with the same make the same pictures. Titles, sizes, defaults and where the
 * files lie do not count.
 */
export function packSha256(entry: PackEntry): string {
	const { file: _file, bytes: _bytes, urls: _urls, ...generatorSettings } = entry.generator;
	const perceptors = entry.perceptors.map(({ file: _f, bytes: _b, urls: _u, tokenizer: text, ...settings }) => {
		return { ...settings, tokenizer: tokenizerSettings(text) };
	});
	const made = { generator: generatorSettings, perceptors, ...(entry.prior && { prior: priorSettings(entry.prior) }) };
	return bytesToHex(sha256(utf8ToBytes(sortedJson(made))));
}

function tokenizerSettings({ file: _file, bytes: _bytes, urls: _urls, ...settings }: TokenizerEntry) {
	if (settings.kind === 'bpe' || settings.meanings === undefined) return settings;
	return { ...settings, meanings: { sha256: settings.meanings.sha256 } };
}

function priorSettings({ file: _file, bytes: _bytes, urls: _urls, words, ...settings }: PriorEntry) {
	return { ...settings, words: { sha256: words.sha256 } };
}

/** JSON with keys in alphabetical order, so that the same value is the same text. */
function sortedJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
