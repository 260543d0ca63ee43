import type { Recipe, RecipeTerm } from '@galatea/render';
import { expect, test } from 'vitest';
import { composeRecipe } from './compose-recipe.ts';
import { drawnOut, drawVariation, guessedText } from './guess.ts';
import { randomSource } from './random.ts';
import { pack } from './testing-compose.ts';

const term = (text: string, weight: number, from: number | null = null): RecipeTerm => ({
	...{ kind: 'text', text, weight, stop: null },
	...(from !== null && {
		schedule: {
			curve: 'hold',
			keyframes: [
				{ step: 1, share: 0 },
				{ step: from, share: 1 },
			],
		},
	}),
});

test('the text that weighs most at the first step is guessed from, and none that only repels', () => {
	expect(guessedText([term('fog', 0.5), term('a red apple', 2), term('a fish', 2), term('blur', -3)])).toBe(
		'a red apple',
	);
	expect(guessedText([term('later', 2, 40), term('now', 0.1)])).toBe('now');
	expect(guessedText([term('later', 2, 40)])).toBe('later');
	expect(guessedText([term('blur', -1), { kind: 'noise', seed: '1', weight: 1, stop: null }])).toBeNull();
});

test('a variation is one choice, then signs, then numbers, and another for another seed', () => {
	const variation = { choices: 4, signs: 2, numbers: 3 };
	const drawn = Array.from({ length: 200 }, (_, seed) => [
		...drawVariation(variation, randomSource(BigInt(seed)).draw(0, 9)),
	]);
	for (const numbers of drawn) {
		expect(numbers.slice(0, 4).sort()).toEqual([0, 0, 0, 1]);
		expect(numbers.slice(4, 6).every((sign) => Math.abs(sign) === 1)).toBe(true);
		expect(numbers.slice(6).every((number) => Math.abs(number) <= 1)).toBe(true);
	}
	expect(new Set(drawn.map(({ length, ...numbers }) => JSON.stringify(numbers))).size).toBe(200);
	for (const place of [0, 1, 2, 3, 4, 5])
		expect(drawn.filter((numbers) => numbers[place] === 1).length).toBeGreaterThan(25);
});

test('a picture in a wider frame stands in the middle, its edge pixels drawn out to both sides', () => {
	const planes = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
	const wide = drawnOut(planes, { width: 2, height: 2 }, { width: 5, height: 2 });
	expect([...wide.slice(0, 10)]).toEqual([1, 1, 2, 2, 2, 3, 3, 4, 4, 4]);
});

const prior: Recipe['initial'] = { kind: 'prior' };
const withPrior = { ...pack, hasPrior: true, defaults: { ...pack.defaults, initial: prior } };

test('a pack that guesses does so for texts, and begins as it would without where no text asks for anything', () => {
	expect(composeRecipe({ prompt: 'a red apple' }, withPrior).recipe?.initial).toEqual(prior);
	const noise = { prompt: '', noisePrompts: [{ seed: '1' }] };
	expect(composeRecipe(noise, withPrior).recipe?.initial).toEqual({ kind: 'codes' });
});

test.each([
	['a pack without a prior', pack, 'pack "starter" has no prior to guess from a text'],
	['a prompt that only repels', withPrior, 'no text has a weight above 0'],
])('a guess is refused for %s', (_, asked, message) => {
	const request = { prompt: 'a red apple:-1', noisePrompts: [{ seed: '1' }], initial: { kind: 'prior' } } as const;
	const composed = composeRecipe(request, asked);
	expect(composed.recipe === null && composed.issues).toMatchObject([
		{ path: 'initial', message: expect.stringContaining(message) },
	]);
});
