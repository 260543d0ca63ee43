import { describe, expect, test } from 'vitest';
import { decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';
import { OnnxError } from './errors.ts';
import { type Graph, type Model, makeModel, makeNode, makeTensor } from './model.ts';
import { WireWriter } from './wire.ts';

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
