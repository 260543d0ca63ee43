/** @file Recipes: stored once per content, never changed. */
import { hashRecipe, parseRecipe, printRecipe, type Recipe, RenderError } from '@galatea/render';
import { type Store, withPrisma } from '../database/store.ts';

/**
 * Stores a recipe unless it is there already; returns its hash.
 * Throws `INVALID_RECIPE` when it is not a recipe, or has characters that no database of text can hold.
 */
export async function saveRecipe(store: Store, input: Recipe): Promise<string> {
	const recipe = parseRecipe(input);
	refuseUnstorable(recipe);
	const hash = hashRecipe(recipe);
	const terms = recipe.prompts.map((term, index) => ({
		recipeHash: hash,
		index,
		text: term.text,
		normalisedText: normalise(term.text),
		weight: term.weight,
		stop: term.stop,
	}));
	const row = {
		hash,
		json: JSON.parse(printRecipe(recipe)),
		width: recipe.width,
		height: recipe.height,
		steps: recipe.steps,
		seed: recipe.seed,
		cutouts: recipe.cutouts.count,
		packId: recipe.pack.id,
		packHash: recipe.pack.sha256,
		engineVersion: recipe.engine,
	};
	await withPrisma(store, async (prisma) => {
		if (await prisma.recipe.findUnique({ where: { hash }, select: { hash: true } })) return;
		await prisma.$transaction([
			prisma.recipe.createMany({ data: [row], skipDuplicates: true }),
			prisma.promptTerm.createMany({ data: terms, skipDuplicates: true }),
		]);
	});
	return hash;
}

/** What two texts that mean the same have in common: compatibility form, lower case, single spaces. */
function normalise(text: string): string {
	return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

function refuseUnstorable(recipe: Recipe): void {
	const issues = recipe.prompts.flatMap(({ text }, index) =>
		// NUL, and half a surrogate pair, which is not a character: PostgreSQL takes neither.
		text.includes('\0') || /\p{Surrogate}/u.test(text)
			? [{ path: `prompts.${index}.text`, message: 'must be whole characters, without NUL' }]
			: [],
	);
	if (issues.length > 0)
		throw new RenderError('INVALID_RECIPE', 'A prompt has characters that are not text', { issues });
}
