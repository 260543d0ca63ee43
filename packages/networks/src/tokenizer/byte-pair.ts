/**
 * @file CLIP's tokenizer: byte-pair encoding over the bytes of UTF-8. Every text can be said, so nothing is unknown.
 *
 * A word starts as its bytes, the last one marked as the word's end; then the pair of neighbours that comes first in
 * the list of merges becomes one symbol, again and again until no pair is in the list. Ids: 256 bytes, the same 256 at
 * a word's end, one per merge, start of text, end of text (49,408 in all for CLIP).
 */
import type { EncodedText, Tokenizer } from '../perceptor.ts';
import { cleanText, splitText } from './clean-text.ts';

/** Merges that CLIP uses of `bpe_simple_vocab_16e6.txt`: 49,152 symbols without 2 × 256 bytes and the 2 markers. */
const clipMergeCount = 49_152 - 256 - 2;
/** Words whose ids are remembered. A few hundred kB at most; a prompt has dozens. */
const maximumRememberedWords = 4_096;

interface Merge {
	/** Lower comes first. */
	readonly rank: number;
	/** The symbol that the pair becomes. */
	readonly id: number;
}

interface Vocabulary {
	/** Symbol of each id, in the printable stand-ins of the merges file; the markers come last. */
	readonly symbols: readonly string[];
	/** Merge of a pair of ids, keyed by `left · symbols.length + right`. */
	readonly merges: ReadonlyMap<number, Merge>;
	/** Id of each byte 0..255; that of the byte at a word's end is 256 more. */
	readonly byteIds: Uint8Array;
}

/**
 * Makes CLIP's tokenizer from the text of `bpe_simple_vocab_16e6.txt` (unzipped).
 * Throws `Error` when the text is not a list of merges, one pair per line under a comment.
 */
export function bytePairTokenizer(mergesText: string, contextLength = 77): Tokenizer {
	const vocabulary = readVocabulary(mergesText);
	const { symbols } = vocabulary;
	const startId = symbols.length - 2;
	const endId = symbols.length - 1;
	const remembered = new Map<string, readonly number[]>([
		['<|startoftext|>', [startId]],
		['<|endoftext|>', [endId]],
	]);
	const idsOf = (word: string): readonly number[] => {
		const known = remembered.get(word);
		if (known !== undefined) return known;
		const ids = mergeWord(vocabulary, word);
		if (remembered.size < maximumRememberedWords) remembered.set(word, ids);
		return ids;
	};
	return {
		kind: 'bpe',
		contextLength,
		vocabularySize: symbols.length,
		encode: (text) => layOut(splitText(cleanText(text)).flatMap(idsOf), startId, endId, contextLength),
		read: cleanText,
		decode: (ids) => decodeIds(vocabulary, ids),
	};
}

/** Start, ids, end, zeros. A text that is too long loses its end but keeps the end marker, as CLIP's `truncate` does. */
export function layOut(textIds: readonly number[], startId: number, endId: number, contextLength: number): EncodedText {
	const kept = textIds.slice(0, contextLength - 2);
	const ids = new Int32Array(contextLength);
	ids.set([startId, ...kept, endId]);
	const wantedLength = textIds.length + 2;
	const truncated = kept.length < textIds.length;
	return { ids, length: kept.length + 2, wantedLength, unknown: [], readings: [], truncated };
}

/** Joins the pair of lowest rank, everywhere in the word, until none is left. */
function mergeWord({ symbols, merges, byteIds }: Vocabulary, word: string): readonly number[] {
	let ids = Array.from(new TextEncoder().encode(word), (byte) => byteIds[byte] as number);
	ids.push((ids.pop() as number) + 256);
	while (ids.length > 1) {
		let best: Merge | undefined;
		let bestKey = -1;
		for (let at = 0; at + 1 < ids.length; at++) {
			const key = (ids[at] as number) * symbols.length + (ids[at + 1] as number);
			const merge = merges.get(key);
			if (merge !== undefined && (best === undefined || merge.rank < best.rank)) {
				best = merge;
				bestKey = key;
			}
		}
		if (best === undefined) break;
		const joined: number[] = [];
		for (let at = 0; at < ids.length; at++) {
			const isPair = at + 1 < ids.length && (ids[at] as number) * symbols.length + (ids[at + 1] as number) === bestKey;
			joined.push(isPair ? best.id : (ids[at] as number));
			if (isPair) at++;
		}
		ids = joined;
	}
	return ids;
}

function decodeIds({ symbols, byteIds }: Vocabulary, ids: ArrayLike<number>): string {
	const byteOfSymbol = new Map(Array.from(byteIds, (id, byte) => [symbols[id] as string, byte]));
	const bytes: number[] = [];
	for (const id of Array.from(ids)) {
		const symbol = symbols[id];
		if (symbol === undefined) throw new RangeError(`Token ${id} is not in a vocabulary of ${symbols.length}`);
		if (id >= symbols.length - 1) break;
		if (id === symbols.length - 2) continue;
		const isWordEnd = symbol.endsWith('</w>');
		for (const character of isWordEnd ? symbol.slice(0, -4) : symbol) bytes.push(byteOfSymbol.get(character) as number);
		if (isWordEnd) bytes.push(0x20);
	}
	return new TextDecoder().decode(Uint8Array.from(bytes)).trim();
}

function readVocabulary(mergesText: string): Vocabulary {
	const stand = byteStandIns();
	const symbols = [...stand.characters, ...stand.characters.map((character) => `${character}</w>`)];
	const idOf = new Map(symbols.map((symbol, id) => [symbol, id]));
	const pairs = mergesText
		.split('\n')
		.slice(1, clipMergeCount + 1)
		.filter((line) => line !== '')
		.map((line, at) => readPair(line, at + 2));
	for (const [left, right] of pairs) {
		idOf.set(left + right, symbols.length);
		symbols.push(left + right);
	}
	symbols.push('<|startoftext|>', '<|endoftext|>');
	const merges = new Map<number, Merge>();
	for (const [rank, [left, right]] of pairs.entries()) {
		const leftId = idOf.get(left);
		const rightId = idOf.get(right);
		if (leftId === undefined || rightId === undefined) {
			throw new Error(`Line ${rank + 2} of the merges joins “${left}” and “${right}”, and one of them was never made`);
		}
		merges.set(leftId * symbols.length + rightId, { rank, id: idOf.get(left + right) as number });
	}
	return { symbols, merges, byteIds: stand.byteIds };
}

function readPair(line: string, lineNumber: number): readonly [string, string] {
	const [left, right, ...rest] = line.split(' ');
	if (!left || !right || rest.length > 0) {
		throw new Error(
			`Line ${lineNumber} of the merges must be two symbols with a space between, got ${JSON.stringify(line)}`,
		);
	}
	return [left, right];
}

/**
 * The merges file writes bytes as printable characters: those that are printable in Latin-1 as themselves, the others,
 * in their order, as U+0100 and on. Ids follow the order in which they are listed here (GPT-2's table).
 */
function byteStandIns(): { readonly characters: readonly string[]; readonly byteIds: Uint8Array } {
	const isPrintable = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
	const bytes = Array.from({ length: 256 }, (_, byte) => byte);
	const hidden = bytes.filter((byte) => !isPrintable(byte));
	const listed = [...bytes.filter(isPrintable), ...hidden];
	const byteIds = new Uint8Array(256);
	for (const [id, byte] of listed.entries()) byteIds[byte] = id;
	const characters = listed.map((byte) => String.fromCodePoint(isPrintable(byte) ? byte : 256 + hidden.indexOf(byte)));
	return { characters, byteIds };
}
