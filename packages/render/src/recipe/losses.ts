/** @file What a recipe may ask beside its prompt: losses of the picture and of the latent, by name. */
import { z } from 'zod';
import { maximumPaletteColours, maximumSteps, maximumTermWeight } from '../limits.ts';
import { between, finite, weight } from './values.ts';

const positiveWeight = finite
	.positive('must be above 0')
	.max(maximumTermWeight, `must be at most ${maximumTermWeight}`);

const plain = z.strictObject({ weight });

/** Axes of symmetry: `horizontal` is left and right alike. */
export const symmetryAxes = ['horizontal', 'vertical', 'both'] as const;

/** Each loss with its parameters; a loss that is absent does not count. */
export const losses = z.strictObject({
	/**
	 * Half the mean squared distance of z from where it began (Crowson's init_weight). `halfLifeSteps`: steps in which its
	 * weight halves; absent: it stays.
	 */
	keepInitial: z
		.strictObject({ weight: positiveWeight, halfLifeSteps: between(0.1, maximumSteps).exactOptional() })
		.exactOptional(),
	/** nerdyrodent's init_weight: mean z² / (2 · (2i + 1)) at his step i = 0, 1, …; pulls z to zero, ever less. */
	shrinkLatent: z.strictObject({ weight: positiveWeight }).exactOptional(),
	/** tnwei's total variation: mean length of the gradient of z, so that neighbouring positions become alike. */
	latentVariation: plain.exactOptional(),
	/** big-sleep's `lat_loss`, of a BigGAN only: its noise stays like what it was trained on. */
	naturalNoise: z.strictObject({ weight: positiveWeight }).exactOptional(),
	/** big-sleep's `cls_loss`, of a BigGAN only: one class for each layer instead of many. */
	fewClasses: z.strictObject({ weight: positiveWeight }).exactOptional(),
	/** Mean length of the picture's gradient: fewer lines and specks, edges stay. */
	totalVariation: plain.exactOptional(),
	/** Mean square of the differences between neighbours: everything softer. */
	smoothness: plain.exactOptional(),
	/** Above 0 more colourful, below 0 greyer (Hasler and Süsstrunk's measure). */
	saturation: plain.exactOptional(),
	/** Mean squared difference from the mirror image. `horizontal` mirrors left and right; absent: that. */
	symmetry: z.strictObject({ weight, axis: z.enum(symmetryAxes).exactOptional() }).exactOptional(),
	/** Mean squared distance of each pixel from the nearest of these colours, `#rrggbb`. */
	palette: z
		.strictObject({
			weight,
			colours: z
				.array(z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #ff8800, in lower case'))
				.min(1, 'must have at least one colour')
				.max(maximumPaletteColours, `must have at most ${maximumPaletteColours} colours`)
				.readonly(),
		})
		.exactOptional(),
});
export type Losses = z.infer<typeof losses>;

/** The names of the losses, in the order in which a step reports them. */
export const lossNames = Object.keys(losses.shape) as readonly (keyof Losses)[];
export type LossName = keyof Losses;
