/** @file Values and gradients against PyTorch's, which packages/autodiff/fixtures/make.py wrote. */
import { readFileSync } from 'node:fs';
import * as f from '@galatea/autodiff';
import { GraphBuilder, type Value, vjp } from '@galatea/autodiff';
import { makeTensor } from '@galatea/onnx';
import { expect, test } from 'vitest';
import { prepareOnRuntime } from './gradients.runner.ts';

interface Entry {
	readonly shape: readonly number[];
	readonly data: readonly number[];
}

interface Case {
	readonly inputs: readonly Entry[];
	readonly output: Entry;
	readonly cotangent: Entry;
	readonly gradients: readonly Entry[];
}

const file = new URL('../../autodiff/fixtures/gradients.json', import.meta.url);
const fixture: { readonly constants: Record<string, Entry>; readonly cases: Record<string, Case> } = JSON.parse(
	readFileSync(file, 'utf8'),
);

type Build = (g: GraphBuilder, ...inputs: readonly Value[]) => Value;

function constant(g: GraphBuilder, name: string): Value {
	const { shape, data } = fixture.constants[name]!;
	return g.constant(data, shape, name);
}

function numbers(name: string): Float32Array {
	return Float32Array.from(fixture.constants[name]!.data);
}

function indices(g: GraphBuilder, values: readonly number[], shape: readonly number[]): Value {
	return g.constant(BigInt64Array.from(values, BigInt), shape, 'indices');
}

function groupNorm(silu: boolean): Build {
	return (g, x) =>
		f.groupNormalization(g, x!, constant(g, 'scale'), constant(g, 'shift'), { groups: 3, epsilon: 1e-6, silu });
}

const ones = [1, 1, 1, 1];

const builds: Readonly<Record<string, Build>> = {
	Abs: (g, x) => f.abs(g, x!),
	Neg: (g, x) => f.neg(g, x!),
	Sqrt: (g, x) => f.sqrt(g, x!),
	Reciprocal: (g, x) => f.reciprocal(g, x!),
	Exp: (g, x) => f.exp(g, x!),
	Log: (g, x) => f.log(g, x!),
	Sin: (g, x) => f.sin(g, x!),
	Cos: (g, x) => f.cos(g, x!),
	Asin: (g, x) => f.asin(g, x!),
	Acos: (g, x) => f.acos(g, x!),
	Atan: (g, x) => f.atan(g, x!),
	Tanh: (g, x) => f.tanh(g, x!),
	Sigmoid: (g, x) => f.sigmoid(g, x!),
	Erf: (g, x) => f.erf(g, x!),
	Softplus: (g, x) => f.softplus(g, x!),
	Relu: (g, x) => f.relu(g, x!),
	Gelu: (g, x) => f.gelu(g, x!),
	'Gelu tanh': (g, x) => f.gelu(g, x!, 'tanh'),
	silu: (g, x) => f.silu(g, x!),
	quickGelu: (g, x) => f.quickGelu(g, x!),
	Clip: (g, x) => f.clip(g, x!, -0.5, 0.75),
	'Relu at zero': (g, x) => f.relu(g, x!),
	'Abs at zero': (g, x) => f.abs(g, x!),
	'Clip at its bounds': (g, x) => f.clip(g, x!, -0.5, 0.75),
	Add: (g, a, b) => f.add(g, a!, b!),
	Sub: (g, a, b) => f.sub(g, a!, b!),
	Mul: (g, a, b) => f.mul(g, a!, b!),
	Div: (g, a, b) => f.div(g, a!, b!),
	Pow: (g, a, b) => f.pow(g, a!, b!),
	Max: (g, a, b) => f.maximum(g, a!, b!),
	Min: (g, a, b) => f.minimum(g, a!, b!),
	'Max of ties': (g, a, b) => f.maximum(g, a!, b!),
	Mod: (g, a, b) => f.mod(g, a!, b!),
	Where: (g, a, b) => f.where(g, f.greater(g, a!, b!), f.mul(g, a!, 2), f.mul(g, b!, 3)),
	MatMul: (g, a, b) => f.matMul(g, a!, b!),
	'MatMul broadcast': (g, a, b) => f.matMul(g, a!, b!),
	Gemm: (g, a, b, c) => f.gemm(g, a!, b!, c!, { alpha: 0.5, beta: 2, transposeB: true }),
	Conv: (g, x, w, b) => f.conv(g, x!, w!, b!, { pads: ones }),
	'Conv strided': (g, x, w, b) => f.conv(g, x!, w!, b!, { pads: ones, strides: [2, 2] }),
	'Conv dilated': (g, x, w, b) => f.conv(g, x!, w!, b!, { pads: ones, dilations: [2, 2] }),
	'Conv downsampling': (g, x, w) => f.conv(g, x!, w!, null, { pads: [0, 0, 1, 1], strides: [2, 2] }),
	ConvTranspose: (g, x, w, b) => f.convTranspose(g, x!, w!, b!, { pads: ones, strides: [2, 2], outputPadding: [1, 1] }),
	ReduceSum: (g, x) => f.reduceSum(g, x!, [0, 2]),
	ReduceMean: (g, x) => f.reduceMean(g, x!, [1, 2], true),
	ReduceSumSquare: (g, x) => f.reduceSumSquare(g, x!, [1]),
	ReduceMax: (g, x) => f.reduceMax(g, x!, [1]),
	ReduceMin: (g, x) => f.reduceMin(g, x!, [0, 1]),
	'ReduceMax of ties': (g, x) => f.reduceMax(g, x!, [1]),
	TopK: (g, x) => f.topK(g, x!, 2, 1)[0],
	CumSum: (g, x) => f.cumSum(g, x!, 1),
	Softmax: (g, x) => f.softmax(g, x!),
	'Softmax inner': (g, x) => f.softmax(g, x!, 1),
	LogSoftmax: (g, x) => f.logSoftmax(g, x!),
	LayerNormalization: (g, x, w, b) => f.layerNormalization(g, x!, w!, b!),
	InstanceNormalization: (g, x, w, b) => f.instanceNormalization(g, x!, w!, b!),
	Reshape: (g, x) => f.reshape(g, x!, [3, 4]),
	Squeeze: (g, x) => f.squeeze(g, x!, [1]),
	Unsqueeze: (g, x) => f.unsqueeze(g, x!, [1]),
	Flatten: (g, x) => f.flatten(g, x!),
	Transpose: (g, x) => f.transpose(g, x!, [2, 0, 1]),
	Expand: (g, x) => f.expand(g, x!, [2, 3, 4]),
	Concat: (g, a, b) => f.concat(g, [a!, b!], 1),
	Split: (g, x) => f.split(g, x!, [2, 3], 1)[1]!,
	Slice: (g, x) =>
		f.slice(g, x!, [
			{ axis: 0, start: 1, end: 3 },
			{ axis: 1, start: 0, step: 2 },
		]),
	'Slice reversed': (g, x) => f.flip(g, x!, [1]),
	Pad: (g, x) => f.pad(g, x!, [0, 1], [1, 2]),
	Tile: (g, x) => f.tile(g, x!, [2, 3]),
	DepthToSpace: (g, x) => f.depthToSpace(g, x!, 2, 'CRD'),
	SpaceToDepth: (g, x) => f.spaceToDepth(g, x!, 2),
	Gather: (g, x) => f.gather(g, x!, indices(g, [2, 0, 2], [3])),
	'Gather inner': (g, x) => f.gather(g, x!, indices(g, [2, 0, 2], [3]), 1),
	GatherElements: (g, x) => f.gatherElements(g, x!, indices(g, [0, 2, 1, 1], [2, 2]), 1),
	GatherND: (g, x) => f.gatherNd(g, x!, indices(g, [0, 2, 1, 0], [2, 2])),
	ScatterElements: (g, x, u) => f.scatterElements(g, x!, indices(g, [0, 2, 1, 1], [2, 2]), u!, 1),
	ScatterND: (g, x, u) => f.scatterNd(g, x!, indices(g, [2, 0, 2], [3, 1]), u!),
	Resize: (g, x) => f.resizeNearest(g, x!, 2),
	AveragePool: (g, x) => f.averagePool(g, x!, { kernel: [2, 2], strides: [2, 2] }),
	'AveragePool overlapping': (g, x) => f.averagePool(g, x!, { kernel: [3, 3], strides: [2, 2], pads: ones }),
	MaxPool: (g, x) => f.maxPool(g, x!, { kernel: [3, 3], pads: ones }),
	GlobalAveragePool: (g, x) => f.globalAveragePool(g, x!),
	groupNormalization: groupNorm(false),
	'groupNormalization silu': groupNorm(true),
	doublingConvolution: (g, x) => f.doublingConvolution(g, x!, constant(g, 'kernel'), constant(g, 'bias')),
	normalisedLinear: (g, x) =>
		f.normalisedLinear(g, x!, {
			scale: numbers('scale'),
			shift: numbers('shift'),
			epsilon: 1e-5,
			weight: numbers('weight'),
			bias: numbers('offset'),
		}),
	linear: (g, x) => f.linear(g, x!, constant(g, 'weight'), constant(g, 'offset'), { transposeWeight: true }),
	normalise: (g, x) => f.normalise(g, x!),
	attention: (g, q, k, v) => {
		const hidden = [0, -Infinity, -Infinity, 0, 0, -Infinity, 0, 0, 0];
		return f.attention(g, q!, k!, v!, { heads: 2, mask: g.constant(hidden, [3, 3], 'mask') });
	},
	clampWithGradient: (g, x) => f.clampWithGradient(g, x!, 0, 1),
	replaceGradient: (g, a, b) => f.replaceGradient(g, a!, b!),
	stopGradient: (g, x) => f.mul(g, x!, f.stopGradient(g, x!)),
};

test('every case of the fixture is built here, and no other', () => {
	expect(Object.keys(builds).sort()).toEqual(Object.keys(fixture.cases).sort());
});

test.each(Object.keys(fixture.cases))('%s: value and gradient are PyTorch’s', async (name) => {
	const { inputs, output, cotangent, gradients } = fixture.cases[name]!;
	for (const contributedOperators of [false, true]) {
		const g = new GraphBuilder('case', { contributedOperators });
		const values = inputs.map((input, index) => g.input(`x${index}`, 'float32', input.shape));
		const y = builds[name]!(g, ...values);
		g.output('y', y);
		const incoming = g.input('c', 'float32', y.shape);
		for (const [index, gradient] of vjp(g, [y], [incoming], values).entries()) g.output(`g${index}`, gradient);
		const run = await prepareOnRuntime(g.build());
		const feeds = [...inputs.map((input, index) => [`x${index}`, input] as const), ['c', cotangent] as const];
		const results = await run(
			Object.fromEntries(
				feeds.map(([key, { shape, data }]) => [key, makeTensor('float32', shape, Float32Array.from(data))]),
			),
		);
		expectClose(results['y']!, output);
		for (const [index, gradient] of gradients.entries()) expectClose(results[`g${index}`]!, gradient);
	}
});

// Single precision against double: a few units in the last place of the largest number.
function expectClose(
	{ shape, data }: { readonly shape: readonly number[]; readonly data: ArrayLike<number | bigint> },
	expected: Entry,
): void {
	expect(shape).toEqual(expected.shape);
	const scale = Math.max(1, ...expected.data.map(Math.abs));
	for (const [index, value] of expected.data.entries())
		expect(Math.abs(Number(data[index]) - value) / scale, `element ${index}: ${data[index]} for ${value}`).toBeLessThan(
			5e-6,
		);
}
