/** @file Where a render begins, in and out. */
import type { RecipeRequest } from '@galatea/optimiser';
import type { Recipe } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { inputFields, outputFields } from './fields.ts';

const recipeText = 'Of `FORK`: the other recipe, whole, as its `json` gives it.';

export const InitialType = builder.objectRef<Recipe['initial']>('Initial').implement({
	fields: (t) => ({
		...outputFields(t, 'initial'),
		recipe: t.field({
			type: 'JSON',
			nullable: true,
			description: recipeText,
			resolve: (initial) => (initial.kind === 'fork' ? initial.recipe : null),
		}),
	}),
});

builder.objectField(RecipeType, 'initial', (t) => t.expose('initial', { type: InitialType }));

/** A beginning as it is asked for; a render stands for its recipe. */
type AskedInitial = NonNullable<RecipeRequest['initial']> & { readonly renderId?: string | null | undefined };

export const InitialInput = builder.inputRef<AskedInitial>('InitialInput').implement({
	description: "Left out: where the pack's renders begin.",
	fields: (t) =>
		({
			...inputFields(t, 'initial'),
			recipe: t.field({ type: 'JSON', description: recipeText }),
			renderId: t.id({
				description:
					'Of `FORK`, in place of `recipe`: a render whose run to go on with. Its artwork is credited unless another is named.',
			}),
		}) as never,
});
