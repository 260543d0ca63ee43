/** @file What a recipe can say and this engine does not do yet. */
import { type InputIssue, type Recipe, RenderError } from '@galatea/render';

const augmentations: readonly string[] = ['affine', 'perspective', 'colourJitter', 'erasing'];

/** Throws `INVALID_RECIPE` with one issue per part of the recipe that would be ignored. */
export function refuseNotYet(recipe: Recipe): void {
	const asked: Readonly<Record<string, boolean>> = {
		'cutouts.augmentations': recipe.cutouts.augmentations.some((name) => !augmentations.includes(name)),
		'cutouts.settings': recipe.cutouts.settings !== undefined,
		tiling: recipe.tiling !== undefined,
	};
	const issues: readonly InputIssue[] = Object.keys(asked)
		.filter((path) => asked[path])
		.map((path) => ({ path, message: 'asks for what this engine cannot do yet' }));
	if (issues.length === 0) return;
	const summary = issues.map((issue) => `${issue.path} ${issue.message}`).join('; ');
	throw new RenderError('INVALID_RECIPE', `The recipe cannot be used: ${summary}`, { issues });
}
