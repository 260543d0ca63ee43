/**
 * @file From the form to an input of `createRender` that says only what was changed. Everything that can be refused without
 * asking the server is refused here, field by field, by the recipe's own schema.
 */
import {
	type AugmentationName,
	engineVersion,
	type InputIssue,
	inputIssue,
	issueCodes,
	maximumPromptLength,
	maximumPromptTerms,
	maximumSeed,
	maximumSteps,
	maximumTermWeight,
	parsePrompt,
	recipeSchema,
} from '@galatea/render';
import type { CreateRenderInput, PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import type { Draft, DraftField } from './draft.ts';
import { enumName } from './enum-name.ts';
import { isOfUse, readSetting, settingNames, settings, withValueAt } from './settings.ts';
import { checkSide } from './sizes.ts';
import { readMeasure, readPlace } from './term-drafts.ts';

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

/** Reads the form: an input for `createRender`, or everything that is wrong with it. */
export function readDraft(draft: Draft, pack: PackChoiceFragment): DraftReading {
	const parts = readParts(draft);
	const first = [
		...checkPromptText(draft),
		...checkSides(draft, pack),
		...checkSteps(draft.steps),
		...checkSeed(draft.seed),
		...(draft.initial === 'image' && draft.initialPicture === ''
			? [{ field: 'initial', code: 'noPicture', values: {} } as const]
			: []),
	];
	const issues = [
		...first,
		...checkParts(draft, parts, pack).filter(({ field }) => !first.some((each) => each.field === field)),
	];
	if (issues.length > 0) return { kind: 'issues', issues };
	const changed = <Value>(text: string, usual: Value): Value | undefined =>
		Number(text) === usual ? undefined : (Number(text) as Value);
	const { defaults } = pack;
	return {
		kind: 'ready',
		input: withoutUndefined({
			prompt: draft.prompt.trim(),
			packId: draft.packId,
			width: changed(draft.width, defaults.width),
			height: changed(draft.height, defaults.height),
			steps: changed(draft.steps, defaults.steps),
			seed: draft.seed.trim() === '' ? undefined : BigInt(draft.seed.trim()).toString(),
			...(inGraphQL(parts) as object),
			visibility: draft.sharing?.visibility ?? undefined,
			recipeHidden: draft.sharing?.recipeHidden || undefined,
		}),
	};
}

type Parts = Readonly<Record<string, unknown>>;

/** What was written beyond the prompt and the size, in the words of a recipe. */
function readParts(draft: Draft): Parts {
	let parts: Record<string, unknown> = {};
	for (const name of settingNames) {
		const text = draft.settings[name] ?? '';
		if (text.trim() !== '' && isOfUse(name, draft.settings, draft.initial))
			parts = withValueAt(parts, settings[name].path, readSetting(name, text));
	}
	const initial = beginningOf(draft, parts['initial']);
	if (draft.augmentations !== null) parts = withValueAt(parts, 'cutouts.augmentations', draft.augmentations);
	for (const [path, text] of Object.entries(draft.augmentationSettings))
		if (text.trim() !== '' && isChosen(draft, path))
			parts = withValueAt(
				parts,
				`cutouts.settings.${path}`,
				path.endsWith('.border') ? text : Number(text.replace(',', '.')),
			);
	const places = Object.entries(draft.places).map(([term, place]) => ({ term: Number(term), ...readPlace(place) }));
	return withoutUndefined({
		...parts,
		initial,
		schedules: listOf(places.flatMap(({ term, schedule }) => (schedule ? [{ term, ...schedule }] : []))),
		regions: listOf(places.flatMap(({ term, region }) => (region ? [{ term, ...region }] : []))),
		masks: listOf(places.flatMap(({ term, mask }) => (mask ? [{ term, ...mask }] : []))),
		imagePrompts: listOf(
			draft.imagePrompts.map((term) => ({ sha256: term.sha256, ...readMeasure(term), ...readPlace(term) })),
		),
		noisePrompts: listOf(
			draft.noisePrompts.map((term) => ({ seed: term.seed.trim(), ...readMeasure(term), ...readPlace(term) })),
		),
	});
}

/** Numbers of an augmentation that is not among those chosen are of no use. */
function isChosen({ augmentations }: Draft, path: string): boolean {
	return augmentations === null || augmentations.includes(path.split('.')[0] as AugmentationName);
}

function beginningOf({ initial, initialPicture, fork }: Draft, told: unknown): unknown {
	switch (initial) {
		case '':
			return undefined;
		case 'codes':
			return { kind: 'codes' };
		case 'image':
			return { kind: 'image', sha256: initialPicture, ...(told as object | undefined) };
		case 'fork':
			return fork === null ? undefined : { kind: 'fork', ...fork };
		default:
			return { kind: 'noise', noise: initial };
	}
}

/** A recipe with these parts, as the schema would have it, and where its parts stand in the form. */
function checkParts(draft: Draft, parts: Parts, { defaults }: PackChoiceFragment): readonly DraftIssue[] {
	const {
		schedules = [],
		regions = [],
		masks = [],
		stepsPerPhrase,
		...rest
	} = parts as {
		readonly schedules?: readonly { readonly term: number }[];
		readonly regions?: readonly { readonly term: number }[];
		readonly masks?: readonly { readonly term: number }[];
		readonly stepsPerPhrase?: unknown;
	} & Parts;
	const at = <Entry extends { readonly term: number }>(list: readonly Entry[], index: number) => {
		const { term: _term, ...entry } = list.find(({ term }) => term === index) ?? { term: index };
		return Object.keys(entry).length === 0 ? undefined : entry;
	};
	const prompts = parsePrompt(draft.prompt).map((term, index) =>
		withoutUndefined({
			...term,
			schedule: at(schedules, index),
			region: at(regions, index),
			mask: at(masks, index),
		}),
	);
	const cutouts = { method: 'crops', count: defaults.cutouts, power: 1, noise: 0, augmentations: [] };
	const result = recipeSchema.safeParse({
		...rest,
		format: 1,
		engine: engineVersion,
		pack: { id: 'any', sha256: '0'.repeat(64) },
		prompts,
		width: defaults.width,
		height: defaults.height,
		steps: defaults.steps,
		seed: '0',
		optimiser: { name: 'adam', learningRate: defaults.learningRate, ...(parts['optimiser'] as object | undefined) },
		cutouts: { ...cutouts, ...(parts['cutouts'] as object | undefined) },
		// What a fork must have in common with its recipe, the server says.
		initial: draft.initial === 'fork' ? { kind: 'codes' } : (parts['initial'] ?? { kind: 'codes' }),
	});
	const issues = result.success ? [] : result.error.issues.map(inputIssue);
	const turns = stepsPerPhrase === undefined || (Number.isInteger(stepsPerPhrase) && Number(stepsPerPhrase) >= 1);
	const late: readonly DraftIssue[] = turns
		? []
		: [{ field: 'stepsPerPhrase', code: 'notWhole', values: { minimum: 1, maximum: maximumSteps } }];
	return [
		...late,
		...issues.flatMap((issue): readonly DraftIssue[] => {
			const field = fieldOf(issue.path);
			const { code = 'OTHER', values = {}, message } = issue;
			return field === null ? [] : [{ field, code, values, message }];
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
	const own = settingNames.find((name) => path === settings[name].path || path.startsWith(`${settings[name].path}.`));
	if (own !== undefined) return own;
	if (list === 'initial') return 'initial';
	// A part as a whole, such as a schedule that lacks a number: beside what makes it be there.
	const whole = settingNames.find((name) => settings[name].path.startsWith(`${path}.`));
	return whole ?? (['width', 'height', 'steps', 'seed'] as const).find((name) => name === path) ?? null;
}

/** Names of a recipe as GraphQL spells them; other texts and numbers stay. */
function inGraphQL(value: unknown, place = ''): unknown {
	if (place === 'initial.recipe') return value;
	if (Array.isArray(value))
		return value.map((entry) =>
			place === 'cutouts.augmentations' ? enumName(String(entry)) : inGraphQL(entry, place),
		);
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [name, inGraphQL(inner, place === '' ? name : `${place}.${name}`)]),
		);
	const isName = typeof value === 'string' && namePlaces.some((pattern) => pattern.test(place));
	return isName ? enumName(value) : value;
}

/** Where a text is a name of the recipe. */
const namePlaces: readonly RegExp[] = [
	/^(tiling|motion\.border|optimiser\.name|cutouts\.method|losses\.symmetry\.axis)$/,
	/(^|\.)(kind|curve|border)$/,
	/^initial\.(noise|fit)$/,
];

function checkPromptText({ prompt, imagePrompts, noisePrompts }: Draft): readonly DraftIssue[] {
	const issue = (code: OwnCode, values: DraftIssue['values'] = {}): readonly DraftIssue[] => [
		{ field: 'prompt', code, values },
	];
	if (prompt.length > maximumPromptLength)
		return issue('tooLong', { maximum: maximumPromptLength, length: prompt.length });
	const terms = parsePrompt(prompt);
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

function listOf<Entry>(entries: readonly Entry[]): readonly Entry[] | undefined {
	return entries.length === 0 ? undefined : entries;
}

function withoutUndefined<Members extends object>(members: Members): Members {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
}
