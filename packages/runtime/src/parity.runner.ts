/** @file Running a network and comparing it with PyTorch: shared by the tests of parity. */
import { fileURLToPath } from 'node:url';
import { differentiate, GraphBuilder, mul, reduceSum, type Value } from '@galatea/autodiff';
import { openCheckpoint } from '@galatea/checkpoint';
import { type Generator, randomTensorData } from '@galatea/networks';
import type { TensorValue } from '@galatea/optimiser';
import { expect } from 'vitest';
import type { OpenedRuntime } from './open-runtime.ts';

/** What packages/networks/fixtures/make.py and make_checkpoints.py draw inputs and weights with. */
export const seed = 20210713;

/** Tensors of a fixture by name. */
export type Fixture = (name: string) => Float32Array;

export async function openFixture(name: string): Promise<Fixture> {
	const source = await openCheckpoint(
		fileURLToPath(new URL(`../../networks/fixtures/${name}.safetensors`, import.meta.url)),
	);
	const tensors = new Map<string, Float32Array>();
	for (const tensor of source.names) tensors.set(tensor, await source.read(tensor));
	await source.close();
	return (tensor) => tensors.get(tensor) ?? expect.fail(`no ${tensor} in the fixture ${name}`);
}

export async function run(
	runtime: OpenedRuntime,
	g: GraphBuilder,
	feeds: Record<string, TensorValue>,
): Promise<Record<string, Float32Array>> {
	await using session = await runtime.open(g.build());
	const results = await session.run(feeds);
	return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, Float32Array.from(data, Number)]));
}

/** Largest difference over the largest magnitude. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
	expect(actual.length).toBe(expected.length);
	let difference = 0;
	let magnitude = 0;
	for (let at = 0; at < expected.length; at++) {
		difference = Math.max(difference, Math.abs((actual[at] as number) - (expected[at] as number)));
		magnitude = Math.max(magnitude, Math.abs(expected[at] as number));
	}
	return difference / magnitude;
}

export const drawn = (
	name: string,
	shape: readonly number[],
	mean: number,
	std: number,
): TensorValue & { data: Float32Array } => ({
	dtype: 'float32',
	shape,
	data: randomTensorData(name, { shape, mean, std }, seed),
});

/** Both ways in which a graph may be written. */
export const builders = [false, true].map((contributedOperators) => ({
	words: contributedOperators ? 'with contributed operators' : 'with standard operators',
	newGraph: () => new GraphBuilder('parity', { contributedOperators }),
}));

/** Σ output · cotangent, differentiated: the gradient of the output along the cotangent. */
export function gradientAlong(g: GraphBuilder, output: Value, target: Value): Value {
	const cotangent = drawn('cotangent', output.shape, 0, 1);
	const loss = reduceSum(g, mul(g, output, g.constant(cotangent.data, output.shape)));
	return differentiate(g, loss, [target])[0] as Value;
}

/** Codes, picture and gradient of a generator agree with the fixture. */
export async function checkDecoding(
	runtime: OpenedRuntime,
	g: GraphBuilder,
	generator: Generator,
	fixture: Fixture,
	sizePx: [number, number],
) {
	const shape = generator.latentShape(...sizePx);
	const z = g.input('z', 'float32', shape);
	const decode = await generator.loadDecoder();
	const image = decode(g, generator.quantise(g, z));
	expect(image.shape).toEqual([1, 3, sizePx[1], sizePx[0]]);
	g.output('image', image);
	g.output('codes', generator.codes(g, z));
	g.output('gradient', gradientAlong(g, image, z));
	const results = await run(runtime, g, { z: drawn('z', shape, 0, 1) });
	expect(relativeError(results['image']!, fixture('image'))).toBeLessThan(1e-4);
	expect(relativeError(results['gradient']!, fixture('gradient'))).toBeLessThan(1e-4);
	return results['codes']!;
}

/** The latent of a picture agrees with the fixture. */
export async function checkEncoding(
	runtime: OpenedRuntime,
	g: GraphBuilder,
	generator: Generator,
	fixture: Fixture,
	sizePx: [number, number],
) {
	const picture = g.input('picture', 'float32', [1, 3, sizePx[1], sizePx[0]]);
	const encode = await generator.loadEncoder!();
	g.output('encoded', encode(g, picture));
	const results = await run(runtime, g, { picture: drawn('picture', picture.shape, 0.5, 0.2) });
	expect(relativeError(results['encoded']!, fixture('encoded'))).toBeLessThan(1e-4);
}
