/**
 * @file The tokenizer of small perceptors: one id per word of a fixed vocabulary. Id 0 is padding, 1..N the words, N+1
 * start and N+2 end of text. Text is cleaned and split as CLIP does it; words that are not in the vocabulary are
 * dropped, and reported with near ones that are in it.
 */
import type { Tokenizer, UnknownWord } from '../perceptor.ts';
import { layOut } from './byte-pair.ts';
import { cleanText, splitText } from './clean-text.ts';
import { type Meanings, readByMeaning, type TextReading } from './meanings.ts';
import { nearWords } from './near-words.ts';

/**
 * `words` must be distinct and not empty; throws `RangeError` otherwise. With `meanings`, words that are not among them are
 * read as near ones.
 */
export function wordsTokenizer(
	words: readonly string[],
	contextLength: number,
	meanings: Meanings | null = null,
): Tokenizer {
	const ids = new Map(words.map((word, at) => [word, at + 1]));
	if (words.length === 0 || ids.size !== words.length || ids.has('')) {
		throw new RangeError(`A vocabulary must be distinct words, got ${words.length} of which ${ids.size} differ`);
	}
	const startId = words.length + 1;
	const endId = words.length + 2;
	const isKnown = (word: string) => ids.has(word);
	const read = (text: string): TextReading => {
		const pieces = splitText(cleanText(text));
		return meanings === null ? { pieces, readings: [] } : readByMeaning(pieces, isKnown, meanings);
	};
	return {
		kind: 'words',
		contextLength,
		vocabularySize: words.length + 3,
		encode(text) {
			const { pieces, readings } = read(text);
			const known = pieces.flatMap((piece) => ids.get(piece) ?? []);
			return { ...layOut(known, startId, endId, contextLength), unknown: unknownOf(pieces, ids, words), readings };
		},
		read: (text) => read(text).pieces.join(' '),
		decode(textIds) {
			const said: string[] = [];
			for (const id of Array.from(textIds)) {
				if (id === endId) break;
				if (id === 0 || id === startId) continue;
				const word = words[id - 1];
				if (word === undefined) throw new RangeError(`Token ${id} is not in a vocabulary of ${words.length + 3}`);
				said.push(word);
			}
			return said.join(' ');
		},
	};
}

/** Signs as people see them: an emoji with all that belongs to it, such as a skin colour, is one. */
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)/u;

/** Each unknown word once, in the order of the text; emoji are words too. Other symbols and the ends of contractions (`'s`) are not. */
function unknownOf(
	pieces: readonly string[],
	ids: ReadonlyMap<string, number>,
	words: readonly string[],
): readonly UnknownWord[] {
	const missing = pieces.filter((piece) => !ids.has(piece));
	const unknown = new Set(missing.flatMap((piece) => (/^[\p{L}\p{N}]+$/u.test(piece) ? [piece] : emojiOf(piece))));
	return [...unknown].map((word) => unknownWord(word, words));
}

function emojiOf(piece: string): readonly string[] {
	return Array.from(signs.segment(piece), ({ segment }) => segment).filter((sign) => emoji.test(sign));
}

/** Looking for near words takes about a millisecond, so it is done for the words that somebody asks about. */
function unknownWord(word: string, words: readonly string[]): UnknownWord {
	let near: readonly string[] | null = null;
	return {
		word,
		get near() {
			near ??= nearWords(word, words);
			return near;
		},
	};
}
