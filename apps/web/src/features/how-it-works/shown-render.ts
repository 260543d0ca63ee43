/** @file The render that the page shows: what `galatea bench how-it-works` wrote of it. */
import shown from './shown-render.json';

/** Cosine and share of a caption at a step; the perceptor of the starter knows every word of them. */
export interface ShownFit {
	readonly caption: string;
	readonly cosine: number;
	readonly share: number;
}

interface ShownRender {
	readonly pack: string;
	readonly prompt: string;
	readonly seed: string;
	readonly width: number;
	readonly height: number;
	/** Places of the latent, across and down. */
	readonly latent: { readonly width: number; readonly height: number };
	/** Rows of the codebook. */
	readonly codes: number;
	/** In their order; of each the captions, the best first. */
	readonly steps: readonly { readonly step: number; readonly fits: readonly ShownFit[] }[];
}

export const shownRender: ShownRender = shown;

/** The caption that the render was asked for: its prompt has one term. */
export const askedCaption = shownRender.prompt;

/** Address of the picture at a step. */
export function stepAddress(step: number): string {
	return `/how-it-works/step-${step}.webp`;
}

/** What the perceptor says of a caption at a step. */
export function fitOf(fits: readonly ShownFit[], caption: string): ShownFit {
	const fit = fits.find((each) => each.caption === caption);
	if (!fit) throw new Error(`the shown render was not compared with "${caption}"`);
	return fit;
}
