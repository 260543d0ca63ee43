/**
 * @file A story: phrases that take turns, written with `^` (nerdyrodent's `--change_prompt_every`). In a recipe it is terms with
 * schedules; here it is made of phrases, and found again in the terms.
 */
import { canonicalJson, type JsonValue } from '../canonical-json.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { phaseSchedule } from '../recipe/terms.ts';
import { type Phrase, printPrompt, printStory } from './prompt.ts';
import type { PromptTerm } from './term.ts';

type TextTerm = Recipe['prompts'][number];

/** Phrases of a story, and for how many steps each holds before the next one takes its turn. */
export interface Story {
	readonly phrases: readonly Phrase[];
	/** Null for a single phrase, which holds all the time. */
	readonly stepsPerPhrase: number | null;
}

/** Most steps that each of `phrases` may hold so that all of them come within `steps`; 0 if they cannot. */
export function maximumStepsPerPhrase(phrases: number, steps: number): number {
	return phrases < 2 ? steps : Math.floor((steps - 1) / (phrases - 1));
}

/** Steps per phrase where nobody says: all come once, for as long as each other. */
export function usualStepsPerPhrase(phrases: number, steps: number): number {
	return Math.max(1, Math.min(Math.ceil(steps / phrases), maximumStepsPerPhrase(phrases, steps)));
}

/** The terms of a recipe of `steps` steps. After the last phrase the first has its turn again. */
export function storyTerms({ phrases, stepsPerPhrase }: Story, steps: number): readonly TextTerm[] {
	if (stepsPerPhrase === null || phrases.length < 2) return phrases.flat();
	return phrases.flatMap((terms, phase) => {
		const schedule = phaseSchedule(phase, phrases.length, stepsPerPhrase, steps);
		return terms.map((term) => ({ ...term, schedule }));
	});
}

/** The story that the terms of a recipe tell; null if their schedules are something else. */
export function readStory({ prompts, steps }: Pick<Recipe, 'prompts' | 'steps'>): Story | null {
	if (prompts.every((term) => term.schedule === undefined)) return { phrases: [prompts], stepsPerPhrase: null };
	const phrases: PromptTerm[][] = [];
	let last = '';
	for (const { schedule, ...term } of prompts) {
		const printed = schedule === undefined ? '' : canonicalJson(schedule as unknown as JsonValue);
		if (phrases.length === 0 || printed !== last) phrases.push([]);
		phrases.at(-1)?.push(term);
		last = printed;
	}
	// The first phrase holds until its second keyframe.
	const end = prompts[0]?.schedule?.keyframes[1]?.step;
	if (end === undefined || end < 2) return null;
	const story = { phrases, stepsPerPhrase: end - 1 };
	return isSame(storyTerms(story, steps), prompts) ? story : null;
}

/** The texts of a recipe in prompt grammar: a story with `^`, other terms with `|` and without their schedules. */
export function recipePrompt(recipe: Pick<Recipe, 'prompts' | 'steps'>): string {
	const story = readStory(recipe);
	return story === null ? printPrompt(recipe.prompts) : printStory(story.phrases);
}

function isSame(a: readonly TextTerm[], b: readonly TextTerm[]): boolean {
	return canonicalJson(a as unknown as JsonValue) === canonicalJson(b as unknown as JsonValue);
}
