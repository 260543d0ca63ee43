/** @file The texts of a request as terms of a recipe: a story gets its schedules, and single terms those of their own. */
import {
	type InputIssue,
	maximumStepsPerPhrase,
	parseStory,
	type Recipe,
	storyTerms,
	usualStepsPerPhrase,
} from '@galatea/render';
import type { RecipeRequest } from './recipe-request.ts';

type TextTerm = Recipe['prompts'][number];

interface ComposedPrompts {
	readonly prompts: readonly TextTerm[];
	readonly issues: readonly InputIssue[];
}

/** Reads the prompt for a recipe of `steps` steps. What is wrong with single terms is the recipe's matter. */
export function composePrompts(request: RecipeRequest, steps: number): ComposedPrompts {
	const phrases = parseStory(request.prompt);
	const asked = request.stepsPerPhrase ?? null;
	const stepsPerPhrase = asked ?? usualStepsPerPhrase(phrases.length, steps);
	const issues = [...turnIssue(phrases.length, stepsPerPhrase, steps)];
	const terms: TextTerm[] = [...(issues.length > 0 ? phrases.flat() : storyTerms({ phrases, stepsPerPhrase }, steps))];
	for (const [at, { term, curve, keyframes }] of (request.schedules ?? []).entries()) {
		const own = terms[term];
		if (own === undefined) issues.push(noSuchTerm(`schedules.${at}.term`, terms.length));
		else terms[term] = { ...own, schedule: { curve: curve ?? 'linear', keyframes } };
	}
	for (const [at, { term, ...region }] of (request.regions ?? []).entries()) {
		const own = terms[term];
		if (own === undefined) issues.push(noSuchTerm(`regions.${at}.term`, terms.length));
		else terms[term] = { ...own, region };
	}
	for (const [at, { term, ...mask }] of (request.masks ?? []).entries()) {
		const own = terms[term];
		if (own === undefined) issues.push(noSuchTerm(`masks.${at}.term`, terms.length));
		else terms[term] = { ...own, mask };
	}
	return { prompts: terms, issues };
}

/** Each phrase must have its turn, or it would be read and never heard. */
function turnIssue(phrases: number, stepsPerPhrase: number, steps: number): readonly InputIssue[] {
	const maximum = maximumStepsPerPhrase(phrases, steps);
	const path = 'stepsPerPhrase';
	if (phrases < 2 || (Number.isInteger(stepsPerPhrase) && stepsPerPhrase >= 1 && stepsPerPhrase <= maximum)) return [];
	if (maximum < 1) {
		const message = `cannot be: ${phrases} phrases need at least ${phrases} steps`;
		return [{ path: 'steps', message, code: 'BELOW', values: { minimum: phrases } }];
	}
	if (!Number.isInteger(stepsPerPhrase)) return [{ path, message: 'must be a whole number', code: 'NOT_WHOLE' }];
	if (stepsPerPhrase < 1) return [{ path, message: 'must be at least 1', code: 'BELOW', values: { minimum: 1 } }];
	const message = `must be at most ${maximum}, for ${phrases} phrases to have their turn in ${steps} steps`;
	return [{ path, message, code: 'ABOVE', values: { maximum } }];
}

function noSuchTerm(path: string, count: number): InputIssue {
	const message = `must be the index of a term, 0 to ${count - 1}`;
	return { path, message, code: 'ABOVE', values: { maximum: count - 1 } };
}
