/** @file The recipe: here what it is as a whole, in `recipe/` its parts. Its fields have the names of `CreateRenderInput`. */
import { hashRecipe, type Recipe } from '@galatea/render';
import './recipe/cutouts.ts';
import { outputFields } from './recipe/fields.ts';
import './recipe/initial.ts';
import './recipe/losses.ts';
import './recipe/motion.ts';
import './recipe/optimiser.ts';
import './recipe/terms.ts';
import { RecipeType } from './references.ts';

RecipeType.implement({
	description: `Everything that determines a picture: immutable, named by the SHA-256 of its canonical JSON. What stands here under the
name of a field of \`CreateRenderInput\` may be sent as that: all of them together, with \`packId\`, ask for the same recipe again.`,
	fields: (t) => ({
		hash: t.string({ resolve: (recipe) => hashRecipe(recipe) }),
		...outputFields(t, ''),
		packId: t.string({ resolve: (recipe) => recipe.pack.id }),
		packHash: t.string({ resolve: (recipe) => recipe.pack.sha256 }),
		forkStep: t.int({
			nullable: true,
			description:
				'The step of another recipe, which `initial` has, after which this one goes on; null: it begins anew.',
			resolve: ({ initial }) => (initial.kind === 'fork' ? initial.step : null),
		}),
		engineVersion: t.int({ resolve: (recipe) => recipe.engine }),
		json: t.field({ type: 'JSON', description: "The recipe's canonical JSON.", resolve: (recipe: Recipe) => recipe }),
	}),
});
