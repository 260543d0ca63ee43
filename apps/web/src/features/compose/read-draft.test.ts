import { maximumPromptLength, maximumSeed } from '@galatea/render';
import { describe, expect, test } from 'vitest';
import { type Draft, drawSeed, newDraft, type Sharing } from './draft.ts';
import { testPack } from './fixtures.ts';
import { fieldOf, readDraft } from './read-draft.ts';
import type { SettingTexts } from './settings.ts';
import { anyPlace } from './term-drafts.ts';

function issuesOf(change: Partial<Draft>): readonly string[] {
	const reading = readDraft({ ...newDraft(testPack, 'a red apple'), ...change }, testPack);
	return reading.kind === 'issues' ? reading.issues.map(({ field, code }) => `${field} ${code}`) : [];
}

test('a form with only a prompt says only that, and the pack', () => {
	expect(readDraft(newDraft(testPack, ' a red apple '), testPack)).toEqual({
		kind: 'ready',
		input: { prompt: 'a red apple', packId: 'starter' },
	});
});

test('who may see it is said only where somebody has chosen', () => {
	const inputOf = (sharing: Sharing) => {
		const reading = readDraft({ ...newDraft(testPack, 'a red apple'), sharing }, testPack);
		return reading.kind === 'ready' ? reading.input : null;
	};
	const said = { prompt: 'a red apple', packId: 'starter' };
	expect(inputOf({ visibility: null, recipeHidden: false })).toEqual(said);
	expect(inputOf({ visibility: 'PRIVATE', recipeHidden: true })).toEqual({
		...said,
		visibility: 'PRIVATE',
		recipeHidden: true,
	});
});

test('every wrong field is named, all at once', () => {
	expect(
		issuesOf({
			prompt: ' | ',
			width: '7',
			height: '100000',
			steps: '-3',
			seed: '1.5',
			settings: { learningRate: 'much', cutoutCount: '0' },
		}),
	).toEqual([
		'prompt emptyPrompt',
		'width below',
		'height above',
		'steps below',
		'seed badSeed',
		'learningRate NOT_A_NUMBER',
		'cutoutCount BELOW',
	]);
});

test('a prompt is refused when it is too long, has too many terms, or a weight that has no effect', () => {
	expect(issuesOf({ prompt: 'a'.repeat(maximumPromptLength + 1) })).toEqual(['prompt tooLong']);
	expect(issuesOf({ prompt: Array(17).fill('a').join('|') })).toEqual(['prompt tooManyTerms']);
	expect(issuesOf({ prompt: 'an apple:0' })).toEqual(['prompt badWeight']);
	expect(issuesOf({ prompt: 'an apple:1e999' })).toEqual(['prompt badWeight']);
});

test('seeds reach from 0 to the largest unsigned 64-bit integer', () => {
	expect(issuesOf({ seed: '0' })).toEqual([]);
	expect(issuesOf({ seed: String(maximumSeed) })).toEqual([]);
	expect(issuesOf({ seed: String(maximumSeed + 1n) })).toEqual(['seed badSeed']);
	expect(issuesOf({ seed: '-1' })).toEqual(['seed badSeed']);
	for (let draw = 0; draw < 100; draw++) expect(issuesOf({ seed: drawSeed() })).toEqual([]);
});

describe('what the recipe refuses stands beside the field that says it', () => {
	test.each<[SettingTexts, string]>([
		[{ smoothness: '0' }, 'smoothness NO_EFFECT'],
		[{ keepInitial: '-1' }, 'keepInitial NOT_ABOVE'],
		[{ palette: '1' }, 'paletteColours WRONG_TYPE'],
		[{ palette: '1', paletteColours: 'red' }, 'paletteColours BAD_FORMAT'],
		[{ palette: '1', paletteColours: Array(17).fill('#000000').join(' ') }, 'paletteColours TOO_MANY'],
		[{ rateSchedule: 'linear' }, 'rateFinal NOT_A_NUMBER'],
		[{ rateSchedule: 'drops', rateFactor: '0.1', rateDrops: '0.5 0.25' }, 'rateDrops NOT_RISING'],
		[{ warmUpSteps: '1.5' }, 'warmUpSteps NOT_WHOLE'],
		[{ ema: '1' }, 'ema ABOVE'],
		[{ cutNoise: '2' }, 'cutNoise ABOVE'],
		[{ stepsPerPhrase: '0' }, 'stepsPerPhrase notWhole'],
	])('%j', (settings, issue) => {
		expect(issuesOf({ settings })).toEqual([issue]);
	});

	test('for augmentations, terms and the beginning too', () => {
		const augmentations = ['affine', 'erasing'] as const;
		expect(issuesOf({ augmentations, augmentationSettings: { 'affine.degrees': '200' } })).toEqual([
			'augmentation.affine.degrees ABOVE',
		]);
		expect(issuesOf({ augmentations, augmentationSettings: { 'erasing.leastArea': '0.5' } })).toEqual([
			'augmentation.erasing LEAST_ABOVE_MOST',
		]);
		expect(issuesOf({ places: { 0: { ...anyPlace, region: '0.5 0 2 1' } } })).toContain('place.0 ABOVE');
		expect(issuesOf({ places: { 0: { ...anyPlace, keyframes: '9=0 3=1' } } })).toEqual(['place.0 NOT_RISING']);
		expect(issuesOf({ noisePrompts: [{ seed: 'x', weight: '', stop: '', ...anyPlace }] })).toEqual([
			'noise.0 BAD_SEED',
		]);
		expect(issuesOf({ initial: 'image' })).toEqual(['initial noPicture']);
	});
});

test('what means nothing beside the rest is not sent, and neither is a place of a term that is gone', () => {
	const settings = { symmetryAxis: 'both', rateFinal: '0.5', keepInitialHalfLife: '3', initialFit: 'cover' };
	const draft = { ...newDraft(testPack, 'a red apple'), settings, augmentationSettings: { 'affine.degrees': '30' } };
	expect(readDraft({ ...draft, augmentations: [] }, testPack)).toEqual({
		kind: 'ready',
		input: { prompt: 'a red apple', packId: 'starter', cutouts: { augmentations: [] } },
	});
});

test('decimal commas are decimal points, and colours may be capitals', () => {
	const settings = { ema: '0,9', palette: '1', paletteColours: '#FFCC00, #102030' };
	expect(readDraft({ ...newDraft(testPack, 'a'), settings }, testPack)).toMatchObject({
		input: { ema: 0.9, losses: { palette: { weight: 1, colours: ['#ffcc00', '#102030'] } } },
	});
});

test('pictures and noises may stand without words', () => {
	const noisePrompts = [{ seed: '7', weight: '', stop: '', ...anyPlace }];
	expect(issuesOf({ prompt: '', noisePrompts })).toEqual([]);
});

test.each([
	['prompts.3.weight', 'prompt'],
	['prompts.1.schedule.keyframes', 'place.1'],
	['imagePrompts.2.sha256', 'image.2'],
	['cutouts.settings.affine.degrees', 'augmentation.affine.degrees'],
	['losses.palette.colours.0', 'paletteColours'],
	['optimiser.schedule', 'rateSchedule'],
	['initial.sha256', 'initial'],
	['width', 'width'],
	['idempotencyKey', null],
])('what the server says of %s stands beside %s', (path, field) => {
	expect(fieldOf(path)).toBe(field);
});
