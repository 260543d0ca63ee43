/** @file A latent to its picture, without a loss: for latents that are shown and not optimised. */
import { clip, GraphBuilder } from '@galatea/autodiff';
import type { Model } from '@galatea/onnx';
import type { Plan } from './plan.ts';
import { decodeSeamless } from './seamless.ts';
import { stepInputs, stepOutputs } from './step-graph.ts';

/** z, as `plan.latentShape`, to its picture [1, 3, H, W] in 0..1; named as the step graph's. */
export async function buildPictureGraph(
	{ pack, latentShape, cutouts }: Plan,
	options: { readonly contributedOperators: boolean },
): Promise<Model> {
	const decode = await pack.generator.loadDecoder();
	const g = new GraphBuilder('picture', options);
	const z = g.input(stepInputs.z, 'float32', latentShape);
	const picture = decodeSeamless(g, pack.generator, decode, pack.generator.quantise(g, z), cutouts.wraps);
	g.output(stepOutputs.picture, clip(g, picture, 0, 1));
	return g.build();
}
