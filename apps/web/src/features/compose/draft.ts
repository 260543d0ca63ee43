/**
 * @file What a person has written into the form, as text, and how it becomes an input of `createRender`. Everything
 * that can be refused without asking the server is refused here, field by field.
 */
import {
	maximumCutouts,
	maximumPromptLength,
	maximumPromptTerms,
	maximumSeed,
	maximumSteps,
	maximumTermWeight,
	parsePrompt,
} from '@galatea/render';
import type {
	CreateRenderInput,
	CutMethod,
	CutoutsInput,
	PackChoiceFragment,
	RecipePartsFragment,
} from '../../graphql/generated/graphql.ts';
import { checkSide } from './sizes.ts';

/** The form. Numbers stay text until they are sent, so that nothing typed is lost; empty means the pack's default. */
export interface Draft {
	readonly prompt: string;
	readonly packId: string;
	readonly width: string;
	readonly height: string;
	readonly steps: string;
	/** Empty for a new one with every render. */
	readonly seed: string;
	readonly learningRate: string;
	readonly cutoutCount: string;
	readonly cutMethod: CutMethod;
	/** What a remixed recipe says of its cutouts beyond the form's fields; goes along while the method is the same. */
	readonly cutoutRest: Pick<CutoutsInput, 'power' | 'noise' | 'augmentations'> | null;
}

export type DraftField = 'prompt' | 'width' | 'height' | 'steps' | 'seed' | 'learningRate' | 'cutoutCount';

/** One thing wrong with one field: a key of the messages under `Create.issues`, and the numbers it speaks of. */
export interface DraftIssue {
	readonly field: DraftField;
	readonly code:
		| 'emptyPrompt'
		| 'tooLong'
		| 'tooManyTerms'
		| 'badWeight'
		| 'badSeed'
		| 'notWhole'
		| 'notNumber'
		| 'below'
		| 'above'
		| 'notMultiple';
	readonly values: Readonly<Record<string, number>>;
}

export type DraftReading =
	| { readonly kind: 'ready'; readonly input: CreateRenderInput }
	| { readonly kind: 'issues'; readonly issues: readonly DraftIssue[] };

/** An empty form for `pack`, with its defaults written in. */
export function newDraft(pack: PackChoiceFragment, prompt = ''): Draft {
	return {
		prompt,
		packId: pack.id,
		width: String(pack.defaults.width),
		height: String(pack.defaults.height),
		steps: String(pack.defaults.steps),
		seed: '',
		learningRate: String(pack.defaults.learningRate),
		cutoutCount: String(pack.defaults.cutouts),
		cutMethod: pack.defaults.cutMethod,
		cutoutRest: null,
	};
}

/** What a remix keeps of its recipe: only the words, everything but the seed, or everything. */
export type RemixKeeps = 'prompt' | 'newSeed' | 'sameSeed';

/** A form filled from a recipe. A pack that is not there is replaced by the first that is. */
export function draftOfRecipe(
	recipe: RecipePartsFragment,
	packs: readonly PackChoiceFragment[],
	keeps: RemixKeeps,
): Draft {
	const pack = packs.find((candidate) => candidate.id === recipe.packId) ?? packs[0];
	if (!pack) throw new RangeError('There is no pack');
	const fresh = newDraft(pack, recipe.prompt);
	if (keeps === 'prompt') return fresh;
	const { method, count, power, noise, augmentations } = recipe.cutouts;
	return {
		...fresh,
		width: String(recipe.width),
		height: String(recipe.height),
		steps: String(recipe.steps),
		seed: keeps === 'sameSeed' ? recipe.seed : '',
		learningRate: String(recipe.optimiser.learningRate),
		cutoutCount: String(count),
		cutMethod: method,
		cutoutRest: { power, noise, augmentations },
	};
}

/** Reads the form: an input for `createRender`, or everything that is wrong with it. */
export function readDraft(draft: Draft, pack: PackChoiceFragment): DraftReading {
	const issues = [
		...checkPromptText(draft.prompt),
		...checkSides(draft, pack),
		...checkWhole('steps', draft.steps, maximumSteps),
		...checkSeed(draft.seed),
		...checkLearningRate(draft.learningRate),
		...checkWhole('cutoutCount', draft.cutoutCount, maximumCutouts),
	];
	if (issues.length > 0) return { kind: 'issues', issues };
	return {
		kind: 'ready',
		input: {
			prompt: draft.prompt.trim(),
			packId: draft.packId,
			width: Number(draft.width),
			height: Number(draft.height),
			steps: Number(draft.steps),
			seed: draft.seed.trim() === '' ? null : BigInt(draft.seed.trim()).toString(),
			learningRate: Number(draft.learningRate),
			cutouts: { method: draft.cutMethod, count: Number(draft.cutoutCount), ...draft.cutoutRest },
		},
	};
}

function checkPromptText(prompt: string): readonly DraftIssue[] {
	const issue = (code: DraftIssue['code'], values: DraftIssue['values'] = {}): readonly DraftIssue[] => [
		{ field: 'prompt', code, values },
	];
	if (prompt.length > maximumPromptLength)
		return issue('tooLong', { maximum: maximumPromptLength, length: prompt.length });
	const terms = parsePrompt(prompt);
	if (terms.length === 0) return issue('emptyPrompt');
	if (terms.length > maximumPromptTerms) return issue('tooManyTerms', { maximum: maximumPromptTerms });
	const bad = terms.findIndex(({ weight }) => weight === 0 || !(Math.abs(weight) <= maximumTermWeight));
	return bad === -1 ? [] : issue('badWeight', { term: bad + 1, maximum: maximumTermWeight });
}

function checkSides(draft: Draft, pack: PackChoiceFragment): readonly DraftIssue[] {
	return (['width', 'height'] as const).flatMap((field) => {
		const problem = checkSide(draft[field], pack.sizes);
		if (problem === null) return [];
		const { code, ...values } = problem;
		return [{ field, code, values }];
	});
}

function checkWhole(field: DraftField, text: string, maximum: number): readonly DraftIssue[] {
	const value = Number(text);
	const values = { minimum: 1, maximum };
	if (text.trim() === '' || !Number.isInteger(value)) return [{ field, code: 'notWhole', values }];
	if (value < 1) return [{ field, code: 'below', values }];
	return value > maximum ? [{ field, code: 'above', values }] : [];
}

function checkSeed(text: string): readonly DraftIssue[] {
	const digits = text.trim();
	if (digits === '' || (/^\d{1,20}$/.test(digits) && BigInt(digits) <= maximumSeed)) return [];
	return [{ field: 'seed', code: 'badSeed', values: {} }];
}

function checkLearningRate(text: string): readonly DraftIssue[] {
	const value = Number(text);
	const values = { minimum: 0, maximum: 10 };
	if (text.trim() === '' || !Number.isFinite(value)) return [{ field: 'learningRate', code: 'notNumber', values }];
	if (value <= 0) return [{ field: 'learningRate', code: 'below', values }];
	return value > 10 ? [{ field: 'learningRate', code: 'above', values }] : [];
}

/** A seed drawn from all that there are. */
export function drawSeed(): string {
	return String(crypto.getRandomValues(new BigUint64Array(1))[0]);
}
