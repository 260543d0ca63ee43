/**
 * @file Presets: named sets of values that a request may begin from. A recipe does not know of them: it has the values.
 * None says a size, which is a matter of the pack and the machine.
 */
import { cutPresets } from './cut-presets.ts';
import type { RecipeMember } from './fields.ts';
import type { Recipe } from './recipe.ts';

/** What a preset may say. What it leaves out is the pack's, or what a recipe means by its absence. */
export type PresetValues = {
	readonly [Name in Exclude<RecipeMember, 'width' | 'height' | 'seed' | 'cutouts'>]?: NonNullable<Recipe[Name]>;
} & { readonly cutouts?: Partial<Recipe['cutouts']> };

export interface RecipePreset {
	/** What it is good for, in one English sentence. */
	readonly description: string;
	/** Where its values are from. */
	readonly source: string;
	readonly values: PresetValues;
}

/** `final` of the calm ends: a tenth of the rate is left for the last details. */
const calmEnd = { kind: 'cosine', final: 0.1 } as const;

export const recipePresets = {
	nerdyrodent: {
		description: "The defaults of nerdyrodent's generate.py: the whole picture, pooled and varied, for 500 steps.",
		source: 'https://github.com/nerdyrodent/VQGAN-CLIP, generate.py at 592d555',
		values: {
			steps: 500,
			optimiser: { name: 'adam', learningRate: 0.1 },
			cutouts: { ...cutPresets.latest, count: 32, power: 1 },
			initial: { kind: 'codes' },
		},
	},
	crowson: {
		description: "Katherine Crowson's first notebook: 64 plain cutouts and small steps.",
		source:
			"The notebook “VQGAN+CLIP (z+quantize method)” of 2021; it runs until it is stopped, so steps are the pack's",
		values: {
			optimiser: { name: 'adam', learningRate: 0.05 },
			cutouts: { ...cutPresets.original, count: 64, power: 1 },
			initial: { kind: 'codes' },
		},
	},
	rkhamilton: {
		description: "The defaults of rkhamilton's vqgan-clip-generator: a hundred quick steps with varied cutouts.",
		source: 'https://github.com/rkhamilton/vqgan-clip-generator at f0a2fb3',
		values: {
			steps: 100,
			optimiser: { name: 'adam', learningRate: 0.1 },
			cutouts: { ...cutPresets.updated, count: 32, power: 1 },
			initial: { kind: 'codes' },
		},
	},
	tnwei: {
		description: "The defaults of tnwei's vqgan-clip-app: many varied cutouts and a smoothed latent.",
		source: 'https://github.com/tnwei/vqgan-clip-app at 82aff79; its total variation of the latent is always on',
		values: {
			steps: 500,
			optimiser: { name: 'adam', learningRate: 0.05 },
			cutouts: { ...cutPresets.tnwei, count: 64, power: 1 },
			initial: { kind: 'codes' },
			losses: { latentVariation: { weight: 0.001 } },
		},
	},
	bigSleep: {
		description: "lucidrains' big-sleep, for a BigGAN: large cutouts, and noise and classes that are held together.",
		source:
			'https://github.com/lucidrains/big-sleep at 49b20f9; it counts a cosine a hundred times, where a prompt counts half a squared angle once',
		values: {
			steps: 500,
			optimiser: { name: 'adam', learningRate: 0.07 },
			cutouts: { ...cutPresets.bigsleep, count: 128, power: 1 },
			initial: { kind: 'codes' },
			losses: { naturalNoise: { weight: 0.01 }, fewClasses: { weight: 0.01 } },
			ema: 0.5,
		},
	},
	sketch: {
		description: 'A quick look at a prompt: few steps, few cutouts.',
		source: 'Of this project; below 8 cutouts a picture flickers from step to step',
		values: { steps: 40, cutouts: { count: 8 } },
	},
	calm: {
		description: 'A finer, quieter picture: the rate falls towards the end, and pictures are of a running mean.',
		source: 'Of this project',
		values: {
			steps: 300,
			optimiser: { name: 'adam', learningRate: 0.1, schedule: calmEnd },
			ema: 0.9,
		},
	},
	seamlessTile: {
		description: 'A tile for walls and cloth: every side goes on at the opposite one.',
		source: 'Of this project',
		values: { tiling: 'both' },
	},
	keepPicture: {
		description: 'Stays close to the picture that it begins from: its composition is held, and let go slowly.',
		source: "Crowson's init_weight with a half-life; 30 to 80 steps restyle a picture",
		values: {
			steps: 80,
			optimiser: { name: 'adam', learningRate: 0.05, schedule: calmEnd },
			losses: { keepInitial: { weight: 1, halfLifeSteps: 60 } },
		},
	},
	restyle: {
		description: 'Another style for the picture that it begins from.',
		source: "The recipe for style transfer in nerdyrodent's README: 80 iterations of AdamW at 0.25",
		values: { steps: 80, optimiser: { name: 'adamw', learningRate: 0.25 } },
	},
} as const satisfies Readonly<Record<string, RecipePreset>>;

export type PresetName = keyof typeof recipePresets;
/** In the order of a list to choose from. */
export const presetNames = Object.keys(recipePresets) as readonly PresetName[];
