/**
 * @file The packs that a gallery can render with, before any weights are opened: what may be asked of each, and how it
 * reads a prompt. The API, the worker and the command line all go by this.
 */
import { CheckpointError } from '@galatea/checkpoint';
import {
	type GeneratorEntry,
	loadPack,
	loadTokenizer,
	type Pack,
	type PackEntry,
	PackError,
	type PackFiles,
	packSha256,
	parseCatalogue,
	type Tokenizer,
	type TrainingData,
	type UnknownWord,
	type WordReading,
} from '@galatea/networks';
import { type PromptTerm, type RateSchedule, type Recipe, RenderError } from '@galatea/render';

/** What may be asked of a pack. */
export interface OfferedPack {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly licence: string;
	/** What its networks learnt from; empty where nobody has said it. */
	readonly training: readonly TrainingData[];
	/** SHA-256 that names what makes the pack's pictures; part of every recipe. */
	readonly hash: string;
	readonly generator: GeneratorEntry['kind'];
	/** SHA-256 of each perceptor's file. */
	readonly perceptorHashes: readonly string[];
	/** Sides in pixels: from `minimumPx` to `maximumPx`, multiples of `multipleOf`. */
	readonly sizes: { readonly minimumPx: number; readonly maximumPx: number; readonly multipleOf: number };
	/** What a recipe takes when its author says nothing. */
	readonly defaults: {
		readonly width: number;
		readonly height: number;
		readonly steps: number;
		readonly learningRate: number;
		/** How the rate falls; null: not at all. */
		readonly rateSchedule: RateSchedule | null;
		readonly cutouts: Recipe['cutouts'];
		readonly initial: Recipe['initial'];
		/** In place of a prior's guess, for renders without a text. */
		readonly initialWithoutText: Recipe['initial'];
	};
	/** Whether renders may begin from the guess of a prior. */
	readonly hasPrior: boolean;
	/** One per perceptor. */
	readonly tokenizers: readonly Tokenizer[];
}

/** The packs of a catalogue whose files are there. */
export interface PackShelf {
	/** In the order of the catalogue. */
	readonly packs: readonly OfferedPack[];
	/** Taken when nobody says which; null when there is no pack at all. */
	readonly defaultPackId: string | null;
	/** What is in the catalogue but cannot be offered, as sentences that say why. */
	readonly problems: readonly string[];
	/**
	 * Networks of a pack, its files checked against the catalogue. Read once; asked again, the same value.
	 * Throws `RenderError` PACK_UNAVAILABLE when there is no such pack, and PACK_DAMAGED when its files are not right.
	 */
	load(packId: string): Promise<Pack>;
	/**
	 * Reads the catalogues again, since packs come and go while we run; true when they are others than before. What was
	 * read of a pack that has stayed the same stays. Throws as {@link readPackShelf}; then all is as it was.
	 */
	refresh(): Promise<boolean>;
}

const catalogueFile = 'catalogue.json';
/** Packs that were imported or downloaded here; the file is there once there is one. */
const localCatalogueFile = 'local/catalogue.json';

/** What the catalogues say at one moment. */
interface Stock {
	/** Both catalogues as they are written. */
	readonly text: string;
	readonly entries: readonly PackEntry[];
	readonly packs: readonly OfferedPack[];
	readonly defaultPackId: string | null;
	readonly problems: readonly string[];
}

/** Reads both catalogues and the vocabularies. Throws `PackError` when a catalogue itself cannot be used. */
export async function readPackShelf(files: PackFiles): Promise<PackShelf> {
	let stock = await takeStock(files, null);
	const loaded = new Map<string, Promise<Pack>>();
	return {
		get packs() {
			return stock.packs;
		},
		get defaultPackId() {
			return stock.defaultPackId;
		},
		get problems() {
			return stock.problems;
		},
		load(packId) {
			const entry = stock.entries.find((each) => each.id === packId);
			if (!entry) return Promise.reject(unavailable(packId, stock.packs));
			const key = JSON.stringify(entry);
			const pack = loaded.get(key) ?? loadPack(entry, files).catch(asRenderError);
			loaded.set(key, pack);
			// Files may be mended while we run: a failure is not remembered.
			pack.catch(() => loaded.delete(key));
			return pack;
		},
		async refresh() {
			const fresh = await takeStock(files, stock);
			if (fresh === stock) return false;
			stock = fresh;
			const keys = new Set(fresh.entries.map((entry) => JSON.stringify(entry)));
			for (const key of loaded.keys()) if (!keys.has(key)) loaded.delete(key);
			return true;
		},
	};
}

/** `before` itself when nothing has changed since. */
async function takeStock(files: PackFiles, before: Stock | null): Promise<Stock> {
	const shippedText = await files.readText(catalogueFile);
	const localText = await readLocal(files);
	const text = `${shippedText}\0${localText ?? ''}`;
	if (before !== null && before.text === text && before.problems.length === 0) return before;
	const catalogue = parseCatalogue(shippedText, catalogueFile);
	const shipped = catalogue.packs;
	const local =
		localText === null
			? []
			: parseCatalogue(localText, localCatalogueFile).packs.map((entry) => withTraining(entry, catalogue.known));
	const entries = [...shipped, ...local.filter(({ id }) => !shipped.some((each) => each.id === id))];
	const packs: OfferedPack[] = [];
	const problems: string[] = [];
	for (const entry of entries)
		try {
			packs.push(alreadyOffered(entry, before) ?? (await offer(entry, files)));
		} catch (error) {
			problems.push(`Pack "${entry.id}" cannot be offered: ${error instanceof Error ? error.message : String(error)}`);
		}
	// A problem that is still the same is no news.
	if (before !== null && before.text === text && problems.join() === before.problems.join()) return before;
	// A default whose files are missing is no reason to offer nothing.
	const chosen = packs.find(({ id }) => id === catalogue.default) ?? packs[0];
	return { text, entries, packs, defaultPackId: chosen?.id ?? null, problems };
}

/** A pack that was downloaded before the data of its networks was told has what is known of it now. */
function withTraining(entry: PackEntry, known: readonly PackEntry[]): PackEntry {
	const same = known.find(({ id }) => id === entry.id);
	if (entry.training.length > 0 || !same || packSha256(same) !== packSha256(entry)) return entry;
	return { ...entry, training: same.training };
}

function alreadyOffered(entry: PackEntry, before: Stock | null): OfferedPack | undefined {
	const same = before?.entries.find((each) => JSON.stringify(each) === JSON.stringify(entry));
	return same && before?.packs.find((each) => each.id === same.id);
}

async function readLocal(files: PackFiles): Promise<string | null> {
	try {
		return await files.readText(localCatalogueFile);
	} catch (error) {
		const isMissing = error instanceof CheckpointError && (error.cause as { code?: unknown })?.code === 'ENOENT';
		if (isMissing) return null;
		throw error;
	}
}

async function offer(entry: PackEntry, files: PackFiles): Promise<OfferedPack> {
	const { id, title, licence, sizes, defaults } = entry;
	const tokenizers: Tokenizer[] = [];
	for (const perceptor of entry.perceptors) tokenizers.push(await loadTokenizer(id, perceptor.tokenizer, files));
	const [width, height] = defaults.size;
	const drawn: Recipe['initial'] = defaults.initialNoise
		? { kind: 'noise', noise: defaults.initialNoise }
		: { kind: 'codes' };
	return {
		id,
		title,
		description: entry.description,
		licence,
		training: entry.training,
		hash: packSha256(entry),
		generator: entry.generator.kind,
		perceptorHashes: entry.perceptors.map(({ sha256 }) => sha256),
		sizes: { minimumPx: sizes.minPx, maximumPx: sizes.maxPx, multipleOf: sizes.multipleOf },
		defaults: {
			width,
			height,
			steps: defaults.steps,
			learningRate: defaults.learningRate,
			rateSchedule: defaults.rateFinal === undefined ? null : { kind: 'linear', final: defaults.rateFinal },
			cutouts: {
				method: 'crops',
				count: defaults.cutouts,
				power: defaults.cutoutPower ?? 1,
				noise: defaults.cutoutNoise ?? 0,
				...(defaults.cutoutNoiseFinal === undefined ? {} : { noiseFinal: defaults.cutoutNoiseFinal }),
				augmentations: [],
			},
			initial: defaults.initialPrior ? { kind: 'prior' } : drawn,
			initialWithoutText: drawn,
		},
		hasPrior: entry.prior !== undefined,
		tokenizers,
	};
}

function unavailable(packId: string, packs: readonly OfferedPack[]): RenderError {
	const there = packs.length === 0 ? 'none' : packs.map((pack) => `"${pack.id}"`).join(', ');
	return new RenderError('PACK_UNAVAILABLE', `There is no pack "${packId}" here; there is ${there}.`);
}

function asRenderError(error: unknown): never {
	if (!(error instanceof PackError)) throw error;
	const isMissing = error.failure === 'MISSING_FILE' || error.failure === 'INVALID_CATALOGUE';
	throw new RenderError(isMissing ? 'PACK_UNAVAILABLE' : 'PACK_DAMAGED', error.message, { cause: error });
}

/** How much of what a perceptor reads a term takes, start and end of text included. */
export interface TokenCount {
	readonly wanted: number;
	/** More than this many are cut off: 77 for CLIP. */
	readonly limit: number;
}

/** What a pack makes of a prompt. */
export interface PromptReading {
	/** Words that no perceptor of the pack knows, each once. */
	readonly unknownWords: readonly UnknownWord[];
	/** Words that some perceptor reads as others by their meaning, each once. */
	readonly readings: readonly WordReading[];
	/** Each term as the first perceptor reads it; null for one that is read as it stands. */
	readonly readAs: readonly (string | null)[];
	/** Terms (by index) that are longer than some perceptor reads. */
	readonly truncatedTerms: readonly number[];
	/** Tokens of each term for the perceptor that it fills most. */
	readonly tokenCounts: readonly TokenCount[];
	/** Terms (by index) of which some perceptor knows no word. */
	readonly emptyTerms: readonly number[];
}

/** Reads the terms of a prompt with every tokenizer of the pack. */
export function readPrompt(pack: Pick<OfferedPack, 'tokenizers'>, terms: readonly PromptTerm[]): PromptReading {
	const unknown = new Map<string, UnknownWord>();
	const readings = new Map<string, WordReading>();
	const truncated = new Set<number>();
	const empty = new Set<number>();
	const counts: TokenCount[] = [];
	for (const tokenizer of pack.tokenizers)
		for (const [index, term] of terms.entries()) {
			const encoded = tokenizer.encode(term.text);
			for (const word of encoded.unknown) if (!unknown.has(word.word)) unknown.set(word.word, word);
			for (const reading of encoded.readings) if (!readings.has(reading.word)) readings.set(reading.word, reading);
			if (encoded.truncated) truncated.add(index);
			const count = { wanted: encoded.wantedLength, limit: tokenizer.contextLength };
			if (fill(count) > fill(counts[index])) counts[index] = count;
			// Start and end are always there.
			if (encoded.length <= 2) empty.add(index);
		}
	return {
		unknownWords: [...unknown.values()],
		readings: [...readings.values()],
		readAs: terms.map(({ text }) => {
			const [first] = pack.tokenizers;
			return first && first.encode(text).readings.length > 0 ? first.read(text) : null;
		}),
		truncatedTerms: [...truncated],
		tokenCounts: counts,
		emptyTerms: [...empty],
	};
}

function fill(count: TokenCount | undefined): number {
	return count === undefined ? 0 : count.wanted / count.limit;
}
