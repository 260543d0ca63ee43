import { publishRender } from '@galatea/store/artworks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, type NewRender } from '../../testing-worker.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

async function published(options: NewRender): Promise<string> {
	const { userId } = await api.guest();
	const { renderId } = await doneRender(api.store, { seed: '7', ...options, userId });
	return (await publishRender(api.store, { renderId, title: 'A picture', userId })).id;
}

const compare = /* GraphQL */ `
	query ($before: ID!, $after: ID!) {
		compareArtworks(beforeId: $before, afterId: $after) {
			isSameRecipe
			terms { before { kind subject weight } after { kind subject weight stop isScheduled isRegional } }
			members { path before after }
		}
	}
`;

test('two artworks are compared term by term and member by member', async () => {
	const before = await published({ prompt: 'an apple' });
	const after = await published({
		prompt: 'an apple:2:0.5',
		seed: '18446744073709551615',
	});
	expect(dataOf(await api.query(compare, { before, after }))['compareArtworks']).toEqual({
		isSameRecipe: false,
		terms: [
			{
				before: { kind: 'TEXT', subject: 'an apple', weight: 1 },
				after: { kind: 'TEXT', subject: 'an apple', weight: 2, stop: 0.5, isScheduled: false, isRegional: false },
			},
		],
		members: [{ path: 'seed', before: '7', after: '18446744073709551615' }],
	});
	expect(dataOf(await api.query(compare, { before, after: before }))['compareArtworks']).toEqual({
		isSameRecipe: true,
		terms: [],
		members: [],
	});
});

test('what is not there is compared with nothing', async () => {
	const before = await published({});
	for (const after of ['art_none', 'rubbish', '\u0000'])
		expect(dataOf(await api.query(compare, { before, after }))['compareArtworks']).toBeNull();
});

test('the family of an artwork names generations and credits', async () => {
	const parent = await published({});
	const child = await published({ seed: '8', remixOfArtworkId: parent });
	const document = /* GraphQL */ `
		query ($id: ID!) {
			artwork(id: $id) {
				family { isWhole members { generation artwork { id } } credits { parentId childId parentTitle parentStep } }
			}
		}
	`;
	expect(dataOf(await api.query(document, { id: child }))['artwork']).toEqual({
		family: {
			isWhole: true,
			members: [
				{ generation: -1, artwork: { id: parent } },
				{ generation: 0, artwork: { id: child } },
			],
			credits: [{ parentId: parent, childId: child, parentTitle: 'A picture', parentStep: null }],
		},
	});
});
