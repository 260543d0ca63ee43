/** @file Losses beside the prompt, in and out. */
import { type Losses, maximumPaletteColours, symmetryAxes } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { enumValues } from './enum-names.ts';

/** What each loss does; docs/artists has pictures. */
const texts = {
	keepInitial: 'Half the mean squared distance of the latent from where it began.',
	shrinkLatent: "nerdyrodent's `init_weight`: pulls the latent to zero, ever less.",
	latentVariation: 'Neighbouring positions of the latent become alike.',
	naturalNoise: 'Of a BigGAN: its noise stays like what it was trained on (`lat_loss` of big-sleep).',
	fewClasses: 'Of a BigGAN: one class for each layer instead of many (`cls_loss` of big-sleep).',
	totalVariation: 'Fewer lines and specks; edges stay.',
	smoothness: 'Everything softer, edges too.',
	saturation: 'More colourful; below 0 greyer.',
	symmetry: 'Alike at both sides of an axis; below 0 unlike.',
	palette: 'Each pixel near one of these colours.',
} satisfies Record<keyof Losses, string>;
const halfLifeText = 'Steps in which its weight halves; null: it stays.';
const coloursText = `Such as \`#ff8800\`, at most ${maximumPaletteColours}.`;

const SymmetryAxisType = builder.enumType('SymmetryAxis', {
	description: '`HORIZONTAL`: left and right are alike.',
	values: enumValues(symmetryAxes),
});

const PlainLossType = builder.objectRef<{ readonly weight: number }>('PlainLoss').implement({
	fields: (t) => ({ weight: t.exposeFloat('weight') }),
});
const KeepInitialType = builder.objectRef<NonNullable<Losses['keepInitial']>>('KeepInitialLoss').implement({
	fields: (t) => ({
		weight: t.exposeFloat('weight'),
		halfLifeSteps: t.float({
			nullable: true,
			description: halfLifeText,
			resolve: (loss) => loss.halfLifeSteps ?? null,
		}),
	}),
});
const SymmetryType = builder.objectRef<NonNullable<Losses['symmetry']>>('SymmetryLoss').implement({
	fields: (t) => ({
		weight: t.exposeFloat('weight'),
		axis: t.field({ type: SymmetryAxisType, resolve: (loss) => loss.axis ?? 'horizontal' }),
	}),
});
const PaletteType = builder.objectRef<NonNullable<Losses['palette']>>('PaletteLoss').implement({
	fields: (t) => ({
		weight: t.exposeFloat('weight'),
		colours: t.stringList({ description: coloursText, resolve: (loss) => [...loss.colours] }),
	}),
});

const LossesType = builder.objectRef<Losses>('Losses').implement({
	description: 'What a picture should be beside what the prompt says; null for each that does not count.',
	fields: (t) => {
		const plain = (name: Exclude<keyof Losses, 'keepInitial' | 'symmetry' | 'palette'>) =>
			t.field({
				type: PlainLossType,
				nullable: true,
				description: texts[name],
				resolve: (losses) => losses[name] ?? null,
			});
		return {
			keepInitial: t.field({
				type: KeepInitialType,
				nullable: true,
				description: texts.keepInitial,
				resolve: (losses) => losses.keepInitial ?? null,
			}),
			shrinkLatent: plain('shrinkLatent'),
			latentVariation: plain('latentVariation'),
			naturalNoise: plain('naturalNoise'),
			fewClasses: plain('fewClasses'),
			totalVariation: plain('totalVariation'),
			smoothness: plain('smoothness'),
			saturation: plain('saturation'),
			symmetry: t.field({
				type: SymmetryType,
				nullable: true,
				description: texts.symmetry,
				resolve: (losses) => losses.symmetry ?? null,
			}),
			palette: t.field({
				type: PaletteType,
				nullable: true,
				description: texts.palette,
				resolve: (losses) => losses.palette ?? null,
			}),
		};
	},
});

builder.objectField(RecipeType, 'losses', (t) =>
	t.field({ type: LossesType, resolve: (recipe) => recipe.losses ?? {} }),
);

const PlainLossInput = builder.inputType('PlainLossInput', {
	fields: (t) => ({ weight: t.float({ required: true, description: 'Not 0.' }) }),
});
const KeepInitialLossInput = builder.inputType('KeepInitialLossInput', {
	fields: (t) => ({
		weight: t.float({ required: true, description: 'Above 0.' }),
		halfLifeSteps: t.float({ description: halfLifeText }),
	}),
});
const SymmetryLossInput = builder.inputType('SymmetryLossInput', {
	fields: (t) => ({
		weight: t.float({ required: true, description: 'Not 0.' }),
		axis: t.field({ type: SymmetryAxisType, description: '`HORIZONTAL` when left out.' }),
	}),
});
const PaletteLossInput = builder.inputType('PaletteLossInput', {
	fields: (t) => ({
		weight: t.float({ required: true, description: 'Not 0.' }),
		colours: t.stringList({ required: true, description: coloursText }),
	}),
});

export const LossesInput = builder.inputType('LossesInput', {
	fields: (t) => ({
		keepInitial: t.field({ type: KeepInitialLossInput, description: texts.keepInitial }),
		shrinkLatent: t.field({ type: PlainLossInput, description: `${texts.shrinkLatent} Its weight is above 0.` }),
		latentVariation: t.field({ type: PlainLossInput, description: texts.latentVariation }),
		naturalNoise: t.field({ type: PlainLossInput, description: `${texts.naturalNoise} Its weight is above 0.` }),
		fewClasses: t.field({ type: PlainLossInput, description: `${texts.fewClasses} Its weight is above 0.` }),
		totalVariation: t.field({ type: PlainLossInput, description: texts.totalVariation }),
		smoothness: t.field({ type: PlainLossInput, description: texts.smoothness }),
		saturation: t.field({ type: PlainLossInput, description: texts.saturation }),
		symmetry: t.field({ type: SymmetryLossInput, description: texts.symmetry }),
		palette: t.field({ type: PaletteLossInput, description: texts.palette }),
	}),
});
