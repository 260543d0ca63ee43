/** @file Where a render begins, in and out. */
import { initialFits, initialKinds, initialNoises, type Recipe } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { enumValues } from './enum-names.ts';

const InitialKindType = builder.enumType('InitialKind', {
	description: `A random row of the codebook at each place; a picture; made noise, drawn from the seed; or the state after a step
of another recipe.`,
	values: enumValues(initialKinds),
});
const InitialFitType = builder.enumType('InitialFit', {
	description: 'What becomes of a picture of another aspect: stretched, cut to fill, or whole with grey beside it.',
	values: enumValues(initialFits),
});
const InitialNoiseType = builder.enumType('InitialNoise', {
	description: 'A colour per pixel, ramps of colour, clouds of colour, or clouds of little contrast.',
	values: enumValues(initialNoises),
});

const texts = {
	sha256: 'Of `IMAGE`: the SHA-256 of its file.',
	fit: 'Of `IMAGE`.',
	noise: 'Of `NOISE`.',
	recipe: 'Of `FORK`: the other recipe, whole, as its `json` gives it.',
	step: 'Of `FORK`: after which of its steps. Steps are counted on from there.',
};

type InitialOf<Kind> = Extract<Recipe['initial'], { readonly kind: Kind }>;

function as<Kind extends Recipe['initial']['kind']>(kind: Kind, initial: Recipe['initial']): InitialOf<Kind> | null {
	return initial.kind === kind ? (initial as InitialOf<Kind>) : null;
}

export const InitialType = builder.objectRef<Recipe['initial']>('Initial').implement({
	fields: (t) => ({
		kind: t.field({ type: InitialKindType, resolve: (initial) => initial.kind }),
		sha256: t.string({
			nullable: true,
			description: texts.sha256,
			resolve: (initial) => as('image', initial)?.sha256 ?? null,
		}),
		fit: t.field({
			type: InitialFitType,
			nullable: true,
			description: texts.fit,
			resolve: (initial) => (initial.kind === 'image' ? (initial.fit ?? 'stretch') : null),
		}),
		noise: t.field({
			type: InitialNoiseType,
			nullable: true,
			description: texts.noise,
			resolve: (initial) => as('noise', initial)?.noise ?? null,
		}),
		recipe: t.field({
			type: 'JSON',
			nullable: true,
			description: texts.recipe,
			resolve: (initial) => as('fork', initial)?.recipe ?? null,
		}),
		step: t.int({ nullable: true, description: texts.step, resolve: (initial) => as('fork', initial)?.step ?? null }),
	}),
});

builder.objectField(RecipeType, 'initial', (t) => t.expose('initial', { type: InitialType }));

export const InitialInput = builder.inputType('InitialInput', {
	description: "Left out: where the pack's renders begin.",
	fields: (t) => ({
		kind: t.field({ type: InitialKindType, required: true }),
		sha256: t.string({ description: `${texts.sha256} It must be one that everybody may see, or the caller’s own.` }),
		fit: t.field({ type: InitialFitType, description: 'Of `IMAGE`; `STRETCH` when left out.' }),
		noise: t.field({ type: InitialNoiseType, description: texts.noise }),
		recipe: t.field({ type: 'JSON', description: texts.recipe }),
		renderId: t.id({
			description:
				'Of `FORK`, in place of `recipe`: a render whose run to go on with. Its artwork is credited unless another is named.',
		}),
		step: t.int({ description: texts.step }),
	}),
});
