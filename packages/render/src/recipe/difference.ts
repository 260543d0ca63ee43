/** @file What two recipes differ in: terms by what they ask for, everything else by the path of the member. */
import { canonicalJson, hashJson, type JsonValue } from '../canonical-json.ts';
import { memberDefaults, withoutDefaults } from './defaults.ts';
import { type Recipe, recipeTerms } from './recipe.ts';
import type { RecipeTerm } from './terms.ts';

/** A term that only one of two recipes has (the other side is null), or that both have with other numbers. */
export interface TermDifference {
	readonly before: RecipeTerm | null;
	readonly after: RecipeTerm | null;
}

/** A member with another value. Null: the recipe does not have it, and its absence has no value to show. */
export interface MemberDifference {
	/** Names from the recipe down, joined by dots, such as `optimiser.learningRate`. */
	readonly path: string;
	readonly before: JsonValue;
	readonly after: JsonValue;
}

export interface RecipeDifference {
	/** In the order of the recipe after; what was removed stands at its end. */
	readonly terms: readonly TermDifference[];
	/** In alphabetical order of their paths. */
	readonly members: readonly MemberDifference[];
}

/** What must be changed in `before` to have `after`. Two empty lists: they are the same recipe. */
export function compareRecipes(before: Recipe, after: Recipe): RecipeDifference {
	return { terms: compareTerms(recipeTerms(before), recipeTerms(after)), members: compareMembers(before, after) };
}

/**
 * Terms that ask for the same thing are one term, in their order where it is asked for more than once; a changed text is
 * one term less and another one more.
 */
function compareTerms(before: readonly RecipeTerm[], after: readonly RecipeTerm[]): readonly TermDifference[] {
	const left = new Map<string, RecipeTerm[]>();
	for (const term of before) left.set(subjectOf(term), [...(left.get(subjectOf(term)) ?? []), term]);
	const pairs: TermDifference[] = after.map((term) => ({
		before: left.get(subjectOf(term))?.shift() ?? null,
		after: term,
	}));
	const removed = [...left.values()].flat().map((term) => ({ before: term, after: null }));
	return [...pairs, ...removed].filter((pair) => printed(pair.before) !== printed(pair.after));
}

function subjectOf(term: RecipeTerm): string {
	if (term.kind === 'text') return `text ${term.text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')}`;
	return term.kind === 'image' ? `image ${term.sha256}` : `noise ${term.seed}`;
}

function printed(term: RecipeTerm | null): string {
	return canonicalJson(term as unknown as JsonValue);
}

function compareMembers(before: Recipe, after: Recipe): readonly MemberDifference[] {
	const [left, right] = [membersOf(before), membersOf(after)];
	const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
	return paths
		.map((path) => ({ path, before: valueAt(left, path), after: valueAt(right, path) }))
		.filter((member) => canonicalJson(member.before) !== canonicalJson(member.after));
}

/** What its absence says, where that is a value of its own. */
function valueAt(members: ReadonlyMap<string, JsonValue>, path: string): JsonValue {
	return members.get(path) ?? memberDefaults[path] ?? null;
}

/** Path → value of everything but the terms; lists are one value. Another recipe in this one is told by its name. */
function membersOf(recipe: Recipe): ReadonlyMap<string, JsonValue> {
	const { prompts: _prompts, imagePrompts: _images, noisePrompts: _noises, ...rest } = withoutDefaults(recipe);
	const members = new Map<string, JsonValue>();
	const walk = (value: JsonValue, path: string): void => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return void members.set(path, value);
		if (path === 'initial.recipe') return void members.set(path, hashJson(value));
		for (const [name, member] of Object.entries(value))
			if (member !== undefined) walk(member, path === '' ? name : `${path}.${name}`);
	};
	walk(rest as unknown as JsonValue, '');
	return members;
}
