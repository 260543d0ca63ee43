import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findMetadata, losslessSize, plainPngTexts, readCarriedTexts, revealText } from './index.ts';
import { readPythonTexts } from './python-literal.ts';
import { compareTraces, traceBuilder } from './trace.ts';
import { readXmp, writeXmp } from './xmp.ts';

const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'fixtures', name));

describe('XMP', () => {
	test('gives back what was written, letters that XML has other uses for among them', () => {
		const text = '<a> & "b" ]]> \n\t — 🍎';
		const packet = writeXmp([
			['dc:title', 'language', text.replace('\n', '\r\n')],
			['dc:creator', 'list', text],
			['galatea:recipe', 'text', text],
			['dc:rights', 'text', null],
		]);
		expect([...(readXmp(packet) ?? [])]).toEqual([
			['dc:title', [text]],
			['dc:creator', [text]],
			['galatea:recipe', [text]],
		]);
	});

	test('knows a namespace by its address, whatever its prefix, and a property written as an attribute', () => {
		const packet = `<m xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:RDF>
			<r:Description xmlns:q="http://purl.org/dc/elements/1.1/" q:format="image/png"><q:title>x</q:title></r:Description>
		</r:RDF></m>`;
		expect([...(readXmp(packet) ?? [])]).toEqual([
			['dc:format', ['image/png']],
			['dc:title', ['x']],
		]);
	});

	test('is nothing when it is no XML, has entities of its own, or is nested without end', () => {
		expect(readXmp('<x:xmpmeta')).toBeNull();
		expect(readXmp('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toBeNull();
		expect(readXmp(`${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`)).toBeNull();
	});

	test('ten thousand declarations in ten thousand elements are no work', () => {
		const declarations = Array.from({ length: 10_000 }, (_, index) => `xmlns:p${index}="u${index}"`).join(' ');
		const children = Array.from({ length: 10_000 }, (_, index) => `<a xmlns:q${index}="u"/>`).join('');
		const began = performance.now();
		expect(readXmp(`<m ${declarations}>${children}</m>`)).toBeNull();
		expect(performance.now() - began).toBeLessThan(2_000);
	});

	test('letters that XML cannot hold are replaced, so that the packet stays one', () => {
		expect(readXmp(writeXmp([['dc:title', 'language', 'a\0b\ud800c']]))?.get('dc:title')).toEqual(['a\ufffdb\ufffdc']);
	});
});

describe('texts of a PNG', () => {
	test('a file that is cut short gives what is there, or is refused with what is wrong', async () => {
		const png = fixture('rkhamilton.png');
		expect(() => plainPngTexts(png.subarray(0, png.length - 7))).toThrow('cut short');
		expect(() => plainPngTexts(new TextEncoder().encode('GIF89a..........'))).toThrow('not a PNG file');
		const { texts } = await readCarriedTexts(png.subarray(0, png.length - 7));
		expect(texts['seed']).toBe('14400349217013012223');
	});

	test('a compressed text that grows beyond four megabytes is left unread', async () => {
		const zeros = new Blob([new Uint8Array(5_000_000).fill(97)]).stream().pipeThrough(new CompressionStream('deflate'));
		const body = new Uint8Array(await new Response(zeros).arrayBuffer());
		const { texts } = await readCarriedTexts(pngOf('zTXt', [...latin('comment'), 0, 0, ...body]));
		expect(texts).toEqual({});
		expect((await readCarriedTexts(pngOf('tEXt', [...latin('comment'), 0, ...latin('x')]))).texts).toEqual({
			comment: 'x',
		});
	});

	test('every single damaged byte is survived', async () => {
		for (const name of ['notebook.png', 'rkhamilton.jpg', 'compressed.png']) {
			const whole = fixture(name);
			for (let at = 0; at < whole.length; at++) {
				const damaged = whole.slice();
				damaged[at] = (damaged[at] as number) ^ 0xff;
				const found = findMetadata({ ...(await readCarriedTexts(damaged)), hidden: null });
				expect(Array.isArray(found)).toBe(true);
			}
		}
	});
});

describe('hidden texts', () => {
	test('bits that are none are told apart, and a length beyond the pixels is refused', () => {
		expect(revealText({ channels: 3, data: new Uint8Array(300) })).toBeNull();
		expect(revealText({ channels: 3, data: bitsOf('999:short') })).toBeNull();
		expect(revealText({ channels: 3, data: bitsOf('5:short') })).toBe('short');
		expect(revealText({ channels: 3, data: bitsOf('9999999:short') })).toBeNull();
	});
});

test('the size of a lossless picture is known before it is decoded; of others none is', () => {
	for (const name of ['notebook.png', 'notebook-hidden.webp'])
		expect(losslessSize(fixture(name))).toEqual({ widthPx: 48, heightPx: 48 });
	expect(losslessSize(fixture('rkhamilton.jpg'))).toBeNull();
	expect(losslessSize(fixture('notebook.png').subarray(0, 20))).toBeNull();
});

describe('lists as Python prints them', () => {
	test('quotes, escapes, lists in lists', () => {
		expect(readPythonTexts(`['it\\'s', "a \\"b\\"", '\\xf1\\u00e1\\U0001f34e\\\\']`)).toEqual([
			"it's",
			'a "b"',
			'ñá🍎\\',
		]);
		expect(readPythonTexts("[['a'], ['b', 'c']]")).toEqual([['a'], ['b', 'c']]);
		expect(readPythonTexts('[]')).toEqual([]);
	});

	test('anything else is none', () => {
		for (const source of ['', '[', "['a'", "['a',", "['a'] + x", '[1]', "['\\U00ffffff']", `${'['.repeat(50)}`])
			expect(readPythonTexts(source)).toBeNull();
	});
});

describe('a trace', () => {
	const traceOf = (steps: number, changedAt: number | null) => {
		const builder = traceBuilder(steps);
		for (let step = 1; step <= steps; step++) builder.add([step, step === changedAt ? 7_777 : 3]);
		return builder.trace();
	};

	test('tells the step at which two runs part, however the later steps are', () => {
		expect(compareTraces(traceOf(40, null), traceOf(40, null))).toEqual({ sameUntilStep: 40, differentAtStep: null });
		expect(compareTraces(traceOf(40, null), traceOf(40, 13))).toEqual({ sameUntilStep: 12, differentAtStep: 13 });
		expect(compareTraces(traceOf(40, null), traceOf(40, 1))).toEqual({ sameUntilStep: 0, differentAtStep: 1 });
	});

	test('of a long render has at most a thousand marks, and tells within them', () => {
		const trace = traceOf(10_000, null);
		expect(trace.everySteps).toBe(10);
		expect(atob(trace.marks).length).toBe(4_000);
		expect(compareTraces(trace, traceOf(10_000, 123))).toEqual({ sameUntilStep: 120, differentAtStep: 130 });
	});

	test('goes on from the state of another builder as if it were one', () => {
		for (const steps of [40, 2_500]) {
			const whole = traceBuilder(steps);
			let part = traceBuilder(steps);
			for (let step = 1; step <= steps; step++) {
				whole.add([step]);
				part.add([step]);
				if (step % 7 === 0) part = traceBuilder(steps, part.state());
			}
			expect(part.trace()).toEqual(whole.trace());
		}
		expect(() => traceBuilder(40, new Uint8Array(35))).toThrow('is that of no trace');
		expect(() => traceBuilder(40, new Uint8Array(40))).toThrow('is that of no trace');
	});

	test('is SHA-256 over what is documented', async () => {
		const builder = traceBuilder(1);
		builder.add([1, 258]);
		const input = new Uint8Array(40);
		input.set([1, 0, 0, 0, 2, 1, 0, 0], 32);
		const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', input));
		expect(Uint8Array.from(atob(builder.trace().marks), (letter) => letter.charCodeAt(0))).toEqual(hash.subarray(0, 4));
	});
});

function latin(text: string): readonly number[] {
	return [...text].map((letter) => letter.charCodeAt(0));
}

/** A PNG of one chunk, its checksum left at 0: none of the readers looks at it. */
function pngOf(type: string, data: readonly number[]): Uint8Array {
	const length = [24, 16, 8, 0].map((shift) => (data.length >> shift) & 255);
	return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...length, ...latin(type), ...data, 0, 0, 0, 0]);
}

function bitsOf(text: string): Uint8Array {
	const bits = [...text].flatMap((letter) => [...letter.charCodeAt(0).toString(2).padStart(8, '0')].map(Number));
	return Uint8Array.from([...bits, ...Array(bits.length % 3 === 0 ? 0 : 3 - (bits.length % 3)).fill(0)]);
}
