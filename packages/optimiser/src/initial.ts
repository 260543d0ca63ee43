/**
 * @file Where a render begins: a random codebook row for every position, or a picture, brought or drawn, through the
 * encoder. Either way z begins exactly on codebook rows.
 */
import { GraphBuilder } from '@galatea/autodiff';
import { latentFromCodes } from '@galatea/networks';
import type { Model } from '@galatea/onnx';
import { drawInitialNoise } from './initial-noise.ts';
import { openGraph, type SessionSource } from './opened-graph.ts';
import type { Picture, Plan } from './plan.ts';
import { purposes, type RandomSource, randomSource } from './random.ts';
import { resizePicture } from './resize.ts';

/** The first latent, `plan.latentShape` row-major. */
export async function initialLatent(source: SessionSource, plan: Plan): Promise<Float32Array> {
	const random = randomSource(plan.initialSeed);
	const { initialPicture, initialNoise, widthPx: width, heightPx: height } = plan;
	if (initialPicture !== null) return encodePicture(source, plan, initialPicture);
	if (initialNoise !== null) {
		const stream = random.draw(0, purposes.initialNoise);
		return encodePicture(source, plan, drawInitialNoise(initialNoise, { width, height }, stream));
	}
	return randomCodes(plan, random);
}

function randomCodes(plan: Plan, random: RandomSource): Float32Array {
	const { codebook } = plan.pack.generator;
	const [, , height, width] = plan.latentShape;
	const stream = random.draw(0, purposes.initialCodes);
	const codes = Array.from({ length: height * width }, () => stream.integer(codebook.count));
	return latentFromCodes(codebook, codes, plan.latentShape);
}

async function encodePicture(source: SessionSource, plan: Plan, picture: Picture): Promise<Float32Array> {
	const { generator } = plan.pack;
	const load = generator.loadEncoder;
	if (load === null) throw new Error(`pack "${plan.pack.id}" has no encoder`);
	const shape = [1, 3, plan.heightPx, plan.widthPx] as const;
	const build = async (): Promise<Model> => {
		const encode = await load();
		const g = new GraphBuilder('encoder', { contributedOperators: source.runtime.contributedOperators });
		g.output('z', generator.quantise(g, encode(g, g.input('picture', 'float32', shape))));
		return g.build();
	};
	const key = `encoder ${plan.pack.id} ${plan.pack.sha256} ${plan.widthPx} ${plan.heightPx}`;
	await using encoder = await openGraph(source, key, 'the encoder', build, 'beginnings');
	const data = resizePicture(picture, plan.widthPx, plan.heightPx);
	const { z } = await encoder.session.run({ picture: { dtype: 'float32', shape, data } });
	return z?.data as Float32Array;
}
