import { nobody, type Visibility } from '@galatea/store/access';
import { getArtworks, publishRender } from '@galatea/store/artworks';
import { onEmbedding } from '@galatea/store/database';
import {
	answerEmbeddingRequest,
	type EmbeddingSpace,
	savePictureEmbedding,
	useEmbeddingSpace,
} from '@galatea/store/meaning';
import { workerBeat, workerGone } from '@galatea/store/renders';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender } from '../../testing-worker.ts';

let api: TestApi;
let artist: Member;
let space: EmbeddingSpace;
let stopWorker: () => void = () => undefined;

/** The directions of this space, and what a worker by hand answers; every other text has no known word. */
const directions: Readonly<Record<string, Float32Array>> = {
	apple: Float32Array.of(1, 0, 0),
	fish: Float32Array.of(0, 1, 0),
	violin: Float32Array.of(0, 0, 1),
};

beforeAll(async () => {
	api = await startTestApi();
	artist = await api.member();
});
afterAll(async () => {
	stopWorker();
	await api[Symbol.asyncDispose]();
});
beforeEach(async () => {
	await workerBeat(api.store, { name: 'eye', provider: 'cpu', device: 'CPU', engineVersion: 1, packIds: ['starter'] });
});

/** A worker by hand: looks at what is searched with as soon as the bell rings. */
async function startWorker(): Promise<void> {
	const name = { perceptor: 'hand', hash: 'ef'.repeat(32), version: 1, dimension: 3, profileLength: 2 };
	space = await useEmbeddingSpace(api.store, name);
	stopWorker = await onEmbedding(api.store, () => {
		void answerEmbeddingRequest(api.store, space.id, async (searched) => {
			if ('picture' in searched) return { vector: Float32Array.of(0, 1) };
			const vector = directions[searched.text];
			return vector ? { vector } : { problem: 'NO_KNOWN_WORD' };
		}).catch(() => undefined);
	});
}

/** A picture `towards` one of the directions; 0.2 is what common words have, 0.1 their deviation. */
async function hang(
	vector: readonly number[],
	profile: readonly number[],
	visibility: Visibility = 'PUBLIC',
	tags: readonly string[] = [],
) {
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	const { id, image } = await publishRender(api.store, {
		renderId,
		title: 'One',
		userId: artist.userId,
		visibility,
		tags,
	});
	const embedding = {
		vector: Float32Array.from(vector),
		profile: Float32Array.from(profile),
		mean: 0.2,
		deviation: 0.1,
	};
	await savePictureEmbedding(api.store, space.id, image.key, embedding);
	return id;
}

const document = /* GraphQL */ `
	query ($like: ArtworksLikeInput!, $first: Int, $after: String, $filter: ArtworkFilter) {
		artworksLike(like: $like, first: $first, after: $after, filter: $filter) {
			__typename
			... on ArtworksLikeSuccess { artworks { edges { node { id } } pageInfo { hasNextPage endCursor } } }
			... on Failure { code }
		}
	}
`;

interface Result {
	readonly __typename: string;
	readonly code?: string;
	readonly artworks?: {
		readonly edges: readonly { readonly node: { readonly id: string } }[];
		readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
	};
}

async function like(what: Record<string, unknown>, page: Record<string, unknown> = {}, who?: Member): Promise<Result> {
	const answer = await api.query(document, { like: what, ...page }, who);
	expect(answer.errors).toBeUndefined();
	return dataOf(answer)['artworksLike'] as Result;
}

const ids = (result: Result) => result.artworks?.edges.map((edge) => edge.node.id);

test('while no worker has ever looked at anything, and when none is there, that is said at once', async () => {
	expect(await like({ text: 'apple' })).toEqual({ __typename: 'SearchNeedsWorker', code: 'SEARCH_NEEDS_WORKER' });
	const keep = 'mutation { keepSearchPicture(data: "AAAA") { __typename } }';
	expect(dataOf(await api.query(keep))).toEqual({ keepSearchPicture: { __typename: 'SearchNeedsWorker' } });
	await startWorker();
	stopWorker();
	await workerGone(api.store, 'eye');
	expect((await like({ text: 'apple' })).__typename).toBe('SearchNeedsWorker');
	await startWorker();
});

test('a text finds what fits it, best first, page by page, and what fits too little is not found', async () => {
	const best = await hang([0.9, 0.1, 0], [1, 0]);
	const good = await hang([0.6, 0.1, 0], [0.9, 0.44]);
	await hang([0.44, 0.1, 0], [0.8, 0.6]);
	const fish = await hang([0.1, 0.7, 0], [0, 1]);
	expect(ids(await like({ text: 'apple' }))).toEqual([best, good]);
	expect(ids(await like({ text: 'fish' }))).toEqual([fish]);
	expect(ids(await like({ text: 'violin' }))).toEqual([]);
	const first = await like({ text: ' apple ' }, { first: 1 });
	expect([ids(first), first.artworks?.pageInfo.hasNextPage]).toEqual([[best], true]);
	const second = await like({ text: 'apple' }, { first: 1, after: first.artworks?.pageInfo.endCursor });
	expect([ids(second), second.artworks?.pageInfo.hasNextPage]).toEqual([[good], false]);
	expect(await like({ text: 'xyzzy' })).toEqual({ __typename: 'NothingUnderstood', code: 'NOTHING_UNDERSTOOD' });
});

test('more like one is what goes with it, without itself', async () => {
	const one = await hang([0, 0, 0.1], [0, -1]);
	const near = await hang([0, 0, 0.1], [0.1, -0.99]);
	expect(ids(await like({ artworkId: one }))).toEqual([near]);
	expect((await like({ artworkId: 'art_none' })).__typename).toBe('NotFound');
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	const fresh = await publishRender(api.store, { renderId, title: 'Not looked at yet', userId: artist.userId });
	expect((await like({ artworkId: fresh.id })).__typename).toBe('SearchNeedsWorker');
});

test('a picture that somebody brings is looked at, and can be searched with for as long as it is kept', async () => {
	const keep = async (data: string) =>
		api.query(
			'mutation ($data: String!) { keepSearchPicture(data: $data) { ... on KeepSearchPictureSuccess { id } } }',
			{
				data,
			},
		);
	const { id } = dataOf(await keep(Buffer.from('any bytes').toString('base64')))['keepSearchPicture'] as { id: string };
	const found = await like({ searchPicture: id });
	const [first] = await getArtworks(api.store, [ids(found)?.[0] ?? ''], nobody);
	expect(first).not.toBeNull();
	for (const key of ['0'.repeat(64), 'x']) expect((await like({ searchPicture: key })).__typename).toBe('NotFound');
	for (const data of ['', 'no base64!', 'A'.repeat(90_000)])
		expect((await keep(data)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('what may not be shown does not make a page empty while there is something that may', async () => {
	const stranger = await api.member();
	const seen: string[] = [];
	await Promise.all(Array.from({ length: 210 }, () => hang([0, 0, 0.95], [-1, 0], 'PRIVATE')));
	for (let count = 0; count < 3; count++) seen.push(await hang([0, 0, 0.8 - count / 100], [-0.9, 0.3]));
	expect(ids(await like({ text: 'violin' }, { first: 3 }, stranger))).toEqual(seen);
	expect(ids(await like({ text: 'violin' }, { first: 3 }))).toEqual(seen);
	expect(ids(await like({ text: 'violin' }, { first: 100 }, artist))).toHaveLength(100);
});

test('a filter that hardly anything passes keeps what it names, best first, page by page, for each way to search', async () => {
	// Behind the 213 that fit better.
	const tagged: string[] = [];
	for (let count = 0; count < 3; count++)
		tagged.push(await hang([0, 0, 0.7 - count / 100], [-0.8 + count / 10, 0.6], 'PUBLIC', ['rare']));
	const filter = { tag: '#Rare' };
	expect(ids(await like({ text: 'violin' }, { filter }, artist))).toEqual(tagged);
	const first = await like({ text: 'violin' }, { filter, first: 2 }, artist);
	expect([ids(first), first.artworks?.pageInfo.hasNextPage]).toEqual([tagged.slice(0, 2), true]);
	const after = first.artworks?.pageInfo.endCursor;
	expect(ids(await like({ text: 'violin' }, { filter, first: 2, after }, artist))).toEqual(tagged.slice(2));
	expect(ids(await like({ artworkId: tagged[0] }, { filter }))).toEqual(tagged.slice(1));
	for (const none of [
		{ contentLevel: 'ADULTS' },
		{ packId: 'another' },
		{ minimumSidePx: 5_000 },
		{ shape: 'PORTRAIT' },
	])
		expect(ids(await like({ text: 'violin' }, { filter: { ...filter, ...none } }))).toEqual([]);
	for (const all of [{ contentLevel: 'EVERYONE' }, { packId: 'starter' }, { period: 'DAY' }, { isRenderable: false }])
		expect(ids(await like({ text: 'violin' }, { filter: { ...filter, ...all } }))).toEqual(tagged);
	const wrong = await api.query(document, { like: { text: 'violin' }, filter: { tag: 'two words' } });
	expect(wrong.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('what makes no sense is refused with what would', async () => {
	for (const [what, page] of [
		[{ text: '' }, {}],
		[{ text: 'x'.repeat(301) }, {}],
		[{ text: 'a', artworkId: 'b' }, {}],
		[{}, {}],
		[{ text: 'apple' }, { first: 0 }],
		[{ text: 'apple' }, { after: 'rubbish' }],
	])
		expect((await api.query(document, { like: what, ...page })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
