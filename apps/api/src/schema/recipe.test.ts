import {
	augmentationDefaults,
	hashRecipe,
	memberDefaults,
	parseRecipe,
	type Recipe,
	storyTerms,
} from '@galatea/render';
import { publishRender, setRenderVisibility } from '@galatea/store/artworks';
import { saveBlob } from '@galatea/store/files';
import { createRender, getRender } from '@galatea/store/renders';
import { getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../testing.ts';
import { bigGanPack, starterPack } from '../testing-packs.ts';
import { doneRender } from '../testing-worker.ts';
import { schema } from './index.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

/** What an input has that a recipe does not, or has twice. */
const ownOfInput = [
	'preset',
	'learningRate',
	'remixOf',
	'mixOf',
	'importedRecipe',
	'recipeHidden',
	'visibility',
	'idempotencyKey',
	'renderId',
];

/** A selection of everything that the input type has: what is not in the output under the same name fails to validate. */
function selectionOf(typeName: string): string {
	const type = schema.getType(typeName);
	if (!isInputObjectType(type)) throw new Error(`${typeName} is no input type`);
	const names = Object.values(type.getFields())
		.filter(({ name }) => !(/^(CreateRender|Initial)Input$/.test(typeName) && ownOfInput.includes(name)))
		.map((field) => {
			const inner = getNamedType(field.type);
			return isInputObjectType(inner) ? `${field.name} ${selectionOf(inner.name)}` : field.name;
		});
	return `{ ${names.join(' ')} }`;
}

const readRecipe = `query ($id: ID!) { render(id: $id) { recipe ${selectionOf('CreateRenderInput')} } }`;
const createRenderAgain = /* GraphQL */ `
	mutation ($input: CreateRenderInput!) {
		createRender(input: $input) {
			... on CreateRenderSuccess { render { id recipe { hash } } }
			... on InvalidRecipe { issues { path message code } }
		}
	}
`;

const schedule = {
	curve: 'smooth',
	keyframes: [
		{ step: 1, share: 0.25 },
		{ step: 40, share: 1 },
	],
} as const;
const region = { left: 0.5, top: 0, width: 0.5, height: 0.75 };

const plain: Recipe = {
	format: 1,
	engine: 1,
	pack: { id: starterPack.id, sha256: starterPack.hash },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 64,
	height: 96,
	steps: 50,
	seed: '18446744073709551615',
	optimiser: { name: 'adam', learningRate: 0.15 },
	cutouts: { method: 'pooled', count: 4, power: 2, noise: 0, augmentations: [] },
	initial: { kind: 'codes' },
};

/** Recipes that together use every member. */
function fullRecipes(sha256: string): readonly [string, object][] {
	const everything = {
		...plain,
		prompts: [
			{ text: 'a blue | fish', weight: -2.5, stop: 0.75, schedule, region },
			{ text: 'a green tree', weight: 1, stop: null, mask: { sha256 } },
		],
		imagePrompts: [
			{ sha256, weight: 0.5, stop: 0.25, schedule, region },
			{ sha256, weight: 1, stop: null, mask: { sha256 } },
		],
		noisePrompts: [
			{ seed: '18446744073709551614', weight: -1, stop: null, schedule, region },
			{ seed: '2', weight: 1, stop: null, mask: { sha256 } },
		],
		optimiser: {
			name: 'radam',
			learningRate: 0.07,
			schedule: { kind: 'drops', factor: 0.5, at: [0.25, 0.5] },
			warmUpSteps: 5,
		},
		cutouts: {
			method: 'averagedCrops',
			count: 8,
			power: 0.5,
			noise: 0.05,
			augmentations: Object.keys(augmentationDefaults),
			clamp: true,
			// Another number for each, and another word.
			settings: Object.fromEntries(
				Object.entries(augmentationDefaults).map(([name, numbers]) => [
					name,
					Object.fromEntries(
						Object.entries(numbers).map(([member, value]) => [
							member,
							value === 'black' ? 'edge' : Number((Number(value) * 0.9 + 0.02).toFixed(3)),
						]),
					),
				]),
			),
		},
		initial: { kind: 'image', sha256, fit: 'cover' },
		losses: {
			keepInitial: { weight: 1, halfLifeSteps: 20 },
			shrinkLatent: { weight: 0.1 },
			latentVariation: { weight: 0.2 },
			totalVariation: { weight: -0.3 },
			smoothness: { weight: 0.4 },
			saturation: { weight: 0.5 },
			symmetry: { weight: 0.6, axis: 'both' },
			palette: { weight: 0.7, colours: ['#102030', '#ffcc00'] },
		},
		perceptorWeights: [0.5],
		ema: 0.9,
		tiling: 'vertical',
		motion: {
			zoom: 1.02,
			turnDegrees: -3,
			shiftX: 0.1,
			shiftY: -0.2,
			everySteps: 5,
			firstStep: 11,
			border: 'wrap',
		},
	};
	const phrases = ['a red apple', 'a blue fish', 'a green tree'].map((text) => [{ text, weight: 1, stop: null }]);
	return [
		['everything', everything],
		[
			'a story and made noise',
			{
				...plain,
				prompts: storyTerms({ phrases, stepsPerPhrase: 9 }, 50),
				initial: { kind: 'noise', noise: 'clouds' },
			},
		],
		[
			'a rate and a noise that fall',
			{
				...plain,
				optimiser: { ...plain.optimiser, schedule: { kind: 'cosine', final: 0.1 } },
				cutouts: { ...plain.cutouts, noiseFinal: 0.3 },
			},
		],
		[
			'what only a BigGAN has',
			{
				...plain,
				pack: { id: bigGanPack.id, sha256: bigGanPack.hash },
				...{ width: 128, height: 128 },
				losses: { naturalNoise: { weight: 0.02 }, fewClasses: { weight: 0.03 } },
			},
		],
		['no words', { ...plain, prompts: [], noisePrompts: [{ seed: '1', weight: 1, stop: null }] }],
		['nothing of all that', plain],
		[
			'a fork',
			{
				...plain,
				steps: 60,
				prompts: [{ text: 'a blue fish', weight: 1, stop: null }],
				initial: { kind: 'fork', recipe: everything, step: 30 },
				optimiser: everything.optimiser,
			},
		],
	];
}

/** The picture of a render of somebody, which everybody may see. */
async function storedPicture(userId: string): Promise<{ readonly renderId: string; readonly sha256: string }> {
	const { renderId } = await doneRender(api.store, { userId });
	const [sha256 = ''] = (await getRender(api.store, renderId))?.image?.key.split('.') ?? [];
	return { renderId, sha256 };
}

/** Every path of a value, without the indices of lists. */
function pathsOf(value: unknown, path = ''): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => pathsOf(entry, path));
	if (typeof value !== 'object' || value === null) return [path];
	return [
		path,
		...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, path === '' ? name : `${path}.${name}`)),
	];
}

describe('a program reads a recipe, sends it, and has asked for the same', () => {
	test.each(fullRecipes('').map(([title]) => title))('%s', async (title) => {
		const { userId, token } = await api.guest();
		const { sha256 } = await storedPicture(userId);
		const recipe = parseRecipe(fullRecipes(sha256).find(([each]) => each === title)?.[1]);
		const { render } = await createRender(api.store, { recipe, userId });
		const read = dataOf(await api.query(readRecipe, { id: render.id }, token))['render'] as { recipe: object };
		const answer = dataOf(await api.query(createRenderAgain, { input: read.recipe }, token))['createRender'];
		expect(answer).toMatchObject({ render: { recipe: { hash: hashRecipe(recipe) } } });
	});

	test('and these recipes use every member that there is', () => {
		const used = new Set(fullRecipes('a'.repeat(64)).flatMap(([, recipe]) => pathsOf(parseRecipe(recipe))));
		expect(Object.keys(memberDefaults).filter((path) => !used.has(path))).toEqual([]);
	});
});

describe('the pictures of a recipe', () => {
	const issuesFor = async (sha256: string, token: string) => {
		const input = { imagePrompts: [{ sha256 }] };
		const answer = dataOf(await api.query(createRenderAgain, { input }, token))['createRender'];
		return (answer as { issues?: readonly object[] }).issues ?? [];
	};
	const refused = [{ path: 'imagePrompts.0.sha256', code: 'NO_SUCH_PICTURE' }];

	test('are there, and of an artwork that everybody may see or the caller’s own', async () => {
		const [owner, stranger] = [await api.guest(), await api.guest()];
		const open = await storedPicture(owner.userId);
		expect(await issuesFor(open.sha256, stranger.token)).toMatchObject(refused);
		await publishRender(api.store, { renderId: open.renderId, title: 'Apple', userId: owner.userId });
		expect(await issuesFor(open.sha256, stranger.token)).toEqual([]);
		const closed = await storedPicture(owner.userId);
		await setRenderVisibility(api.store, { renderId: closed.renderId, userId: owner.userId, visibility: 'PRIVATE' });
		expect(await issuesFor(closed.sha256, stranger.token)).toMatchObject(refused);
		expect(await issuesFor(closed.sha256, owner.token)).toEqual([]);
		expect(await issuesFor('c'.repeat(64), owner.token)).toMatchObject(refused);
		// Stored, but no picture of any render: an address that was guessed.
		const [guessed = ''] = (await saveBlob(api.store, new TextEncoder().encode('somebody’s'), 'png')).split('.');
		expect(await issuesFor(guessed, owner.token)).toMatchObject(refused);
	});

	test('may be had by whoever may watch the render', async () => {
		const { userId, token } = await api.guest();
		const { sha256, renderId } = await storedPicture(userId);
		await setRenderVisibility(api.store, { renderId, userId, visibility: 'PRIVATE' });
		const status = async () => (await fetch(`${api.url}/files/${sha256}.png`)).status;
		expect(await status()).toBe(404);
		const input = { prompt: 'a red apple', initial: { kind: 'IMAGE', sha256, fit: 'CONTAIN' } };
		expect(dataOf(await api.query(createRenderAgain, { input }, token))['createRender']).toHaveProperty('render');
		expect(await status()).toBe(200);
	});
});

test('a preset’s values are there unless others are asked for', async () => {
	const { token } = await api.guest();
	const input = { preset: 'NERDYRODENT', prompt: 'a red apple', steps: 7, cutouts: { count: 4 } };
	const created = dataOf(await api.query(createRenderAgain, { input }, token))['createRender'] as {
		render: { id: string };
	};
	expect((await getRender(api.store, created.render.id))?.recipe).toMatchObject({
		steps: 7,
		optimiser: { name: 'adam', learningRate: 0.1 },
		cutouts: { method: 'pooled', count: 4, augmentations: ['affine', 'perspective', 'colourJitter', 'erasing'] },
	});
	const { presets } = dataOf(await api.query('{ presets { name description source values } }'));
	expect(presets).toContainEqual({
		name: 'SEAMLESS_TILE',
		description: expect.stringContaining('tile'),
		source: expect.any(String),
		values: { tiling: 'both' },
	});
});

test.each([
	[{ initial: { kind: 'NOISE' } }, 'initial.noise'],
	[{ initial: { kind: 'IMAGE', sha256: 'red' } }, 'initial.sha256'],
	[{ initial: { kind: 'CODES', fit: 'COVER' } }, 'initial'],
	[{ initial: { kind: 'FORK', recipe: { deep: [[[]]] }, step: 1 } }, 'initial.recipe'],
	[{ optimiser: { schedule: { kind: 'LINEAR', final: 2 } } }, 'optimiser.schedule.final'],
	[{ optimiser: { schedule: { kind: 'DROPS', factor: 0.1, at: [0.5, 0.25] } } }, 'optimiser.schedule.at'],
	[{ losses: { palette: { weight: 1, colours: ['red'] } } }, 'losses.palette.colours.0'],
	[{ regions: [{ term: 3, left: 0, top: 0, width: 1, height: 1 }] }, 'regions.0.term'],
	[{ regions: [{ term: 0, left: 0.5, top: 0, width: 1, height: 1 }] }, 'prompts.0.region.width'],
	[{ masks: [{ term: 3, sha256: 'a'.repeat(64) }] }, 'masks.0.term'],
	[{ masks: [{ term: 0, sha256: 'white' }] }, 'prompts.0.mask.sha256'],
	[{ cutouts: { settings: { affine: { degrees: 200 } } } }, 'cutouts.settings.affine.degrees'],
	[{ perceptorWeights: [1, 1] }, 'perceptorWeights'],
	[{ ema: 1 }, 'ema'],
	[{ motion: { zoom: 1, everySteps: 2 } }, 'motion'],
	[{ motion: { zoom: 3 } }, 'motion.zoom'],
])('%j is refused where it is wrong', async (part, path) => {
	const answer = await api.query(createRenderAgain, { input: { prompt: 'a red apple', ...part } });
	expect(dataOf(answer)['createRender']).toMatchObject({ issues: [{ path }] });
});

describe('a fork with everything else changed', () => {
	test('goes on with a render by its id, credits its artwork, and is no more open than it', async () => {
		const { userId, token } = await api.guest();
		const { renderId } = await doneRender(api.store, { userId });
		await setRenderVisibility(api.store, { renderId, userId, visibility: 'UNLISTED' });
		const initial = { kind: 'FORK', renderId, step: 30 };
		const ask = async (input: object, who = token) =>
			dataOf(await api.query(createRenderAgain, { input: { prompt: 'a blue fish', initial, ...input } }, who))[
				'createRender'
			];
		const made = (await ask({ steps: 150, losses: { smoothness: { weight: 3 } } })) as { render: { id: string } };
		const [parent, child] = await Promise.all([renderId, made.render.id].map((id) => getRender(api.store, id)));
		expect(child?.recipe.initial).toEqual({ kind: 'fork', recipe: parent?.recipe, step: 30 });
		expect(child).toMatchObject({ visibility: 'UNLISTED', recipe: { losses: { smoothness: { weight: 3 } } } });
		expect(await ask({ width: 64 })).toMatchObject({ issues: [{ path: 'width', code: 'FORK_DIFFERS' }] });
		expect(await ask({ steps: 30 })).toMatchObject({ issues: [{ path: 'steps', code: 'NOT_ABOVE' }] });
		await setRenderVisibility(api.store, { renderId, userId, visibility: 'PRIVATE' });
		expect(await ask({}, (await api.guest()).token)).toEqual({});
	});
});
