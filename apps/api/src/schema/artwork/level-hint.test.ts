import { publishRender } from '@galatea/store/artworks';
import { saveLevelHint, savePictureEmbedding, useEmbeddingSpace } from '@galatea/store/meaning';
import { createReport } from '@galatea/store/moderation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { doneRender } from '../../testing-worker.ts';

let api: TestApi;
let artist: Member;
let member: Member;
let moderator: Member;
let id: string;

beforeAll(async () => {
	api = await startTestApi();
	[artist, member, moderator] = [await api.member(), await api.member(), await api.member('MODERATOR')];
	const { renderId } = await doneRender(api.store, { userId: artist.userId });
	const artwork = await publishRender(api.store, { renderId, title: 'One', userId: artist.userId });
	id = artwork.id;
	const name = { perceptor: 'hand', hash: 'ef'.repeat(32), version: 1, dimension: 1, profileLength: 1 };
	const space = await useEmbeddingSpace(api.store, name);
	const embedding = { vector: Float32Array.of(1), profile: Float32Array.of(1), mean: 0, deviation: 1 };
	await savePictureEmbedding(api.store, space.id, artwork.image.key, embedding);
	await saveLevelHint(api.store, space.id, artwork.image.key, 3.25, 1);
});
afterAll(() => api[Symbol.asyncDispose]());

const parts = 'levelHint { level confidence perceptor perceptorHash version refuted }';
const hint = { level: 'ADULTS', confidence: 3.25, perceptor: 'hand', perceptorHash: 'ef'.repeat(32), version: 1 };

async function hintFor(who?: Member) {
	const data = dataOf(await api.query(`query ($id: ID!) { artwork(id: $id) { ${parts} } }`, { id }, who));
	return (data['artwork'] as { readonly levelHint: unknown }).levelHint;
}

test('the artist and moderators read the hint, moderators in their queue too, and others read none', async () => {
	expect([await hintFor(artist), await hintFor(moderator)]).toEqual(Array(2).fill({ ...hint, refuted: false }));
	expect([await hintFor(), await hintFor(member)]).toEqual([null, null]);
	await createReport(api.store, { subjectId: id, reason: 'WRONG_LEVEL', words: '' }, { ...member, role: 'MEMBER' });
	const queue = `{ reportQueue(first: 10) { edges { node { subject { ... on Artwork { ${parts} } } } } } }`;
	expect(dataOf(await api.query(queue, {}, moderator))).toMatchObject({
		reportQueue: { edges: [{ node: { subject: { levelHint: hint } } }] },
	});
});

test('the artist refutes it or follows it, by what they may change of an artwork', async () => {
	const change = /* GraphQL */ `
		mutation ($input: UpdateArtworkInput!) {
			updateArtwork(input: $input) { __typename ... on UpdateArtworkSuccess { artwork { contentLevel levelHint { refuted } } } }
		}
	`;
	const changed = async (input: Readonly<Record<string, unknown>>) =>
		dataOf(await api.query(change, { input: { id, ...input } }, artist))['updateArtwork'];
	expect(await changed({ levelHintRefuted: true })).toMatchObject({
		artwork: { contentLevel: 'EVERYONE', levelHint: { refuted: true } },
	});
	expect(await hintFor(moderator)).toEqual({ ...hint, refuted: true });
	expect(await changed({ contentLevel: 'ADULTS' })).toMatchObject({
		artwork: { contentLevel: 'ADULTS', levelHint: null },
	});
});
