/**
 * @file What is wrong with the form, or the input of `createRender` that it is. Everything that can be refused without
 * asking the server is refused here, field by field, by the recipe's own schema.
 */
import {
	askedOf,
	engineVersion,
	type InputIssue,
	inputIssue,
	issueCodes,
	maximumPromptLength,
	maximumPromptTerms,
	maximumSeed,
	maximumSteps,
	maximumTermWeight,
	type PromptTerm,
	parsePrompt,
	recipeSchema,
} from '@galatea/render';
import type { CreateRenderInput, PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import type { Draft, DraftField } from './draft.ts';
import { inputOf } from './draft-input.ts';
import { type Parts, readParts } from './draft-parts.ts';
import { type SettingName, settingNames, settings } from './settings.ts';
import { checkSide } from './sizes.ts';

/** One thing wrong with one field: a key of the messages under `Create.issues`, and what it speaks of. */
export interface DraftIssue {
	readonly field: DraftField;
	readonly code: OwnCode | NonNullable<InputIssue['code']>;
	readonly values: Readonly<Record<string, string | number>>;
	/** In English, where the code says no more than that something is wrong. */
	readonly message?: string;
}

type OwnCode =
	| 'emptyPrompt'
	| 'tooLong'
	| 'tooManyTerms'
	| 'badWeight'
	| 'badSeed'
	| 'notWhole'
	| 'below'
	| 'above'
	| 'notMultiple'
	| 'noPicture';

export type DraftReading =
	| { readonly kind: 'ready'; readonly input: CreateRenderInput }
	| { readonly kind: 'issues'; readonly issues: readonly DraftIssue[] };

/** Reads the form: an input for `createRender`, or everything that is wrong with it. `terms` are those of its prompt. */
export function readDraft(
	draft: Draft,
	pack: PackChoiceFragment,
	terms: readonly PromptTerm[] = parsePrompt(draft.prompt),
): DraftReading {
	const parts = readParts(draft);
	const first = [
		...checkPromptText(draft, terms),
		...checkSides(draft, pack),
		...checkSteps(draft.steps),
		...checkSeed(draft.seed),
		...(draft.initial === 'image' && draft.initialPicture === ''
			? [{ field: 'initial', code: 'noPicture', values: {} } as const]
			: []),
	];
	const issues = [
		...first,
		...checkParts(parts, pack, terms).filter(({ field }) => !first.some((each) => each.field === field)),
	];
	return issues.length > 0 ? { kind: 'issues', issues } : { kind: 'ready', input: inputOf(draft, parts, pack) };
}

/** A recipe with these parts, as the schema would have it, and where its parts stand in the form. */
function checkParts(
	{ values, stepsPerPhrase, initial, places, imagePrompts, noisePrompts }: Parts,
	{ defaults }: PackChoiceFragment,
	terms: readonly PromptTerm[],
): readonly DraftIssue[] {
	const asked = askedOf(values);
	const prompts = terms.map((term, index) => {
		const { term: _term, ...place } = places.find((each) => each.term === index) ?? { term: index };
		return { ...term, ...place };
	});
	const result = recipeSchema.safeParse({
		...asked,
		format: 1,
		engine: engineVersion,
		pack: { id: 'any', sha256: '0'.repeat(64) },
		prompts,
		...(imagePrompts.length > 0 && { imagePrompts }),
		...(noisePrompts.length > 0 && { noisePrompts }),
		width: defaults.width,
		height: defaults.height,
		steps: defaults.steps,
		seed: '0',
		optimiser: { name: 'adam', learningRate: defaults.learningRate, ...asked.optimiser },
		cutouts: { method: 'crops', count: defaults.cutouts, power: 1, noise: 0, augmentations: [], ...asked.cutouts },
		// What a fork must have in common with its recipe, the server says.
		initial: initial === undefined || initial.kind === 'fork' ? { kind: 'codes' } : initial,
	});
	const issues = result.success ? [] : result.error.issues.map(inputIssue);
	const turns = stepsPerPhrase === undefined || (Number.isInteger(stepsPerPhrase) && stepsPerPhrase >= 1);
	const late: readonly DraftIssue[] = turns
		? []
		: [{ field: 'stepsPerPhrase', code: 'notWhole', values: { minimum: 1, maximum: maximumSteps } }];
	return [
		...late,
		...issues.flatMap((issue): readonly DraftIssue[] => {
			const field = fieldOf(issue.path);
			const { code = 'OTHER', values: told = {}, message } = issue;
			return field === null ? [] : [{ field, code, values: told, message }];
		}),
	];
}

/** What the server said of single values, beside the fields that write them; what no field writes is left out. */
export function issuesOfAnswer(
	issues: readonly {
		readonly path: string;
		readonly message: string;
		readonly code: string;
		readonly values: unknown;
	}[],
): readonly DraftIssue[] {
	return issues.flatMap(({ path, message, code: told, values }) => {
		const field = fieldOf(path);
		const code = issueCodes.find((each) => each === told) ?? 'OTHER';
		return field === null ? [] : [{ field, code, message, values: (values ?? {}) as DraftIssue['values'] }];
	});
}

/** The field that writes what stands at a path of a recipe or a request; null where no field does. */
export function fieldOf(path: string): DraftField | null {
	const [list = '', index = '', ...inner] = path.split('.');
	if (list === 'prompts')
		return ['region', 'mask', 'schedule'].includes(inner[0] ?? '') ? `place.${Number(index)}` : 'prompt';
	if (list === 'imagePrompts') return `image.${Number(index)}`;
	if (list === 'noisePrompts') return `noise.${Number(index)}`;
	if (path.startsWith('cutouts.settings.')) return `augmentation.${path.slice('cutouts.settings.'.length)}`;
	if (path.startsWith('cutouts.augmentations')) return 'augmentations';
	const own = settingNames.find((name) => path === pathOf(name) || path.startsWith(`${pathOf(name)}.`));
	if (own !== undefined) return own;
	if (list === 'initial') return 'initial';
	// A part as a whole, such as a schedule that lacks a number: beside what makes it be there.
	const whole = settingNames.find((name) => pathOf(name).startsWith(`${path}.`));
	return whole ?? (['width', 'height', 'steps', 'seed'] as const).find((name) => name === path) ?? null;
}

/** Where a setting stands in a recipe or a request. */
function pathOf(name: SettingName): string {
	return settings[name].path ?? name;
}

function checkPromptText(
	{ prompt, imagePrompts, noisePrompts }: Draft,
	terms: readonly PromptTerm[],
): readonly DraftIssue[] {
	const issue = (code: OwnCode, values: DraftIssue['values'] = {}): readonly DraftIssue[] => [
		{ field: 'prompt', code, values },
	];
	if (prompt.length > maximumPromptLength)
		return issue('tooLong', { maximum: maximumPromptLength, length: prompt.length });
	const count = terms.length + imagePrompts.length + noisePrompts.length;
	if (count === 0) return issue('emptyPrompt');
	if (count > maximumPromptTerms) return issue('tooManyTerms', { maximum: maximumPromptTerms });
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

function checkSteps(text: string): readonly DraftIssue[] {
	const value = Number(text);
	const issue = (code: OwnCode): readonly DraftIssue[] => [
		{ field: 'steps', code, values: { minimum: 1, maximum: maximumSteps } },
	];
	if (text.trim() === '' || !Number.isInteger(value)) return issue('notWhole');
	if (value < 1) return issue('below');
	return value > maximumSteps ? issue('above') : [];
}

function checkSeed(text: string): readonly DraftIssue[] {
	const digits = text.trim();
	if (digits === '' || (/^\d{1,20}$/.test(digits) && BigInt(digits) <= maximumSeed)) return [];
	return [{ field: 'seed', code: 'badSeed', values: {} }];
}
