import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeModel } from './decode.ts';
import { bytesOfData, type DType, emptyData } from './dtype.ts';
import { encodeModel } from './encode.ts';
import { OnnxError } from './errors.ts';
import { type Attribute, type Graph, type Model, makeModel, makeNode, makeTensor, type Tensor } from './model.ts';
import { WireWriter } from './wire.ts';

const dtypes: readonly DType[] = [
	'float32',
	'float64',
	'float16',
	'bfloat16',
	'int64',
	'int32',
	'int8',
	'uint8',
	'bool',
];

const tensors: fc.Arbitrary<Tensor> = fc
	.record({
		dtype: fc.constantFrom(...dtypes),
		shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
		seed: fc.integer({ min: 0, max: 255 }),
	})
	.map(({ dtype, shape, seed }) => {
		const data = emptyData(
			dtype,
			shape.reduce((a, b) => a * b, 1),
		);
		const bytes = bytesOfData(data);
		for (let index = 0; index < bytes.length; index++) bytes[index] = (seed + index * 37) & 0x3f;
		return makeTensor(dtype, shape, data);
	});

const whole = fc.maxSafeInteger();
const single = fc.float({ noNaN: true, noDefaultInfinity: true });

const attributes: fc.Arbitrary<Attribute> = fc.oneof(
	whole.map((value) => ({ kind: 'int', value }) as const),
	single.map((value) => ({ kind: 'float', value }) as const),
	fc.string({ unit: 'grapheme' }).map((value) => ({ kind: 'string', value }) as const),
	fc.array(whole).map((value) => ({ kind: 'ints', value }) as const),
	fc.array(single).map((value) => ({ kind: 'floats', value }) as const),
	fc.array(fc.string()).map((value) => ({ kind: 'strings', value }) as const),
	tensors.map((value) => ({ kind: 'tensor', value }) as const),
);

const models: fc.Arbitrary<Model> = fc
	.record({
		constants: fc.array(tensors, { maxLength: 4 }),
		nodes: fc.array(
			fc.record({
				attributes: fc.dictionary(fc.string({ minLength: 1 }), attributes, { maxKeys: 3 }),
				contributed: fc.boolean(),
				metadata: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
			}),
			{ maxLength: 5 },
		),
		shape: fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { maxLength: 4 }),
	})
	.map(({ constants, nodes, shape }) => {
		const info = (name: string) => ({ name, dtype: 'float32', shape }) as const;
		const last = nodes.length === 0 ? 'x' : `v${nodes.length - 1}`;
		const inner = nodes.slice(0, -1).map((_, index) => [`v${index}`, info(`v${index}`)] as const);
		const graph: Graph = {
			name: 'random',
			inputs: [info('x')],
			outputs: [info(last)],
			nodes: nodes.map((node, index) =>
				makeNode({
					name: `n${index}`,
					opType: `Op${index}`,
					domain: node.contributed ? 'com.microsoft' : '',
					inputs: [index === 0 ? 'x' : `v${index - 1}`, ''],
					outputs: [`v${index}`],
					attributes: node.attributes,
					metadata: node.metadata,
				}),
			),
			initialisers: new Map(constants.map((tensor, index) => [`c${index}`, tensor] as const)),
			values: new Map(inner),
		};
		return makeModel(graph);
	});

/** All that a model says, as plain values. */
function plain(model: Model): unknown {
	return {
		...model,
		graph: { ...model.graph, initialisers: [...model.graph.initialisers], values: [...model.graph.values] },
	};
}

describe('decodeModel', () => {
	test('what was encoded comes back', () => {
		fc.assert(
			fc.property(models, (model) => {
				expect(plain(decodeModel(encodeModel(model).bytes))).toEqual(plain(model));
			}),
			{ numRuns: 200 },
		);
	});

	test('what was encoded with external data comes back, whatever stays inside', () => {
		fc.assert(
			fc.property(models, fc.integer({ min: 0, max: 64 }), (model, fromBytes) => {
				const { bytes, externalTensors, externalBytes } = encodeModel(model, {
					externalData: { fileName: 'weights.bin', fromBytes, alignment: 16 },
				});
				const file = new Uint8Array(externalBytes);
				for (const { tensor, offset, length } of externalTensors) {
					expect(offset % 16).toBe(0);
					expect(bytesOfData(tensor.data).length).toBe(length);
					file.set(bytesOfData(tensor.data), offset);
				}
				const readExternal = (location: string, offset: number, length: number): Uint8Array => {
					expect(location).toBe('weights.bin');
					return file.slice(offset, offset + length);
				};
				expect(plain(decodeModel(bytes, { readExternal }))).toEqual(plain(model));
			}),
		);
	});

	test('damaged bytes are a model or an OnnxError, never another error, never a hang', () => {
		const mutations = fc.array(
			fc.oneof(
				fc.record({
					kind: fc.constant('set' as const),
					at: fc.double({ min: 0, max: 1, noNaN: true }),
					byte: fc.integer({ min: 0, max: 255 }),
				}),
				fc.record({
					kind: fc.constant('cut' as const),
					at: fc.double({ min: 0, max: 1, noNaN: true }),
					byte: fc.nat(20),
				}),
				fc.record({
					kind: fc.constant('insert' as const),
					at: fc.double({ min: 0, max: 1, noNaN: true }),
					byte: fc.integer({ min: 0, max: 255 }),
				}),
			),
			{ minLength: 1, maxLength: 6 },
		);
		fc.assert(
			fc.property(models, mutations, (model, changes) => {
				let bytes = [...encodeModel(model).bytes];
				for (const { kind, at, byte } of changes) {
					const index = Math.floor(at * bytes.length);
					if (kind === 'set') bytes[index] = byte;
					else if (kind === 'insert') bytes.splice(index, 0, byte, byte ^ 0x80);
					else bytes.splice(index, byte);
					bytes = bytes.slice(0, 100_000);
				}
				try {
					decodeModel(Uint8Array.from(bytes));
				} catch (error) {
					expect(error).toBeInstanceOf(OnnxError);
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	test('any bytes at all are a model or an OnnxError', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				expect(() => decodeModel(bytes)).toThrow(OnnxError);
			}),
			{ numRuns: 1_000 },
		);
	});

	test('numbers are found in whichever field a file keeps them', () => {
		const tensor = (name: string, code: number, count: number, write: (writer: WireWriter) => void): WireWriter => {
			const writer = new WireWriter();
			writer.integers(1, [count]);
			writer.integer(2, code);
			writer.text(8, name);
			write(writer);
			return writer;
		};
		const doubles = new Uint8Array(Float64Array.of(0.5, -2).buffer);
		const graph = new WireWriter();
		for (const initialiser of [
			tensor('floats', 1, 2, (writer) => writer.floats(4, [1.5, -2])),
			tensor('one at a time', 1, 2, (writer) => {
				writer.float32(4, 1.5);
				writer.float32(4, -2);
			}),
			tensor('int32', 6, 2, (writer) => writer.integers(5, [7, -7])),
			tensor('bool', 9, 2, (writer) => writer.integers(5, [1, 0])),
			tensor('float16', 10, 2, (writer) => writer.integers(5, [0x3c00, 0xc000])),
			tensor('doubles', 11, 2, (writer) => writer.bytes(10, doubles)),
			tensor('int64', 7, 2, (writer) => {
				writer.integer(7, 2n ** 62n);
				writer.integer(7, -1n);
			}),
		])
			graph.message(5, initialiser);
		const file = new WireWriter();
		file.message(7, graph);
		const version = new WireWriter();
		version.integer(2, 21);
		file.message(8, version);
		const { initialisers } = decodeModel(file.finish()).graph;
		expect([...initialisers].map(([name, { data }]) => [name, [...data]])).toEqual([
			['floats', [1.5, -2]],
			['one at a time', [1.5, -2]],
			['int32', [7, -7]],
			['bool', [1, 0]],
			['float16', [0x3c00, 0xc000]],
			['doubles', [0.5, -2]],
			['int64', [2n ** 62n, -1n]],
		]);
	});
});
