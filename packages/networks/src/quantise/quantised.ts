/** @file What is the same for every vector-quantised generator. */
import { type Generator, latentFromCodes } from '../generator.ts';
import type { CodebookWeights } from './codebook.ts';
import { latentShapeFor } from './latent-shape.ts';
import { nearestCodes, quantiseStraightThrough } from './straight-through.ts';

type Quantised = Omit<Generator, 'kind' | 'loadDecoder' | 'loadEncoder'>;

/** A generator of `downscale` pixels per position, but for its networks. */
export function quantisedBy(codebook: CodebookWeights, downscale: number): Quantised {
	const { rows, count, dimension } = codebook;
	const plain = { rows, count, dimension };
	return {
		downscale,
		codebook: plain,
		latentRange: codebook.range,
		latentShape: (widthPx, heightPx) => latentShapeFor(widthPx, heightPx, downscale, dimension),
		drawLatent(shape, draws) {
			const codes = Array.from({ length: shape[2] * shape[3] }, () => draws.integer(count));
			return latentFromCodes(plain, codes, shape);
		},
		quantise: (g, z) => quantiseStraightThrough(g, z, codebook),
		codeCount: count,
		codePlane: ([, , height, width]) => ({ width, height }),
		codes: (g, z) => nearestCodes(g, z, codebook),
		latentOf: (codes, shape) => latentFromCodes(plain, codes, shape),
		conditions: null,
	};
}
