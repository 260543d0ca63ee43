/**
 * @file The recipe: everything that determines a picture, as one immutable value named by the SHA-256 of its canonical
 * JSON. Its fields are the table of fields.ts; what it asks for term by term is in terms.ts.
 */
import { z } from 'zod';
import { canonicalJson, hashJson, type JsonValue } from '../canonical-json.ts';
import { RenderError } from '../errors.ts';
import { inputIssue } from '../input-issue.ts';
import { maximumPromptTerms } from '../limits.ts';
import { cutouts } from './cutouts.ts';
import { withoutDefaults } from './defaults.ts';
import { forkProblems } from './fork.ts';
import { initial } from './initial.ts';
import { losses } from './losses.ts';
import { motion } from './motion.ts';
import { optimiser } from './optimiser.ts';
import { shapeOf } from './schemas.ts';
import { imageTerm, noiseTerm, type RecipeTerm, textTerm } from './terms.ts';
import { sha256 } from './values.ts';

/** Raised whenever the same recipe would give other numbers: a change of the algorithm, of a default or of a draw. */
export const engineVersion = 1;

const termLists = ['prompts', 'imagePrompts', 'noisePrompts'] as const;

// Also of a value that is no recipe for other reasons, so that everything is said at once.
function termCount(value: Partial<Record<(typeof termLists)[number], unknown>>): number {
	return termLists.reduce((sum, list) => sum + (Array.isArray(value[list]) ? value[list].length : 0), 0);
}

const onPrompts = {
	path: ['prompts'],
	when: ({ value }: { readonly value: unknown }) =>
		typeof value === 'object' && value !== null && 'prompts' in value && Array.isArray(value.prompts),
};

// Its own function: what the schema's type is must not depend on what is said in here.
function refuseFork(recipe: unknown, context: z.RefinementCtx): void {
	for (const { path, message, code, values } of forkProblems(recipe, (value) => recipeSchema.safeParse(value)))
		context.addIssue({ code: 'custom', path: [...path], message, params: { code, ...values } });
}

/** The schema of a whole recipe; sizes are narrowed further by the pack. */
export const recipeSchema = z
	.strictObject({
		format: z.literal(1),
		engine: z.number().int().positive(),
		pack: z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be a pack id'), sha256 }),
		prompts: z.array(textTerm).readonly(),
		imagePrompts: z.array(imageTerm).readonly().exactOptional(),
		noisePrompts: z.array(noiseTerm).readonly().exactOptional(),
		...shapeOf(''),
		// Parts with rules beyond those of their fields.
		optimiser,
		cutouts,
		initial,
		losses: losses.exactOptional(),
		/** How the picture moves between steps; absent: not at all. */
		motion: motion.exactOptional(),
	})
	.refine((recipe) => termCount(recipe) > 0, {
		message: 'must have at least one term: write what the picture should show',
		params: { code: 'NO_TERMS' },
		...onPrompts,
	})
	.refine((recipe) => termCount(recipe) <= maximumPromptTerms, {
		message: `must have at most ${maximumPromptTerms} terms`,
		params: { code: 'TOO_MANY', maximum: maximumPromptTerms },
		...onPrompts,
	})
	.superRefine(refuseFork)
	.readonly();

/** Everything that determines a picture. */
export type Recipe = z.infer<typeof recipeSchema>;

/**
 * Reads an untrusted value as a recipe, without what its absence would say as well; throws `INVALID_RECIPE` with one
 * issue per thing wrong.
 */
export function parseRecipe(value: unknown): Recipe {
	const result = recipeSchema.safeParse(value);
	if (result.success) return withoutDefaults(result.data);
	const issues = result.error.issues.map(inputIssue);
	const summary = issues.map((issue) => (issue.path ? `${issue.path} ${issue.message}` : issue.message)).join('; ');
	throw new RenderError('INVALID_RECIPE', `The recipe cannot be used: ${summary}`, { issues });
}

/** A picture that a recipe is made with. */
export interface RecipePicture {
	/** Where the recipe names it, such as `imagePrompts.0.sha256`. */
	readonly path: string;
	/** SHA-256 of its file. */
	readonly sha256: string;
}

/** All pictures that a recipe, and those that it goes on from, name. */
export function recipePictures(recipe: Recipe): readonly RecipePicture[] {
	const { initial: begin, imagePrompts = [] } = recipe;
	const own = [
		...imagePrompts.map(({ sha256: name }, index) => ({ path: `imagePrompts.${index}.sha256`, sha256: name })),
		...recipeMasks(recipe),
	];
	if (begin.kind === 'image') return [{ path: 'initial.sha256', sha256: begin.sha256 }, ...own];
	const fork = forkOf(recipe);
	const earlier = fork === null ? [] : recipePictures(fork.recipe);
	return [...own, ...earlier.map(({ sha256: name }) => ({ path: 'initial.recipe', sha256: name }))];
}

/** The masks of a recipe's own terms. */
export function recipeMasks(recipe: Recipe): readonly RecipePicture[] {
	return termLists.flatMap((list) =>
		(recipe[list] ?? []).flatMap(({ mask }, index) =>
			mask === undefined ? [] : [{ path: `${list}.${index}.mask.sha256`, sha256: mask.sha256 }],
		),
	);
}

/** What a recipe goes on from: another one, and the step of it; null when it begins anew. */
export function forkOf({ initial: begin }: Recipe): { readonly recipe: Recipe; readonly step: number } | null {
	return begin.kind === 'fork' ? { recipe: parseRecipe(begin.recipe), step: begin.step } : null;
}

/** The recipe that begins anew and that others went on from until this one did; itself when it goes on from none. */
export function rootOf(recipe: Recipe): Recipe {
	const fork = forkOf(recipe);
	return fork === null ? recipe : rootOf(fork.recipe);
}

/** All terms in the order in which a step reports their losses: texts, pictures, noises. */
export function recipeTerms({ prompts, imagePrompts = [], noisePrompts = [] }: Recipe): readonly RecipeTerm[] {
	return [
		...prompts.map((term) => ({ kind: 'text' as const, ...term })),
		...imagePrompts.map((term) => ({ kind: 'image' as const, ...term })),
		...noisePrompts.map((term) => ({ kind: 'noise' as const, ...term })),
	];
}

/** The bytes that name a recipe. */
export function printRecipe(recipe: Recipe): string {
	return canonicalJson(withoutDefaults(recipe) as unknown as JsonValue);
}

/** A recipe's name: SHA-256 of its canonical JSON. */
export function hashRecipe(recipe: Recipe): string {
	return hashJson(withoutDefaults(recipe) as unknown as JsonValue);
}
