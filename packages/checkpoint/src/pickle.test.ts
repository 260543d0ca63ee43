import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CheckpointError } from './errors.ts';
import { maximumPickleInstructions, maximumPickleStack } from './limits.ts';
import { readPickle } from './pickle.ts';
import { PickleDict, PickleGlobal, PickleObject, type PickleValue } from './pickle-values.ts';

/** fixtures/make.py: one value by each protocol, base64. */
const pickles: Record<string, string> = JSON.parse(
	readFileSync(new URL('../fixtures/pickles.json', import.meta.url), 'utf8'),
);

const read = (bytes: Uint8Array | string) => readPickle('a.pt', Buffer.from(bytes as string, 'latin1'));

function fields(value: PickleValue): Map<PickleValue, PickleValue> {
	expect(value).toBeInstanceOf(PickleDict);
	return new Map((value as PickleDict).entries);
}

/** What a call of a container's class was given, or the container itself where the protocol has an instruction for it. */
const itemsOf = (value: PickleValue | undefined) => (value instanceof PickleObject ? value.args[0] : value);

describe.each(Object.entries(pickles))('a pickle of protocol %s, written by Python', (protocol, base64) => {
	const bytes = Buffer.from(base64, 'base64');
	const { value, end } = readPickle('a.pt', bytes);
	const found = fields(value);

	test('is read to its last byte, and no further', () => {
		expect(end).toBe(bytes.length);
		expect(readPickle('a.pt', Buffer.concat([Buffer.from('before'), bytes, bytes]), 6).end).toBe(6 + bytes.length);
	});

	test('gives constants, numbers and texts as they are', () => {
		const plain = ['none', 'true', 'false', 'small', 'short', 'negative', 'long', 'below', 'float', 'infinite', 'text'];
		expect(plain.map((name) => found.get(name))).toEqual([
			...[null, true, false, 7, 65535, -2147483648, 2n ** 63n, -(2n ** 77n), -0.1, Number.NEGATIVE_INFINITY],
			'a\n\\é☃🍎',
		]);
		expect(found.get(3)).toBe('number as key');
	});

	test('gives containers, and one that is used twice once', () => {
		expect(found.get('tuples')).toEqual([[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]]);
		expect(found.get('many')).toEqual(Array(1001).fill(0));
		const [first, second] = found.get('shared') as PickleValue[];
		expect(first).toEqual(['shared']);
		expect(first).toBe(second);
		expect([itemsOf(found.get('set')), itemsOf(found.get('frozen'))]).toEqual([[5], [6]]);
	});

	test('gives classes by their names and calls by what they were given', () => {
		expect(found.get('class')).toEqual(new PickleGlobal('collections', 'OrderedDict'));
		const call = found.get('call') as PickleObject;
		expect(call.isCallOf('collections.OrderedDict')).toBe(true);
		const bytesValue = found.get('bytes');
		if (Number(protocol) >= 3) expect(bytesValue).toEqual(new Uint8Array([0, 0x80, 0xff]));
		else expect((bytesValue as PickleObject).args).toEqual(['\0\x80ÿ', 'latin1']);
	});

	test('is refused, cut anywhere, and never read beyond its end', () => {
		for (let length = 0; length < Math.min(bytes.length, 1500); length++) {
			expect(() => readPickle('a.pt', bytes.subarray(0, length))).toThrow(CheckpointError);
		}
	});
});

test.each<[string, string, PickleValue]>([
	["Python 2's text", 'U\x03a\x80b.', 'a\x80b'],
	['a quoted string', "S'a\\n\\x41\\101\\''\n.", "a\nAA'"],
	['a whole number of no bytes', '\x8a\x00.', 0],
	['an inner mark', '(K\x01(K\x02K\x031.', 1],
	['a mark that is dropped', 'K\x01(0.', 1],
])('%s is read', (_what, bytes, value) => {
	expect(read(bytes).value).toEqual(value);
});

test.each<[string, string, RegExp]>([
	['nothing', '', /ends at byte 0, before its STOP/],
	['a value that is not there', '.', /takes what it has not/],
	['a value below the mark', 'K\x01(.', /takes what it has not/],
	['an end without a mark', 't.', /has no mark/],
	['a memory that was never set', 'h\x05.', /recalls what it never remembered .* got 5/],
	['a protocol that is not known', '\x80\x06N.', /protocol 0 to 5 \(byte 0 of the pickle\)/],
	['an extension', '\x82\x01.', /an instruction that weight files do not .* got "0x82"/],
	['a text of 4 GB', 'X\xff\xff\xff\xff.', /text in a pickle may have at most 16777216 bytes, got 4294967295/],
	['bytes of 2^63', `\x8e${'\xff'.repeat(8)}.`, /may have at most 16777216 bytes/],
	['a whole number of 2 GB', '\x8b\xff\xff\xff\x7f.', /whole number may have at most 1024 bytes, got 2147483647/],
	['a text that is not UTF-8', 'X\x01\x00\x00\x00\xff.', /is not UTF-8/],
	['a whole number of letters', 'Lten\n.', /must have a whole number at byte 1, got "ten"/],
	['a call of a number', 'K\x01)R.', /what is called must be a class or function/],
	['arguments that are no tuple', 'cos\nsystem\nK\x01R.', /arguments must be a tuple/],
	['a key without a value', '}(K\x01u.', /a key must have a value/],
	['items in a number', 'K\x01K\x02a.', /what is appended to must be a list/],
	['a state of a list', ']}b.', /what is given a state must be an object/],
])('%s is refused', (_what, bytes, message) => {
	expect(() => read(bytes)).toThrow(CheckpointError);
	expect(() => read(bytes)).toThrow(message);
});

describe('what would take memory or time without end is refused', () => {
	test('a stack, marks, a memory and a number of instructions over their limits', () => {
		expect(() => read(`${'N'.repeat(maximumPickleStack + 1)}.`)).toThrow(/at most 131072 values on its stack/);
		expect(() => read(`${'('.repeat(maximumPickleStack + 1)}.`)).toThrow(/at most 131072 values on its stack/);
		expect(() => read(`${'N0'.repeat(maximumPickleInstructions / 2)}.`)).toThrow(/at most 2097152 instructions/);
		expect(() => read(`N${'\x94'.repeat(2 ** 20 + 1)}.`)).toThrow(/at most 1048576 remembered values/);
	});

	test('a million calls with one long tuple do not copy it', () => {
		// (None × 100,000) remembered as 0, os.system as 1; then both are recalled, called and dropped, 300,000 times.
		const bytes = `(${'N'.repeat(100_000)}tq\x000cos\nsystem\nq\x010${'h\x01h\x00R0'.repeat(300_000)}N.`;
		const before = process.memoryUsage().heapUsed;
		expect(read(bytes).value).toBe(null);
		expect(process.memoryUsage().heapUsed - before).toBeLessThan(300e6);
	});
});
