import { publishRender } from '@galatea/store/artworks';
import { disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { type DatabaseProxy, databaseProxy } from '../../testing-database-proxy.ts';
import { doneRender } from '../../testing-worker.ts';

const artworkCount = 7;
let database: Awaited<ReturnType<typeof disposableDatabase>>;
let proxy: DatabaseProxy;
let api: TestApi;
/** Oldest first. Each but the first is a remix of the first. */
const published: string[] = [];

beforeAll(async () => {
	database = await disposableDatabase();
	proxy = await databaseProxy(database.url);
	api = await startTestApi({ databaseUrl: proxy.url });
	for (let count = 1; count <= artworkCount; count++)
		published.push(await publishOne(`Apple ${count}`, published[0] ?? null));
});
afterAll(async () => {
	await api[Symbol.asyncDispose]();
	await proxy[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

async function publishOne(title: string, remixOfArtworkId: string | null): Promise<string> {
	const { userId } = await api.guest();
	const { renderId } = await doneRender(api.store, { userId, remixOfArtworkId });
	return (await publishRender(api.store, { renderId, title, userId })).id;
}

const artworksPage = /* GraphQL */ `
	query ($first: Int, $after: String) {
		artworks(first: $first, after: $after) {
			edges { cursor node { id title } }
			pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
		}
	}
`;

interface Page {
	readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
	readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function page(variables: Record<string, unknown>): Promise<Page> {
	const answer = await api.query(artworksPage, variables);
	expect(answer.errors).toBeUndefined();
	return answer.data?.['artworks'] as Page;
}

describe('the list of artworks', () => {
	test('is newest first and complete, page by page', async () => {
		const seen: string[] = [];
		let after: string | null = null;
		do {
			const { edges, pageInfo } = await page({ first: 3, after });
			expect(pageInfo).toMatchObject({
				hasPreviousPage: after !== null,
				startCursor: edges[0]?.cursor,
				endCursor: edges.at(-1)?.cursor,
			});
			seen.push(...edges.map((edge) => edge.node.id));
			after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
		} while (after);
		expect(seen).toEqual([...published].reverse());
	});

	test('without arguments is the first 24', async () => {
		const answer = await api.query('{ artworks { edges { node { id } } pageInfo { hasNextPage } } }');
		expect(answer.data?.['artworks']).toMatchObject({ pageInfo: { hasNextPage: false } });
		expect((dataOf(answer)['artworks'] as Page).edges).toHaveLength(artworkCount);
	});

	test.each([0, -1, 101])('does not give %i at a time', async (first) => {
		const answer = await api.query(artworksPage, { first });
		expect(answer.errors).toMatchObject([
			{ message: `first must be from 1 to 100, not ${first}`, extensions: { code: 'BAD_USER_INPUT' } },
		]);
	});

	test.each(['', 'rubbish', 'MTIz', '\u0000'])('does not take %j for a cursor', async (after) => {
		const answer = await api.query(artworksPage, { after });
		expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
	});

	test('costs the same few statements whatever the size of the page', async () => {
		const everything = /* GraphQL */ `
			query ($first: Int) {
				artworks(first: $first) {
					edges {
						node {
							id title publishedAt
							image { url } thumbnail { url thumbhash }
							recipe { prompt seed }
							publishedBy { id isGuest }
							render { id state requestedBy { id } artwork { id } }
							parents { id title } remixes { id } remixCount
						}
					}
				}
			}
		`;
		const statements = async (first: number) => {
			const before = proxy.statements;
			const answer = await api.query(everything, { first });
			expect(answer.errors).toBeUndefined();
			return proxy.statements - before;
		};
		await statements(1);
		const [few, many] = [await statements(2), await statements(artworkCount)];
		expect(many).toBe(few);
		expect(many).toBeLessThanOrEqual(20);
	});

	test('costs at most six statements for what the gallery shows', async () => {
		const feed = '{ artworks { edges { node { id title thumbnail { url } recipe { prompt } publishedBy { id } } } } }';
		await api.query(feed);
		const before = proxy.statements;
		expect((await api.query(feed)).errors).toBeUndefined();
		expect(proxy.statements - before).toBeLessThanOrEqual(6);
	});
});

describe('one artwork', () => {
	test('names what it was made from and what was made from it, newest first', async () => {
		const lineage =
			'query ($id: ID!) { artwork(id: $id) { parents { id } remixes { id } remixCount render { remixOf { id } } } }';
		const [first = '', second = ''] = published;
		const remixes = published.slice(1).reverse();
		expect((await api.query(lineage, { id: first })).data).toEqual({
			artwork: {
				parents: [],
				remixes: remixes.map((id) => ({ id })),
				remixCount: remixes.length,
				render: { remixOf: null },
			},
		});
		expect((await api.query(lineage, { id: second })).data).toEqual({
			artwork: { parents: [{ id: first }], remixes: [], remixCount: 0, render: { remixOf: { id: first } } },
		});
	});

	test('is found by its id as a node, and so are its render and its author', async () => {
		const [id = ''] = published;
		const answer = await api.query('query ($id: ID!) { artwork(id: $id) { render { id } publishedBy { id } } }', {
			id,
		});
		const artwork = dataOf(answer)['artwork'] as { render: { id: string }; publishedBy: { id: string } };
		for (const [nodeId, typeName] of [
			[id, 'Artwork'],
			[artwork.render.id, 'Render'],
			[artwork.publishedBy.id, 'User'],
		])
			expect((await api.query('query ($id: ID!) { node(id: $id) { __typename id } }', { id: nodeId })).data).toEqual({
				node: { __typename: typeName, id: nodeId },
			});
	});

	test.each(['art_0123456789abcdefghjkmnpqrs', 'usr_0123456789abcdefghjkmnpqrs', 'rubbish', '', '\u0000'])(
		'of the id %j there is none, nor a render or a node',
		async (id) => {
			const query = 'query ($id: ID!) { artwork(id: $id) { id } render(id: $id) { id } node(id: $id) { id } }';
			expect(await api.query(query, { id })).toEqual({ data: { artwork: null, render: null, node: null } });
		},
	);
});
