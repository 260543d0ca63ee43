import { publishRender } from '@galatea/store/artworks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, runningRender } from '../../testing-worker.ts';

let api: TestApi;
let artist: Member;
let reader: Member;
beforeAll(async () => {
	api = await startTestApi();
	artist = await api.member();
	reader = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

async function hang(title: string, by: Member = artist): Promise<string> {
	const { renderId } = await doneRender(api.store, { userId: by.userId });
	return (await publishRender(api.store, { renderId, title, userId: by.userId })).id;
}

interface Page {
	readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
	readonly pageInfo: { readonly startCursor: string };
}

async function list(variables: Record<string, unknown>, who?: Member): Promise<Page> {
	const document = /* GraphQL */ `
		query ($order: ArtworkOrder, $seed: Int, $filter: ArtworkFilter) {
			artworks(order: $order, seed: $seed, filter: $filter) { edges { cursor node { id } } pageInfo { startCursor } }
		}
	`;
	return dataOf(await api.query(document, variables, who))['artworks'] as Page;
}

const ids = (page: Page) => page.edges.map((edge) => edge.node.id);

test('filters narrow the list; a recipe whose pack is not here, or has changed, cannot be rendered again', async () => {
	const id = await hang('One #filter');
	const tag = '#Filter';
	expect(ids(await list({ filter: { tag } }))).toEqual([id]);
	expect(ids(await list({ filter: { tag, packId: 'starter', shape: 'SQUARE', minimumSidePx: 128 } }))).toEqual([id]);
	expect(ids(await list({ filter: { tag, isRenderable: true, period: 'DAY' } }))).toEqual([id]);
	for (const other of [{ packId: 'other' }, { packId: '\0' }, { shape: 'PORTRAIT' }, { minimumSidePx: 129 }])
		expect(ids(await list({ filter: { tag, ...other } }))).toEqual([]);
	const answer = await api.query('{ artworks(filter: { tag: "two words" }) { edges { cursor } } }');
	expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test("who follows has a list of those people's pictures, and nobody else has", async () => {
	const id = await hang('Followed #circle');
	const filter = { tag: 'circle', isFollowed: true };
	expect(ids(await list({ filter }, reader))).toEqual([]);
	await api.query('mutation ($h: String!) { followUser(handle: $h) { __typename } }', { h: artist.handle }, reader);
	expect(ids(await list({ filter }, reader))).toEqual([id]);
	expect(ids(await list({ filter }))).toEqual([]);
});

test('a list of the newest tells how many have come since, and takes no cursor of another', async () => {
	await hang('Old #since');
	const filter = { tag: 'since' };
	const count = (before: string) =>
		api.query(
			'query ($before: String!, $filter: ArtworkFilter) { newArtworkCount(before: $before, filter: $filter) }',
			{ before, filter },
		);
	const { startCursor } = (await list({ filter })).pageInfo;
	expect(dataOf(await count(startCursor))).toEqual({ newArtworkCount: 0 });
	await hang('New #since');
	expect(dataOf(await count(startCursor))).toEqual({ newArtworkCount: 1 });
	const random = (await list({ filter, order: 'RANDOM', seed: 3 })).pageInfo.startCursor;
	expect((await count(random)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('tags are given when a picture is published and when it is changed; a bad one is named', async () => {
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	const publish = /* GraphQL */ `
		mutation ($id: ID!, $tags: [String!]) {
			publishRender(id: $id, title: "A #sun", tags: $tags) {
				... on PublishRenderSuccess { artwork { id tags } }
				... on InvalidInput { issues { path } }
			}
		}
	`;
	const ask = async (tags: readonly string[]) =>
		dataOf(await api.query(publish, { id: renderId, tags }, artist))['publishRender'];
	expect(await ask(['fine', 'not fine'])).toEqual({ issues: [{ path: 'tags.1' }] });
	const { artwork } = (await ask(['VQGAN'])) as { artwork: { id: string; tags: string[] } };
	expect(artwork.tags).toEqual(['sun', 'vqgan']);
	const update = /* GraphQL */ `
		mutation ($id: ID!, $tags: [String!]) {
			updateArtwork(input: { id: $id, tags: $tags }) {
				... on UpdateArtworkSuccess { artwork { tags } }
				... on InvalidInput { issues { path } }
			}
		}
	`;
	const change = async (tags: readonly string[]) =>
		dataOf(await api.query(update, { id: artwork.id, tags }, artist))['updateArtwork'];
	expect(await change(['moon'])).toEqual({ artwork: { tags: ['moon', 'sun'] } });
	expect(await change(['#'])).toEqual({ issues: [{ path: 'tags.0' }] });
});

test('what is live is a list of renders in progress', async () => {
	const { renderId } = await runningRender(api.store);
	expect(dataOf(await api.query('{ liveRenders { id state } }'))).toEqual({
		liveRenders: [{ id: renderId, state: 'RUNNING' }],
	});
});
