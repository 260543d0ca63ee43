/**
 * @file Proving gradients, for tests in any package. What runs a model is a parameter, so that this package needs no
 * runtime.
 */
import { elementCount, type Model, makeTensor, type Tensor } from '@galatea/onnx';
import { GraphBuilder } from './builder.ts';
import { vjp } from './differentiate.ts';
import type { Value } from './node-view.ts';
import type { GradientSample, SampleInput } from './samples/sample.ts';

export { flatSamples } from './samples/flat.ts';
export { gradientSamples } from './samples/index.ts';
export type { GradientSample, SampleInput } from './samples/sample.ts';
export { unitSamples } from './samples/units.ts';

/** Runs a model. A prepared run is used several times with other inputs. */
export type Prepare = (
	model: Model,
) => Promise<(feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>>;

export interface GradientCheck {
	/** ⟨J t, c⟩ by central differences. */
	readonly differences: number;
	/** ⟨t, Jᵀ c⟩ by the graph. */
	readonly gradient: number;
	/** Their distance, relative to the size of what was added up. */
	readonly error: number;
}

// Far enough for single precision, near enough for a fourth-order formula.
const stepLength = 0.02;

/**
 * Compares one random direction: with t a direction of the inputs and c one of the outputs, the derivative of
 * ⟨f(x), c⟩ along t must be ⟨t, Jᵀc⟩ (JAX's check_vjp). A wrong rule passes by luck only.
 */
export async function checkGradient(sample: GradientSample, prepare: Prepare, seed = 1): Promise<GradientCheck> {
	const random = generator(seed);
	const g = new GraphBuilder('sample', { contributedOperators: sample.contributedOperators ?? false });
	const inputs = sample.inputs.map((input, index) => g.input(`x${index}`, 'float32', input.shape));
	const outputs = sample.build(g, inputs);
	const cotangents = outputs.map((output, index) => g.input(`c${index}`, 'float32', output.shape));
	const gradients = vjp(g, outputs, cotangents, inputs);
	for (const [index, output] of outputs.entries()) g.output(`y${index}`, output);
	for (const [index, gradient] of gradients.entries()) g.output(`g${index}`, gradient);

	const points = sample.inputs.map((input) => pointFor(input, random));
	const directions = points.map((point) => uniform(point.length, -1, 1, random));
	const weights = cotangents.map((cotangent) => uniform(elementCount(cotangent.shape), -1, 1, random));
	const run = await prepare(g.build());
	const at = async (distance: number): Promise<Readonly<Record<string, Tensor>>> => {
		const feeds: Record<string, Tensor> = {};
		for (const [index, value] of inputs.entries())
			feeds[value.name] = tensorOf(value, moved(points[index]!, directions[index]!, distance));
		for (const [index, value] of cotangents.entries()) feeds[value.name] = tensorOf(value, weights[index]!);
		return run(feeds);
	};
	const along = async (distance: number): Promise<number> => {
		const results = await at(distance);
		return weights.reduce((sum, weight, index) => sum + dot(results[`y${index}`]!, weight), 0);
	};
	const h = sample.stepLength ?? stepLength;
	const near = ((await along(h)) - (await along(-h))) / (2 * h);
	const far = ((await along(2 * h)) - (await along(-2 * h))) / (4 * h);
	const results = await at(0);
	for (const [index, output] of outputs.entries()) sameShapes(output, results[`y${index}`]!);
	for (const [index, input] of inputs.entries()) sameShapes(input, results[`g${index}`]!);
	const parts = directions.map((direction, index) => dot(results[`g${index}`]!, direction));
	const gradient = parts.reduce((sum, part) => sum + part, 0);
	// Richardson: the error of second order cancels.
	const differences = (4 * near - far) / 3;
	const size = directions.reduce((sum, direction, index) => sum + dotSize(results[`g${index}`]!, direction), 0);
	return { differences, gradient, error: Math.abs(differences - gradient) / Math.max(size, 1e-3) };
}

/** A generator of numbers in 0 … 1 (mulberry32): the same seed, the same numbers, on every machine. */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** `count` numbers from `low` to `high`. */
function uniform(count: number, low: number, high: number, random: () => number): Float32Array {
	return Float32Array.from({ length: count }, () => low + (high - low) * random());
}

/** Numbers for a sample's input, the same for the same seed. */
export function samplePoint(input: SampleInput, seed: number): Float32Array {
	return pointFor(input, generator(seed));
}

function pointFor({ shape, low = -1, high = 1, distinct = false }: SampleInput, random: () => number): Float32Array {
	const count = elementCount(shape);
	if (!distinct) return uniform(count, low, high, random);
	// Evenly spaced and shuffled: no two are so near that a step could exchange them, none is at a kink at 0.
	const values = Float32Array.from({ length: count }, (_, index) => low + ((high - low) * (index + 0.37)) / count);
	for (let index = count - 1; index > 0; index--) {
		const other = Math.floor(random() * (index + 1));
		[values[index], values[other]] = [values[other]!, values[index]!];
	}
	return values;
}

// What the runtime computed must have the shape that the shape rules foretold.
function sameShapes(foretold: Value, computed: Tensor): void {
	if (foretold.shape.join() !== computed.shape.join())
		throw new Error(`[${computed.shape.join()}] was computed where [${foretold.shape.join()}] was foretold`);
}

function tensorOf(value: Value, data: Float32Array): Tensor {
	return makeTensor('float32', value.shape, data);
}

function moved(point: Float32Array, direction: Float32Array, distance: number): Float32Array {
	return point.map((value, index) => value + distance * direction[index]!);
}

// In double precision: the sums must not add an error of their own.
function dot(tensor: Tensor, weights: Float32Array): number {
	return weights.reduce((sum, weight, index) => sum + weight * Number(tensor.data[index]), 0);
}

function dotSize(tensor: Tensor, weights: Float32Array): number {
	return Math.sqrt(weights.reduce((sum, weight, index) => sum + (weight * Number(tensor.data[index])) ** 2, 0));
}
