/** @file From a recipe, a step of it and what should be otherwise from there on to the recipe that goes on. */
import { type InputIssue, parseRecipe, type Recipe, RenderError, recipePrompt } from '@galatea/render';
import { type ComposedRecipe, composeRecipe } from './compose-recipe.ts';
import type { OfferedPack } from './pack-shelf.ts';

/** What should change; what is left out stays as it is. */
export interface ForkRequest {
	/** After which step of the recipe to go on. */
	readonly step: number;
	readonly prompt?: string | null | undefined;
	/** Steps in all, those before the fork among them; left out: as many as there were, or as many again at the end. */
	readonly steps?: number | null | undefined;
	readonly seed?: string | null | undefined;
	readonly learningRate?: number | null | undefined;
}

/** The recipe, or everything wrong with it. `pack` must be that of `recipe`. */
export function composeFork(request: ForkRequest, recipe: Recipe, pack: OfferedPack): ComposedRecipe {
	const steps = request.steps ?? (request.step < recipe.steps ? recipe.steps : request.step + recipe.steps);
	const { width, height, imagePrompts, noisePrompts } = recipe;
	const prompt = request.prompt ?? recipePrompt(recipe);
	const seed = request.seed ?? recipe.seed;
	const composed = composeRecipe({ prompt, width, height, steps, seed, imagePrompts, noisePrompts }, pack);
	if (composed.recipe === null) return composed;
	const learningRate = request.learningRate ?? recipe.optimiser.learningRate;
	try {
		const forked = parseRecipe({
			...recipe,
			// A prompt that stays keeps its schedules, which the grammar does not say.
			prompts: request.prompt == null ? recipe.prompts : composed.recipe.prompts,
			steps,
			seed,
			optimiser: { ...recipe.optimiser, learningRate },
			initial: { kind: 'fork', recipe, step: request.step },
		});
		return { ...composed, recipe: forked };
	} catch (error) {
		if (!(error instanceof RenderError)) throw error;
		return { recipe: null, issues: error.issues.map(inStep), unknownWords: composed.unknownWords };
	}
}

// The request has its step where the recipe has it in its beginning.
function inStep(issue: InputIssue): InputIssue {
	return issue.path === 'initial.step' ? { ...issue, path: 'step' } : issue;
}
