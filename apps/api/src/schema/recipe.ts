import {
	type AugmentationName,
	augmentationNames,
	cutMethods,
	hashRecipe,
	printPrompt,
	type Recipe,
} from '@galatea/render';
import { builder } from './builder.ts';

/** `colourJitter` is `COLOUR_JITTER` in GraphQL. */
function enumName(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function enumValues<Name extends string>(names: readonly Name[]) {
	return Object.fromEntries(names.map((value) => [enumName(value), { value }])) as Record<string, { value: Name }>;
}

export const CutMethodType = builder.enumType('CutMethod', { values: enumValues(cutMethods) });

export const AugmentationType = builder.enumType('Augmentation', {
	values: enumValues<AugmentationName>(augmentationNames),
});

interface IndexedTerm {
	readonly index: number;
	readonly text: string;
	readonly weight: number;
	readonly stop: number | null;
}

export const PromptTermType = builder.objectRef<IndexedTerm>('PromptTerm').implement({
	fields: (t) => ({
		index: t.exposeInt('index', { description: 'Place in the recipe, from 0.' }),
		text: t.exposeString('text'),
		weight: t.exposeFloat('weight'),
		stop: t.exposeFloat('stop', {
			nullable: true,
			description: 'Loss below which a cutout gives no more gradient; null for never.',
		}),
	}),
});

const OptimiserType = builder.objectRef<Recipe['optimiser']>('Optimiser').implement({
	fields: (t) => ({ name: t.exposeString('name'), learningRate: t.exposeFloat('learningRate') }),
});

const CutoutsType = builder.objectRef<Recipe['cutouts']>('Cutouts').implement({
	fields: (t) => ({
		method: t.expose('method', { type: CutMethodType }),
		count: t.exposeInt('count'),
		power: t.exposeFloat('power'),
		noise: t.exposeFloat('noise'),
		augmentations: t.field({ type: [AugmentationType], resolve: (cutouts) => [...cutouts.augmentations] }),
	}),
});

export const RecipeType = builder.objectRef<Recipe>('Recipe').implement({
	description: 'Everything that determines a picture: immutable, named by the SHA-256 of its canonical JSON.',
	fields: (t) => ({
		hash: t.string({ resolve: hashRecipe }),
		prompt: t.string({
			description: 'The terms in prompt grammar, `text:weight:stop | …`.',
			resolve: (recipe) => printPrompt(recipe.prompts),
		}),
		terms: t.field({
			type: [PromptTermType],
			resolve: (recipe) => recipe.prompts.map((term, index) => ({ index, ...term })),
		}),
		width: t.exposeInt('width'),
		height: t.exposeInt('height'),
		steps: t.exposeInt('steps'),
		seed: t.expose('seed', { type: 'UInt64' }),
		packId: t.string({ resolve: (recipe) => recipe.pack.id }),
		packHash: t.string({ resolve: (recipe) => recipe.pack.sha256 }),
		optimiser: t.expose('optimiser', { type: OptimiserType }),
		cutouts: t.expose('cutouts', { type: CutoutsType }),
		forkStep: t.int({
			nullable: true,
			description:
				'The step of another recipe, which `json` has whole, after which this one goes on; null: it begins anew.',
			resolve: ({ initial }) => (initial.kind === 'fork' ? initial.step : null),
		}),
		engineVersion: t.int({ resolve: (recipe) => recipe.engine }),
		json: t.field({ type: 'JSON', description: "The recipe's canonical JSON.", resolve: (recipe) => recipe }),
	}),
});
