import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { starterShelf } from '../../testing-packs.ts';
import { defaultFirst } from './packs.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test('a pack says what may be asked of it', async () => {
	const query = /* GraphQL */ `
		{
			packs {
				id title description licence hash generator vocabularySize
				training { network name gaps { en es } }
				sizes { minimumPx maximumPx multipleOf }
				defaults { width height steps learningRate cutouts cutMethod }
			}
		}
	`;
	expect(await api.query(query)).toMatchObject({
		data: {
			packs: [
				{
					id: 'starter',
					title: 'Starter',
					description: 'A small pack for tests.',
					licence: 'MIT',
					training: [{ network: 'PERCEPTOR', name: 'Drawings', gaps: { en: 'No violins', es: 'Ningún violín' } }],
					hash: 'ab'.repeat(32),
					generator: 'TAESD_VQ',
					vocabularySize: 9,
					sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
					defaults: { width: 128, height: 128, steps: 100, learningRate: 0.15, cutouts: 16, cutMethod: 'CROPS' },
				},
				{ id: 'biggan-128', generator: 'BIGGAN_DEEP', sizes: { minimumPx: 128, maximumPx: 128, multipleOf: 128 } },
			],
		},
	});
});

describe('what a pack makes of a prompt', () => {
	const check = (prompt: string, packId = 'starter') =>
		api.query(
			/* GraphQL */ `
				query ($packId: ID!, $prompt: String!) {
					checkPrompt(packId: $packId, prompt: $prompt) {
						terms { index text weight stop }
						unknownWords { word near }
						truncatedTerms
						tokenCounts { wanted limit }
						foreignWeights { term found instead }
						foreignSpellings { term code found instead otherwise from to }
						emptyTerms
					}
				}
			`,
			{ packId, prompt },
		);

	test('terms, unknown words with near ones, terms too long and terms without a known word', async () => {
		const long = 'a red apple on a green tree '.repeat(5).trim();
		expect((await check(`a red aple:2:0.1 | ${long} | chiaroscuro`)).data).toEqual({
			checkPrompt: {
				terms: [
					{ index: 0, text: 'a red aple', weight: 2, stop: 0.1 },
					{ index: 1, text: long, weight: 1, stop: null },
					{ index: 2, text: 'chiaroscuro', weight: 1, stop: null },
				],
				unknownWords: [
					{ word: 'aple', near: expect.arrayContaining(['apple']) },
					{ word: 'chiaroscuro', near: [] },
				],
				truncatedTerms: [1],
				tokenCounts: [
					{ wanted: 4, limit: 16 },
					{ wanted: 37, limit: 16 },
					{ wanted: 2, limit: 16 },
				],
				foreignWeights: [],
				foreignSpellings: [],
				emptyTerms: [2],
			},
		});
	});

	test('of an empty prompt there is nothing to say', async () => {
		expect((await check('')).data).toEqual({
			checkPrompt: {
				...{ terms: [], unknownWords: [], truncatedTerms: [] },
				...{ tokenCounts: [], foreignWeights: [], foreignSpellings: [], emptyTerms: [] },
			},
		});
	});

	test('a weight in the spelling of another program is found', async () => {
		expect((await check('a fish | (red apple)1.3')).data).toMatchObject({
			checkPrompt: { foreignWeights: [{ term: 1, found: '(red apple)1.3', instead: 'red apple:1.3' }] },
		});
		const flag = { code: 'FOREIGN_FLAG', found: '--v 5', instead: 'a fish', otherwise: null, from: 0, to: 12 };
		expect((await check('a fish --v 5 | (red apple)1.3')).data).toMatchObject({
			checkPrompt: {
				foreignSpellings: [
					{ term: 0, ...flag },
					{ term: 1, code: 'FOREIGN_WEIGHT', instead: 'red apple:1.3', from: 15, to: 29 },
				],
			},
		});
	});

	test('of a pack that is not there, null', async () => {
		expect(await check('a red apple', 'none-such')).toEqual({ data: { checkPrompt: null } });
	});

	test('10,000 characters are refused', async () => {
		expect((await check('x'.repeat(10_000))).errors).toMatchObject([
			{ message: expect.stringContaining('at most 2000'), extensions: { code: 'BAD_USER_INPUT' } },
		]);
	});

	test('for the first twenty unknown words near ones are looked for, for the rest not', async () => {
		const words = Array.from({ length: 30 }, (_, index) => `appl${String.fromCharCode(97 + index)}`.slice(0, 6));
		const unique = [...new Set(words.filter((word) => /^[a-z]+$/.test(word) && word !== 'apple'))];
		const answer = await check(`apple ${unique.join(' ')}`);
		const { unknownWords } = dataOf(answer)['checkPrompt'] as { unknownWords: { near: string[] }[] };
		expect(unknownWords).toHaveLength(unique.length);
		expect(unknownWords.map((unknown) => unknown.near.length > 0)).toEqual(unique.map((_, index) => index < 20));
	});

	test('a request that checks very many prompts is refused', async () => {
		const checks = Array.from(
			{ length: 12 },
			(_, n) => `c${n}: checkPrompt(packId: "starter", prompt: "") { emptyTerms }`,
		);
		expect((await api.query(`{ ${checks.join(' ')} }`)).errors).toMatchObject([
			{ extensions: { code: 'OPERATION_TOO_LARGE' } },
		]);
	});
});

test('a guest for programs has a token, and is the viewer with it', async () => {
	const answer = await api.query('mutation { createGuest { token user { id isGuest displayName } } }');
	const { token, user } = dataOf(answer)['createGuest'] as { token: string; user: unknown };
	expect(user).toMatchObject({ id: expect.stringMatching(/^usr_/), isGuest: true, displayName: null });
	expect((await api.query('{ viewer { id isGuest displayName } }', {}, token)).data).toEqual({ viewer: user });
	expect((await api.query('{ viewer { id } }')).data).toEqual({ viewer: null });
});

test('the pack that is taken by default is listed first, and the others in their order', () => {
	const [first, second] = starterShelf.packs;
	const idsOf = (defaultPackId: string | null) => defaultFirst({ ...starterShelf, defaultPackId }).map(({ id }) => id);
	expect(idsOf(second?.id ?? null)).toEqual([second?.id, first?.id]);
	expect(idsOf(null)).toEqual([first?.id, second?.id]);
});
