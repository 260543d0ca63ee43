import { guessLatent, type Prior, randomPrior, readPrior } from '@galatea/networks';
import { optimise, planRender, type RenderPack } from '@galatea/optimiser';
import type { Recipe } from '@galatea/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

const latentShape = [1, 4, 4, 4] as const;
const variation = { choices: 3, signs: 1, numbers: 2 };
const source = randomPrior(
	{
		...{ embedDimension: 5, variationLength: 6, width: 16, groundWidth: 12, hiddenWidth: 16, blocks: 1 },
		...{ channels: 4, side: 4 },
	},
	3,
);
const prior: Prior = {
	perceptor: 0,
	variation,
	latentShape,
	// Texts of the tiny pack are numbers.
	read: (text) => {
		const things = text.split(' ').map((word) => ({ text: word, colour: null }));
		return { layout: things.length > 1 ? 'beside' : 'one', things, ground: null, style: null };
	},
	load: async () => guessLatent(await readPrior(source, 4), latentShape),
};
const pack: RenderPack = { ...tinyPack(), prior };

/** The codes that a render begins with. */
async function beginning(changes: Partial<Recipe>): Promise<readonly number[]> {
	const recipe = tinyRecipe({ initial: { kind: 'prior' }, width: 12, height: 12, ...changes });
	for await (const { codes } of optimise({ runtime, plan: planRender(recipe, pack) })) return [...codes];
	throw new Error('a render has a step');
}

test('a render begins from the guess for its text and seed, and from another for another text or seed', async () => {
	const first = await beginning({});
	expect(await beginning({})).toEqual(first);
	expect(await beginning({ seed: '8' })).not.toEqual(first);
	expect(await beginning({ prompts: [{ text: '2', weight: 1, stop: null }] })).not.toEqual(first);
	// What else the prompt says does not change the guess.
	expect(await beginning({ prompts: [...tinyRecipe().prompts, { text: '2', weight: 0.5, stop: null }] })).toEqual(
		first,
	);
});

test('a wider render has the whole guess in its middle', async () => {
	const [rows, square, wide] = [6, 6, 12];
	const narrow = await beginning({});
	const broad = await beginning({ width: 24 });
	// Convolutions reach over what is drawn out beside it, so the columns at the seam may differ.
	const middle = (codes: readonly number[], columns: number) =>
		Array.from({ length: rows }, (_, row) =>
			codes.slice(row * columns + columns / 2 - 1, row * columns + columns / 2 + 1),
		);
	expect(middle(broad, wide)).toEqual(middle(narrow, square));
});

test('a pack without a prior refuses the recipe before any step', () => {
	const recipe = tinyRecipe({ initial: { kind: 'prior' } });
	expect(() => planRender(recipe, tinyPack())).toThrow('pack "tiny" has no prior to guess from a text');
	const repels = { ...recipe, prompts: [{ text: '1', weight: -1, stop: null }] };
	expect(() => planRender(repels, pack)).toThrow('no text has a weight above 0');
});
