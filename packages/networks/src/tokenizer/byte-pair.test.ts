import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytePairTokenizer } from './byte-pair.ts';
import { cleanText } from './clean-text.ts';

const mergesFile = fileURLToPath(new URL('../../../../models/clip-bpe/bpe_simple_vocab_16e6.txt.gz', import.meta.url));
const zipped = readFileSync(mergesFile);
const mergesText = gunzipSync(zipped).toString('utf8');
const tokenizer = bytePairTokenizer(mergesText);

const idsOf = (text: string) => {
	const { ids, length } = tokenizer.encode(text);
	return [...ids.subarray(1, length - 1)];
};

test('the merges are the ones that CLIP published', () => {
	const hash = createHash('sha256').update(zipped).digest('hex');
	expect(hash).toBe('924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a');
	expect(tokenizer.vocabularySize).toBe(49_408);
});

describe('token ids are those of CLIP', () => {
	// Published: openai/CLIP's README and notebook ("a diagram", "a dog", "a cat", "hello world!"), Hugging Face's
	// CLIPTokenizer tests and model cards ("a photo of a cat").
	test.each([
		['a diagram', [320, 22697]],
		['a dog', [320, 1929]],
		['a cat', [320, 2368]],
		['a photo of a cat', [320, 1125, 539, 320, 2368]],
		['Hello World!', [3306, 1002, 256]],
		['', []],
	])('%j', (text, ids) => {
		expect(idsOf(text)).toEqual(ids);
	});
});

test('token ids of texts in many scripts are those of the algorithm written out in Python', () => {
	const file = new URL('../../fixtures/clip-tokens.json', import.meta.url);
	const expected = JSON.parse(readFileSync(file, 'utf8')) as [text: string, ids: number[]][];
	const long = bytePairTokenizer(mergesText, 1_000);
	for (const [text, ids] of expected) {
		const encoded = long.encode(text);
		expect([text, ...encoded.ids.subarray(1, encoded.length - 1)]).toEqual([text, ...ids]);
	}
});

test('a text is laid out as start, ids, end, zeros', () => {
	const { ids, length, unknown, truncated } = tokenizer.encode('a cat');
	expect([...ids]).toEqual([49406, 320, 2368, 49407, ...Array<number>(73).fill(0)]);
	expect({ length, unknown, truncated }).toEqual({ length: 4, unknown: [], truncated: false });
});

test('a text of exactly 75 tokens fits; one more is cut, says so, and keeps the end marker', () => {
	const fits = tokenizer.encode('cat '.repeat(75));
	expect([fits.truncated, fits.length, fits.wantedLength, fits.ids[76]]).toEqual([false, 77, 77, 49407]);
	const cut = tokenizer.encode('cat '.repeat(76));
	expect([cut.truncated, cut.length, cut.wantedLength, cut.ids[76]]).toEqual([true, 77, 78, 49407]);
	expect(cut.ids).toEqual(fits.ids);
});

test('case, white space, HTML entities, curly quotes and full-width forms do not matter', () => {
	expect(idsOf('  A \n\tCAT ')).toEqual(idsOf('a cat'));
	expect(idsOf('cat &amp;amp; dog')).toEqual(idsOf('cat & dog'));
	expect(idsOf('the cat’s “hat”')).toEqual(idsOf('the cat\'s "hat"'));
	expect(idsOf('ｃａｔ')).toEqual(idsOf('cat'));
	expect(idsOf('cafe\u0301')).toEqual(idsOf('café'));
});

test('digits are read one by one and contractions apart', () => {
	expect(tokenizer.decode(tokenizer.encode("it's 1984").ids)).toBe("it 's 1 9 8 4");
});

test('10,000 letters of no language take no longer than a moment', () => {
	const started = performance.now();
	tokenizer.encode(
		Array.from({ length: 10_000 }, (_, at) => String.fromCharCode(97 + ((at * at * 7 + at) % 26))).join(''),
	);
	expect(performance.now() - started).toBeLessThan(5_000);
});

test('any text survives encoding and decoding, white space between words aside', () => {
	const long = bytePairTokenizer(mergesText, 400);
	const squeeze = (text: string) => text.replace(/\s+/gu, '');
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
			const cleaned = cleanText(text);
			fc.pre(!cleaned.includes('<|'));
			const encoded = long.encode(text);
			expect(encoded.truncated).toBe(false);
			expect(encoded.ids[encoded.length - 1]).toBe(49407);
			expect(squeeze(long.decode(encoded.ids))).toBe(squeeze(cleaned));
		}),
		{ numRuns: 300 },
	);
});

test('a text that is not a list of merges is refused with the line', () => {
	expect(() => bytePairTokenizer('#version\ni n\nthree parts here\n')).toThrow(/Line 3 .* "three parts here"/);
	expect(() => bytePairTokenizer('#version\nzz q\n')).toThrow(/Line 2 .*never made/);
});
