/** @file What a pack or the pictures given cannot do for a recipe: refused with one issue for each thing, before any step. */
import { type InputIssue, type Recipe, RenderError, recipeTerms } from '@galatea/render';
import { generatorIssues } from './generator-checks.ts';
import { guessedText } from './guess.ts';
import type { Picture, Plan, RenderPack } from './plan.ts';

/** Throws when the recipe names another pack, or a size that the pack cannot make. */
export function checkPack(recipe: Recipe, pack: RenderPack): void {
	if (recipe.pack.id !== pack.id || recipe.pack.sha256 !== pack.sha256)
		throw new RenderError(
			'PACK_UNAVAILABLE',
			`The recipe needs pack "${recipe.pack.id}" (${recipe.pack.sha256.slice(0, 12)}…), and the pack given is ` +
				`"${pack.id}" (${pack.sha256.slice(0, 12)}…).`,
		);
	const multiple = pack.generator.downscale;
	const { minimum, maximum } = pack.sizesPx;
	const issues = (['width', 'height'] as const).flatMap((path) => {
		const side = recipe[path];
		if (side % multiple === 0 && side >= minimum && side <= maximum) return [];
		const message = `must be a multiple of ${multiple} from ${minimum} to ${maximum} px with pack "${pack.id}", not ${side}`;
		return [{ path, message }];
	});
	if (issues.length > 0) refuseAll(issues);
}

/** Throws when the recipe asks for what generators of another kind do. */
export function checkGenerator(recipe: Recipe, { id, generator }: RenderPack): void {
	const issues = generatorIssues(recipe, generator.kind, id);
	if (issues.length > 0) refuseAll(issues);
}

function refuseAll(issues: readonly InputIssue[]): never {
	const summary = issues.map((issue) => `${issue.path} ${issue.message}`).join('; ');
	throw new RenderError('INVALID_RECIPE', `The recipe cannot be used: ${summary}`, { issues });
}

/** Throws `INVALID_RECIPE` with one issue. */
export function refuse(path: string, message: string): never {
	return refuseAll([{ path, message }]);
}

/** Throws when there are not as many weights as perceptors. */
export function checkPerceptorWeights({ perceptorWeights }: Recipe, { id, perceptors }: RenderPack): void {
	if (perceptorWeights === undefined || perceptorWeights.length === perceptors.length) return;
	refuse('perceptorWeights', `must be ${perceptors.length} for pack "${id}", not ${perceptorWeights.length}`);
}

/** The pictures that the recipe's prompts name, by SHA-256; throws for one that was not given. */
export function promptPictures(
	{ imagePrompts = [] }: Recipe,
	given: ReadonlyMap<string, Picture>,
): ReadonlyMap<string, Picture> {
	return new Map(
		imagePrompts.map(({ sha256 }, index) => {
			const path = `imagePrompts.${index}.sha256`;
			const picture = given.get(sha256) ?? refuse(path, 'names a picture, which was not given');
			checkPicture(path, picture);
			return [sha256, picture];
		}),
	);
}

/** Throws when a picture has not as many bytes as its size says. */
export function checkPicture(path: string, { width, height, data }: Picture): void {
	if (data.length === width * height * 3) return;
	refuse(path, `must be RGB of ${width} × ${height}, ${width * height * 3} bytes, not ${data.length}`);
}

/** Throws when the picture should move and the pack cannot encode it again. */
export function checkMotion({ motion }: Recipe, { id, generator }: RenderPack): void {
	if (motion === undefined || generator.loadEncoder !== null) return;
	refuse('motion', `cannot be: pack "${id}" has no encoder for the moved picture`);
}

/** What the prior of the pack guesses from; null for a recipe that begins otherwise. Throws when it cannot. */
export function initialGuess(recipe: Recipe, { id, prior }: RenderPack): Plan['initialGuess'] {
	if (recipe.initial.kind !== 'prior') return null;
	if (!prior) return refuse('initial', `must be another: pack "${id}" has no prior to guess from a text`);
	const text = guessedText(recipeTerms(recipe));
	return text === null
		? refuse('initial', 'must be another: a prior guesses from a text, and no text has a weight above 0')
		: { prior, text };
}

/** Throws when the pack or the picture cannot do what the beginning asks for. */
export function checkInitial(recipe: Recipe, pack: RenderPack, picture: Picture | null): void {
	if (recipe.initial.kind === 'codes' || recipe.initial.kind === 'fork') return;
	if (pack.generator.loadEncoder === null)
		refuse('initial', `must be random codes: pack "${pack.id}" has no encoder to begin from a picture`);
	if (recipe.initial.kind !== 'image') return;
	const given = picture ?? refuse('initial', 'names a picture, which was not given');
	checkPicture('initial', given);
	if (recipe.initial.fit === undefined || (given.width === recipe.width && given.height === recipe.height)) return;
	refuse('initial.fit', `needs a picture of ${recipe.width} × ${recipe.height}, not ${given.width} × ${given.height}`);
}
