/** @file What a recipe can say and this engine does not do yet. */
import { type InputIssue, type Recipe, RenderError } from '@galatea/render';

/** Throws `INVALID_RECIPE` with one issue per part of the recipe that would be ignored. */
export function refuseNotYet(recipe: Recipe): void {
	const asked: Readonly<Record<string, boolean>> = {
		tiling: recipe.tiling !== undefined,
	};
	const issues: readonly InputIssue[] = Object.keys(asked)
		.filter((path) => asked[path])
		.map((path) => ({ path, message: 'asks for what this engine cannot do yet' }));
	if (issues.length === 0) return;
	const summary = issues.map((issue) => `${issue.path} ${issue.message}`).join('; ');
	throw new RenderError('INVALID_RECIPE', `The recipe cannot be used: ${summary}`, { issues });
}
