/**
 * @file Words that a vocabulary lacks, read by what they mean: English ones, Spanish and emoji, each as phrases of known words. The
 * table is data of a pack, written by models/training/meanings.py, and counts for the pack's hash: the same text is read alike for ever.
 */
import { z } from 'zod';
import { PackError } from '../pack-error.ts';
import type { WordReading } from '../perceptor.ts';
import { splitText } from './clean-text.ts';

/** Word → phrases of known words, the nearest first, with a bar between two. One string takes a quarter of the memory of a list. */
const table = z.record(z.string().min(1).max(100), z.string().max(300));

const meanings = z.strictObject({
	/** English words that the vocabulary lacks. */
	english: table,
	/** Keys without acute accents and diaereses, of up to five words; a value may be empty. Adjectives stand before their noun in English. */
	spanish: z.strictObject({ words: table, adjectives: table }),
	/** Emoji, without what only chooses how they are drawn. */
	signs: z.record(z.string().min(1).max(40), z.string().min(1).max(100)),
});

export type Meanings = z.infer<typeof meanings>;

export interface TextReading {
	/** Pieces to look up in the vocabulary, signs between words included. */
	readonly pieces: readonly string[];
	/** In the order of the text, each word once; empty where every word was read as it stands. */
	readonly readings: readonly WordReading[];
}

/** Reads the text of such a file. Throws `PackError` DAMAGED_FILE with the first things that are wrong with it. */
export function parseMeanings(text: string, packId: string, file: string): Meanings {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new PackError('DAMAGED_FILE', 'is not JSON', { packId, file, cause });
	}
	const result = meanings.safeParse(value);
	if (result.success) return result.data;
	const issues = result.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')} ${message}`.trim());
	throw new PackError('DAMAGED_FILE', issues.join('; '), { packId, file });
}

/** Reads the pieces of a cleaned text. `isKnown` says which words the vocabulary has. */
export function readByMeaning(
	pieces: readonly string[],
	isKnown: (word: string) => boolean,
	known: Meanings,
): TextReading {
	const readings = new Map<string, readonly string[]>();
	const named = pieces.flatMap((piece) => signNames(piece, isKnown, known, readings));
	const read = isSpanish(named, isKnown, known)
		? readSpanish(named, isKnown, known, readings)
		: named.flatMap((piece) => readEnglish(piece, isKnown, known, readings));
	return { pieces: read, readings: Array.from(readings, ([word, as]) => ({ word, as })) };
}

type Readings = Map<string, readonly string[]>;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A run of signs with its emoji as their names. */
function signNames(piece: string, isKnown: (word: string) => boolean, { signs }: Meanings, readings: Readings) {
	if (isKnown(piece) || /[\p{L}\p{N}]/u.test(piece)) return [piece];
	return Array.from(graphemes.segment(piece), ({ segment }) => segment).flatMap((sign) => {
		const name = signs[sign] ?? signs[sign.replaceAll(/[\u{fe0f}\u{1f3fb}-\u{1f3ff}]/gu, '')];
		if (name === undefined) return [sign];
		readings.set(sign, [name]);
		return name.split(' ');
	});
}

/** Whether more words of a text are Spanish alone than English alone. */
function isSpanish(pieces: readonly string[], isKnown: (word: string) => boolean, known: Meanings): boolean {
	let [spanish, english] = [0, 0];
	for (const piece of pieces) {
		const inSpanish = spanishOf(piece, known) !== null;
		const inEnglish = isKnown(piece) || Object.hasOwn(known.english, piece);
		if (inSpanish && !inEnglish) spanish += 1;
		if (inEnglish && !inSpanish && /\p{L}/u.test(piece)) english += 1;
	}
	return spanish > english;
}

function readEnglish(piece: string, isKnown: (word: string) => boolean, { english }: Meanings, readings: Readings) {
	if (isKnown(piece) || !Object.hasOwn(english, piece)) return [piece];
	const as = phrasesOf(english, piece);
	readings.set(piece, as);
	return splitText(as[0] as string);
}

const longestSpanish = 5;

function readSpanish(
	pieces: readonly string[],
	isKnown: (word: string) => boolean,
	known: Meanings,
	readings: Readings,
): readonly string[] {
	// Phrases of the result, so that an adjective can go before the noun that it follows.
	const read: { readonly words: readonly string[]; readonly isNoun: boolean }[] = [];
	for (let at = 0; at < pieces.length; ) {
		const found = longestSpanishAt(pieces, at, known);
		if (found === null) {
			const words = readEnglish(pieces[at] as string, isKnown, known, readings);
			read.push({ words, isNoun: /\p{L}/u.test(pieces[at] as string) });
			at += 1;
			continue;
		}
		const words = splitText(found.as[0] as string);
		readings.set(pieces.slice(at, at + found.length).join(' '), found.as);
		if (found.isAdjective && read.at(-1)?.isNoun) read.splice(-1, 0, { words, isNoun: false });
		else read.push({ words, isNoun: !found.isAdjective && !smallWords.has(words[0] ?? '') });
		at += found.length;
	}
	return read.flatMap(({ words }) => words);
}

/** English words before which no adjective is moved. */
const smallWords: ReadonlySet<string> = new Set(
	'a an the and or with of to on in under near next inside above without at is some two three four five six many several against beside'.split(
		' ',
	),
);

interface SpanishReading {
	readonly as: readonly string[];
	readonly isAdjective: boolean;
}

function longestSpanishAt(pieces: readonly string[], at: number, known: Meanings) {
	for (let length = Math.min(longestSpanish, pieces.length - at); length > 0; length--) {
		const found = spanishOf(pieces.slice(at, at + length).join(' '), known);
		if (found !== null) return { ...found, length };
	}
	return null;
}

function spanishOf(phrase: string, { spanish }: Meanings): SpanishReading | null {
	const key = plain(phrase);
	if (Object.hasOwn(spanish.adjectives, key)) return { as: phrasesOf(spanish.adjectives, key), isAdjective: true };
	if (Object.hasOwn(spanish.words, key)) return { as: phrasesOf(spanish.words, key), isAdjective: false };
	return null;
}

function phrasesOf(known: Readonly<Record<string, string>>, word: string): readonly string[] {
	return (known[word] as string).split('|');
}

/** Without acute accents and diaereses; ñ is a letter of its own. */
function plain(text: string): string {
	return text
		.normalize('NFD')
		.replaceAll(/[\u0300\u0301\u0308]/gu, '')
		.normalize('NFC');
}
