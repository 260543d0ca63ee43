import { describe, expect, test } from 'vitest';
import { bytesOfData } from './dtype.ts';
import { encodeModel } from './encode.ts';
import { OnnxError } from './errors.ts';
import { placeTensors } from './external-data.ts';
import { makeModel, makeNode, makeTensor, type Tensor } from './model.ts';
import { WireReader, WireWriter } from './wire.ts';

/** A tensor that says it has this many bytes, without having them. */
function pretended(byteLength: number): Tensor {
	const data = new Float32Array(0);
	Object.defineProperty(data, 'byteLength', { value: byteLength });
	return { dtype: 'float32', shape: [byteLength / 4], data };
}

describe('external data', () => {
	test('offsets go on beyond 2 GB and 4 GB, aligned, without overlap', () => {
		const sizes = [1.5e9, 1.5e9, 4_000_000_004, 12, 8_000];
		const tensors = new Map(sizes.map((size, index) => [`w${index}`, pretended(size)] as const));
		const { tensors: placed, totalBytes } = placeTensors(tensors, { fromBytes: 0, alignment: 4_096 });
		let end = 0;
		for (const { offset, length } of placed) {
			expect(offset % 4_096).toBe(0);
			expect(offset).toBeGreaterThanOrEqual(end);
			expect(offset - end).toBeLessThan(4_096);
			end = offset + length;
		}
		expect(totalBytes).toBe(end);
		expect(end).toBeGreaterThan(7_000_000_000);
		expect(placed.map(({ offset }) => offset)).toMatchInlineSnapshot(`
			[
			  0,
			  1500000256,
			  3000000512,
			  7000002560,
			  7000006656,
			]
		`);
	});

	test('an offset beyond 4 GB is written as all its digits', () => {
		const initialisers = new Map([
			['big', pretended(6_000_000_000)],
			['next', makeTensor('float32', [2], Float32Array.of(1, 2))],
		]);
		const graph = { name: 'g', inputs: [], outputs: [], nodes: [], initialisers, values: new Map() };
		const { bytes, externalBytes } = encodeModel(makeModel(graph), { externalData: { fileName: 'w', fromBytes: 4 } });
		expect(externalBytes).toBe(6_000_001_032);
		expect(new TextDecoder().decode(bytes)).toContain('6000001024');
	});

	test('small tensors stay in the model', () => {
		const initialisers = new Map([
			['small', makeTensor('float32', [2], Float32Array.of(1, 2))],
			['large', makeTensor('float32', [300], new Float32Array(300))],
		]);
		const graph = { name: 'g', inputs: [], outputs: [], nodes: [], initialisers, values: new Map() };
		const { externalTensors } = encodeModel(makeModel(graph), { externalData: { fileName: 'w' } });
		expect(externalTensors.map(({ name }) => name)).toEqual(['large']);
	});
});

describe('encodeModel', () => {
	test('refuses more than a protobuf file holds, and says what to do', () => {
		const writer = new WireWriter();
		const big = new Uint8Array(0);
		Object.defineProperty(big, 'length', { value: 2 ** 31 });
		writer.bytes(1, big);
		expect(() => writer.finish()).toThrow(/write weights as external data/);
	});

	test('refuses an integer attribute that is not whole', () => {
		const node = makeNode({
			name: 'n',
			opType: 'Concat',
			inputs: ['x'],
			outputs: ['y'],
			attributes: { axis: { kind: 'int', value: 0.5 } },
		});
		const graph = { name: 'g', inputs: [], outputs: [], nodes: [node], initialisers: new Map(), values: new Map() };
		expect(() => encodeModel(makeModel(graph))).toThrow(
			new OnnxError('node "n" (Concat)', 'attribute "axis" is 0.5, not a whole number'),
		);
	});
});

describe('the wire', () => {
	test.each([0, 1, 127, 128, 300, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -1, -(2 ** 53 - 1)])(
		'%d is read as it was written',
		(value) => {
			const writer = new WireWriter();
			writer.integer(3, value);
			const reader = new WireReader(writer.finish());
			expect(reader.tag()).toEqual({ field: 3, type: 0 });
			expect(reader.integer()).toBe(value);
			expect(reader.done).toBe(true);
		},
	);

	test('integers beyond ±2^53 are exact as bigints and refused as numbers', () => {
		const writer = new WireWriter();
		writer.integer(1, 2n ** 63n - 1n);
		const bytes = writer.finish();
		const exact = new WireReader(bytes);
		exact.tag();
		expect(exact.bigInteger()).toBe(2n ** 63n - 1n);
		const rounded = new WireReader(bytes);
		rounded.tag();
		expect(() => rounded.integer()).toThrow('beyond ±2^53');
	});

	test('the known bytes of protobuf’s own documentation: field 1 = 150 is 08 96 01', () => {
		const writer = new WireWriter();
		writer.integer(1, 150);
		expect([...writer.finish()]).toEqual([0x08, 0x96, 0x01]);
	});

	test('large byte ranges are not copied until the end', () => {
		const data = new Float32Array(10_000).fill(1);
		const inner = new WireWriter();
		inner.bytes(9, bytesOfData(data));
		const outer = new WireWriter();
		outer.message(1, inner);
		data.fill(2);
		const bytes = outer.finish();
		expect(new Float32Array(bytes.slice(bytes.length - 40_000).buffer)[0]).toBe(2);
	});
});
