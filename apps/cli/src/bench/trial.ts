/** @file What a benchmark process is asked to measure: one JSON text, the same for ours and for PyTorch's. */
import type { ProviderName } from '@galatea/runtime';
import type { BenchScale } from './packs.ts';

/** Parts of a step that PyTorch can be asked for as well. */
export type ComparedPart = 'quantise' | 'decode' | 'cutouts' | 'perceive' | 'update';

/** Side of the square matrices whose product is taken for the machine's peak. */
export const productSidePx = 2_048;

/** The size of what is measured; a scale has a usual side and a usual number of cutouts. */
export interface TrialSize {
	readonly scale: BenchScale;
	/** Side of the square picture; a multiple of the generator's downscale. */
	readonly sidePx: number;
	readonly cutouts: number;
}

export type Trial =
	/** The machine's own peak: products of square matrices. */
	| { readonly kind: 'product'; readonly sidePx: number; readonly threads: number }
	/** A whole step of the loop. */
	| (TrialSize & {
			readonly kind: 'step';
			readonly threads: number;
			/** The CPU in single precision where nothing is said. */
			readonly provider?: ProviderName;
			readonly halfPrecision?: boolean;
	  })
	/** A whole step with what a gallery's worker does beside it: previews, the film, the trace. */
	| (TrialSize & { readonly kind: 'shown-step'; readonly threads: number })
	| (TrialSize & {
			readonly kind: 'part';
			readonly part: ComparedPart;
			/** With the gradient of its input; not for `update`. */
			readonly backward: boolean;
			readonly threads: number;
	  })
	/** From a request to the first step, when the pack and size were rendered before and `change` is new. */
	| (TrialSize & { readonly kind: 'start'; readonly change: 'seed' | 'prompt'; readonly threads: number })
	/** The last picture of a step to a preview. */
	| (TrialSize & { readonly kind: 'preview'; readonly threads: number });
