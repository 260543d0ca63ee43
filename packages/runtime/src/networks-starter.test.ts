/** @file The packs of this repository, with their real weights. */
import { fileURLToPath } from 'node:url';
import { GraphBuilder } from '@galatea/autodiff';
import { modelFolder } from '@galatea/checkpoint';
import { loadPack, type Pack, parseCatalogue } from '@galatea/networks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';

let runtime: OpenedRuntime;
let pack: Pack;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
	const models = modelFolder(fileURLToPath(new URL('../../../models', import.meta.url)));
	const entry = parseCatalogue(await models.readText('catalogue.json')).packs.find(({ id }) => id === 'starter');
	pack = await loadPack(entry!, models);
});
afterAll(() => runtime[Symbol.asyncDispose]());

/** A disc on a graded ground, [1, 3, side, side] in 0..1. */
function discOnGround(side: number): Float32Array {
	const picture = new Float32Array(3 * side * side);
	for (let row = 0; row < side; row++) {
		for (let column = 0; column < side; column++) {
			const isDisc = Math.hypot(row - side / 2, column - side / 2) < side / 4;
			const colour = isDisc ? [0.85, 0.15, 0.15] : [0.2, 0.4 + (0.3 * row) / side, 0.9 - (0.3 * column) / side];
			for (const [channel, value] of colour.entries()) picture[(channel * side + row) * side + column] = value;
		}
	}
	return picture;
}

function decibels(actual: Float32Array, expected: Float32Array): number {
	const error = expected.reduce((sum, value, at) => sum + (value - actual[at]!) ** 2, 0) / expected.length;
	return -10 * Math.log10(error);
}

test('the starter’s generator gives back a simple picture, nearly as well through its codebook', async () => {
	const { generator } = pack;
	const g = new GraphBuilder();
	const encode = await generator.loadEncoder!();
	const decode = await generator.loadDecoder();
	const latent = encode(g, g.input('picture', 'float32', [1, 3, 64, 64]));
	g.output('whole', decode(g, latent));
	g.output('quantised', decode(g, generator.quantise(g, latent)));
	await using session = await runtime.open(g.build());
	const picture = discOnGround(64);
	const results = await session.run({ picture: { dtype: 'float32', shape: [1, 3, 64, 64], data: picture } });
	expect(decibels(results['whole']!.data as Float32Array, picture)).toBeGreaterThan(22);
	expect(decibels(results['quantised']!.data as Float32Array, picture)).toBeGreaterThan(19);
});

test('a latent made from codes is quantised to those codes', async () => {
	const { generator } = pack;
	const shape = generator.latentShape(128, 64);
	const codes = Array.from({ length: shape[2] * shape[3] }, (_, at) => (at * 7919) % generator.codeCount);
	const g = new GraphBuilder();
	g.output('codes', generator.codes(g, g.input('z', 'float32', shape)));
	await using session = await runtime.open(g.build());
	const z = generator.latentOf(codes, shape);
	const results = await session.run({ z: { dtype: 'float32', shape, data: z } });
	// Two rows may be equal: what counts is the row.
	const rowOf = (code: number) => [...(generator.codebook?.rows.subarray(code * 4, code * 4 + 4) ?? [])];
	expect(Array.from(results['codes']!.data, Number).map(rowOf)).toEqual(codes.map(rowOf));
});

test('the starter’s perceptor reads pictures and texts into one space', async () => {
	const [perceptor] = pack.perceptors;
	const encodeImage = await perceptor!.loadImageEncoder();
	const encodeText = await perceptor!.loadTextEncoder();
	const size = perceptor!.inputSizePx;
	const { contextLength } = perceptor!.tokenizer;
	const g = new GraphBuilder();
	g.output('image', encodeImage(g, g.input('pictures', 'float32', [1, 3, size, size])));
	g.output('text', encodeText(g, g.input('ids', 'int32', [1, contextLength])));
	await using session = await runtime.open(g.build());
	const { ids, unknown } = perceptor!.tokenizer.encode('a red apple on a blue background');
	expect(unknown).toEqual([]);
	const results = await session.run({
		pictures: { dtype: 'float32', shape: [1, 3, size, size], data: discOnGround(size) },
		ids: { dtype: 'int32', shape: [1, contextLength], data: ids },
	});
	for (const name of ['image', 'text']) {
		expect(results[name]!.shape).toEqual([1, perceptor!.embedDimension]);
		expect((results[name]!.data as Float32Array).every(Number.isFinite)).toBe(true);
	}
});
