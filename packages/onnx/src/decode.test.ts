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
});

describe('decodeModel refuses, and says what and where', () => {
	const base = (parts: Partial<Graph>): Graph => ({
		name: 'g',
		inputs: [{ name: 'x', dtype: 'float32', shape: [2] }],
		outputs: [{ name: 'x', dtype: 'float32', shape: [2] }],
		nodes: [],
		initialisers: new Map(),
		values: new Map(),
		...parts,
	});
	const refused = (model: Model): string => {
		try {
			decodeModel(encodeModel(model).bytes);
		} catch (error) {
			if (error instanceof OnnxError) return error.message;
		}
		return 'not refused';
	};
	const relu = makeNode({ name: 'r1', opType: 'Relu', inputs: ['x'], outputs: ['y'] });

	test('another opset', () => {
		const model = { ...makeModel(base({ nodes: [relu] })), opset: 13 };
		expect(refused(model)).toBe('model: opset 13 (first node: Relu, "r1"); only opset 21 is supported');
	});

	test('a domain that is not known', () => {
		const node = makeNode({ name: 'n', opType: 'TreeEnsemble', domain: 'ai.onnx.ml', inputs: ['x'], outputs: ['y'] });
		expect(refused(makeModel(base({ nodes: [node] })))).toMatchInlineSnapshot(
			`"node "n" (TreeEnsemble, opset 21): domain "ai.onnx.ml" is not supported; supported are "" and "com.microsoft""`,
		);
	});

	test('a value that is read before it is computed', () => {
		const late = makeNode({ name: 'r2', opType: 'Relu', inputs: ['y'], outputs: ['z'] });
		expect(refused(makeModel(base({ nodes: [late, relu] })))).toMatchInlineSnapshot(
			`"node "r2" (Relu, opset 21): reads "y", which nothing before it computes"`,
		);
	});

	test('a name that is assigned twice', () => {
		expect(refused(makeModel(base({ nodes: [relu, relu] })))).toMatchInlineSnapshot(
			`"node "r1" (Relu, opset 21): "y" is assigned a second time"`,
		);
	});

	test('an output that nothing computes', () => {
		const model = makeModel(base({ outputs: [{ name: 'q', dtype: 'float32', shape: [] }] }));
		expect(refused(model)).toBe('output "q": nothing computes it');
	});

	test('a tensor whose bytes are fewer than its shape says, before allocating anything', () => {
		const tensor = { dtype: 'float32', shape: [2 ** 40, 2 ** 40], data: new Float32Array(2) } as const;
		expect(refused(makeModel(base({ initialisers: new Map([['w', tensor]]) })))).toMatchInlineSnapshot(
			`"tensor "w": shape [1099511627776,1099511627776] has more elements than any memory"`,
		);
		const short = { dtype: 'float32', shape: [2 ** 30], data: new Float32Array(2) } as const;
		expect(refused(makeModel(base({ initialisers: new Map([['w', short]]) })))).toBe(
			'tensor "w": needs 4294967296 bytes, and has 8',
		);
	});

	test('external data outside the model’s folder, or not given', () => {
		const model = makeModel(base({ initialisers: new Map([['w', makeTensor('float32', [2], new Float32Array(2))]]) }));
		const { bytes } = encodeModel(model, { externalData: { fileName: '../secret', fromBytes: 0 } });
		expect(() => decodeModel(bytes)).toThrow('lies in the file "../secret", which was not given');
		expect(() => decodeModel(bytes, { readExternal: () => new Uint8Array(8) })).toThrow(
			'a file beside the model is needed',
		);
	});

	test('symbolic shapes, subgraphs and functions', () => {
		expect(() => decodeModel(withSymbolicInput())).toThrow('value "x": dimension 0 is "batch"; shapes must be static');
		expect(() => decodeModel(withSubgraph())).toThrow(
			'node "loop" (Loop, opset 21): attribute "body" is a graph or of another kind that is not supported',
		);
		const functions = new WireWriter();
		functions.message(25, new WireWriter());
		expect(() => decodeModel(functions.finish())).toThrow('model functions are not supported');
	});

	test('a file that is something else', () => {
		expect(() => decodeModel(new TextEncoder().encode('%PDF-1.7 …'))).toThrow(OnnxError);
		expect(() => decodeModel(new Uint8Array())).toThrow('model: has no graph; is this an ONNX file?');
	});
});

function message(write: (writer: WireWriter) => void): WireWriter {
	const writer = new WireWriter();
	write(writer);
	return writer;
}

function withSymbolicInput(): Uint8Array {
	const dimension = message((writer) => writer.text(2, 'batch'));
	const shape = message((writer) => writer.message(1, dimension));
	const tensorType = message((writer) => {
		writer.integer(1, 1);
		writer.message(2, shape);
	});
	const info = message((writer) => {
		writer.text(1, 'x');
		writer.message(
			2,
			message((type) => type.message(1, tensorType)),
		);
	});
	return message((writer) =>
		writer.message(
			7,
			message((graph) => graph.message(11, info)),
		),
	).finish();
}

function withSubgraph(): Uint8Array {
	const attribute = message((writer) => {
		writer.text(1, 'body');
		writer.message(6, new WireWriter());
		writer.integer(20, 5);
	});
	const node = message((writer) => {
		writer.text(3, 'loop');
		writer.text(4, 'Loop');
		writer.message(5, attribute);
	});
	return message((writer) =>
		writer.message(
			7,
			message((graph) => graph.message(1, node)),
		),
	).finish();
}
