/** @file A picture to the latent that stands for it. */
import { GraphBuilder } from '@galatea/autodiff';
import type { Model } from '@galatea/onnx';
import type { Wrapping } from './losses/neighbours.ts';
import { type OpenedGraph, openGraph, type SessionSource } from './opened-graph.ts';
import type { Plan } from './plan.ts';
import type { TensorValue } from './runtime.ts';
import { encodeSeamless } from './seamless.ts';

interface Encoding {
	/** Where the picture is encoded as going on at its opposite side. */
	readonly wraps: Wrapping;
	/** Whether z is the nearest rows of the codebook, or what the encoder gives. */
	readonly onRows: boolean;
}

/** `picture` [1, 3, H, W] in 0..1 to `z`, as `plan.latentShape`. The pack must have an encoder. */
export async function buildEncoderGraph(
	plan: Pick<Plan, 'pack' | 'heightPx' | 'widthPx'>,
	options: { readonly contributedOperators: boolean },
	{ wraps, onRows }: Encoding,
): Promise<Model> {
	const { generator, id } = plan.pack;
	if (generator.loadEncoder === null) throw new Error(`pack "${id}" has no encoder`);
	const encode = await generator.loadEncoder();
	const g = new GraphBuilder('encoder', options);
	const picture = g.input('picture', 'float32', [1, 3, plan.heightPx, plan.widthPx]);
	const encoded = encodeSeamless(g, generator, encode, picture, wraps);
	g.output('z', onRows ? generator.quantise(g, encoded) : encoded);
	return g.build();
}

/** Opened for one run; sessions of equal pack, size and encoding are one. */
export function openEncoder(source: SessionSource, plan: Plan, encoding: Encoding): Promise<OpenedGraph> {
	const { pack, widthPx, heightPx } = plan;
	const { wraps, onRows } = encoding;
	const key = `encoder ${pack.id} ${pack.sha256} ${widthPx} ${heightPx} ${JSON.stringify([wraps, onRows])}`;
	return openGraph(source, key, 'the encoder', () => buildEncoderGraph(plan, source.runtime, encoding), 'beginnings');
}

/** The latent among what such a graph gave. */
export function encodedLatent({ z }: Readonly<Record<string, TensorValue>>): Float32Array {
	if (z?.dtype !== 'float32') throw new Error('the encoder gave no latent');
	return z.data;
}
