/** @file Model files: onnxruntime reads what we write, and we read what onnxruntime (with Google's protobuf) writes. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conv, GraphBuilder, gather, groupNormalization, matMul, reshape, softmax } from '@galatea/autodiff';
import { bytesOfData, decodeModel, encodeModel, type Model, printGraph } from '@galatea/onnx';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';

function sample(): Model {
	const g = new GraphBuilder('sample');
	const x = g.input('x', 'float32', [1, 4, 6, 5]);
	const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, (_, index) => Math.sin(index));
	const w = g.constant(numbers(4 * 4 * 9), [4, 4, 3, 3], 'w');
	const ones = g.constant(new Float32Array(4).fill(1), [4], 'ones');
	const y = groupNormalization(g, conv(g, x, w, ones, { pads: [1, 1, 1, 1] }), ones, ones, {
		groups: 2,
		epsilon: 1e-6,
	});
	const rows = matMul(g, reshape(g, y, [4, 30]), g.constant(numbers(30 * 20), [30, 20], 'matrix'));
	g.output('y', softmax(g, gather(g, rows, g.integers([3, -4]), 0)));
	return g.build();
}

const feeds = {
	x: new ort.Tensor(
		'float32',
		new Float32Array(120).map((_, index) => Math.cos(index)),
		[1, 4, 6, 5],
	),
};

test('onnxruntime runs a model whose weights are in a second file, with the same result', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-test-'));
	try {
		const model = sample();
		const encoded = encodeModel(model, { externalData: { fileName: 'weights.bin', fromBytes: 64 } });
		expect(encoded.externalTensors.map(({ name }) => name)).toEqual(['w', 'matrix']);
		const weights = new Uint8Array(encoded.externalBytes);
		for (const { tensor, offset } of encoded.externalTensors) weights.set(bytesOfData(tensor.data), offset);
		await writeFile(join(folder, 'model.onnx'), encoded.bytes);
		await writeFile(join(folder, 'weights.bin'), weights);
		const whole = await ort.InferenceSession.create(encodeModel(model).bytes);
		const parted = await ort.InferenceSession.create(join(folder, 'model.onnx'));
		expect((await parted.run(feeds))['y']?.data).toEqual((await whole.run(feeds))['y']?.data);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});

test('a model that onnxruntime read and wrote again is the model that was built', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-test-'));
	try {
		const model = sample();
		const path = join(folder, 'written.onnx');
		await ort.InferenceSession.create(encodeModel(model).bytes, {
			optimizedModelFilePath: path,
			graphOptimizationLevel: 'disabled',
			logSeverityLevel: 3,
		});
		const written = decodeModel(new Uint8Array(await readFile(path)));
		expect(written.opset).toBe(model.opset);
		expect(printGraph(written.graph).split('\n').sort()).toEqual(printGraph(model.graph).split('\n').sort());
		for (const [name, tensor] of model.graph.initialisers)
			expect(written.graph.initialisers.get(name), name).toEqual(tensor);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
