/**
 * @file The recipe: everything that determines a picture, as one immutable value named by the SHA-256 of its canonical
 * JSON. Adding a parameter means adding it here, with a default that keeps the meaning of older recipes.
 */
import { z } from 'zod';
import { canonicalJson, hashJson, type JsonValue } from './canonical-json.ts';
import { RenderError } from './errors.ts';
import {
	maximumCutouts,
	maximumPromptLength,
	maximumPromptTerms,
	maximumSeed,
	maximumSizePx,
	maximumSteps,
	maximumTermWeight,
	minimumSizePx,
} from './limits.ts';

/** Raised whenever the same recipe would give other numbers: a change of the algorithm, of a default or of a draw. */
export const engineVersion = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256: 64 hexadecimal digits');
const finite = z.number({ error: 'must be a finite number' });
const sidePx = z
	.number()
	.int('must be a whole number of pixels')
	.min(minimumSizePx, `must be at least ${minimumSizePx} px`)
	.max(maximumSizePx, `must be at most ${maximumSizePx} px`);

const promptTerm = z.strictObject({
	text: z
		.string()
		.trim()
		.min(1, 'must not be empty')
		.max(maximumPromptLength, `must be at most ${maximumPromptLength} characters`),
	weight: finite
		.min(-maximumTermWeight, `must be at least ${-maximumTermWeight}`)
		.max(maximumTermWeight, `must be at most ${maximumTermWeight}`)
		.refine((weight) => weight !== 0, 'must not be 0: such a term has no effect'),
	stop: finite.nullable(),
});

const seed = z
	.string()
	.regex(/^(0|[1-9]\d{0,19})$/, 'must be a whole number from 0 to 18446744073709551615, in digits')
	.refine((digits) => BigInt(digits) <= maximumSeed, 'must be at most 18446744073709551615');

/** The names of the cut methods; `reference` names are Crowson's notebook and nerdyrodent's script. */
export const cutMethods = ['crops', 'pooled'] as const;

/** nerdyrodent's augmentation names, in the words of this project. */
export const augmentationNames = ['affine', 'perspective', 'colourJitter', 'erasing'] as const;
export type AugmentationName = (typeof augmentationNames)[number];

const cutouts = z.strictObject({
	/** `crops`: Crowson's random crops. `pooled`: nerdyrodent's "latest", the whole picture pooled, then augmented. */
	method: z.enum(cutMethods),
	count: z
		.number()
		.int('must be a whole number')
		.min(1, 'must be at least 1')
		.max(maximumCutouts, `must be at most ${maximumCutouts}`),
	/** Exponent of the crop size's uniform draw; above 1 favours small crops. */
	power: finite.min(0.01, 'must be at least 0.01').max(100, 'must be at most 100'),
	/** Each cutout gets normal noise of a standard deviation drawn from 0 to this. */
	noise: finite.min(0, 'must be at least 0').max(1, 'must be at most 1'),
	augmentations: z.array(z.enum(augmentationNames)).max(16).readonly(),
});

const initial = z.discriminatedUnion('kind', [
	/** A random codebook row per position. */
	z.strictObject({ kind: z.literal('codes') }),
	/** An encoded picture, named by the SHA-256 of its file. */
	z.strictObject({ kind: z.literal('image'), sha256 }),
]);

/** The schema of a whole recipe; sizes are narrowed further by the pack. */
export const recipeSchema = z
	.strictObject({
		format: z.literal(1),
		engine: z.number().int().positive(),
		pack: z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be a pack id'), sha256 }),
		prompts: z
			.array(promptTerm)
			.min(1, 'must have at least one term: write what the picture should show')
			.max(maximumPromptTerms, `must have at most ${maximumPromptTerms} terms`)
			.readonly(),
		width: sidePx,
		height: sidePx,
		steps: z
			.number()
			.int('must be a whole number')
			.min(1, 'must be at least 1')
			.max(maximumSteps, `must be at most ${maximumSteps}`),
		seed,
		optimiser: z.strictObject({
			name: z.literal('adam'),
			learningRate: finite.positive('must be above 0').max(10, 'must be at most 10'),
		}),
		cutouts,
		initial,
	})
	.readonly();

/** Everything that determines a picture. */
export type Recipe = z.infer<typeof recipeSchema>;

/** Reads an untrusted value as a recipe; throws `INVALID_RECIPE` with one issue per thing wrong. */
export function parseRecipe(value: unknown): Recipe {
	const result = recipeSchema.safeParse(value);
	if (result.success) return result.data;
	const issues = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
	const summary = issues.map((issue) => (issue.path ? `${issue.path} ${issue.message}` : issue.message)).join('; ');
	throw new RenderError('INVALID_RECIPE', `The recipe cannot be used: ${summary}`, { issues });
}

/** The bytes that name a recipe. */
export function printRecipe(recipe: Recipe): string {
	return canonicalJson(recipe as unknown as JsonValue);
}

/** A recipe's name: SHA-256 of its canonical JSON. */
export function hashRecipe(recipe: Recipe): string {
	return hashJson(recipe as unknown as JsonValue);
}
