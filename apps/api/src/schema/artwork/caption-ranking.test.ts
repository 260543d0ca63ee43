import type { PerceptorRanking } from '@galatea/render';
import { publishRender, setRenderVisibility } from '@galatea/store/artworks';
import { onCaptionRanking } from '@galatea/store/database';
import { answerCaptionRanking, type WantedRanking } from '@galatea/store/meaning';
import { workerBeat, workerGone } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { bigGanPack } from '../../testing-packs.ts';
import { doneRender } from '../../testing-worker.ts';

let api: TestApi;
let artist: Member;
beforeAll(async () => {
	api = await startTestApi();
	artist = await api.member();
});
afterAll(() => api[Symbol.asyncDispose]());

const document = /* GraphQL */ `
	query ($id: ID!, $captions: [String!]!, $packId: ID) {
		artwork(id: $id) {
			captionRanking(captions: $captions, packId: $packId) {
				__typename
				... on CaptionRankingSuccess {
					ranking { state packId perceptors { logitScale fits { caption cosine share unknownWords truncated } } }
				}
				... on InvalidInput { issues { path code } }
				... on PackUnavailable { availablePackIds }
				... on Failure { code message }
			}
		}
	}
`;
const captions = ['a fish', 'an apple'];
async function ask(id: string, asked: { captions?: readonly string[]; packId?: string } = {}, who?: Member) {
	const { artwork } = dataOf(await api.query(document, { id, captions, ...asked }, who)) as {
		artwork: { captionRanking: unknown };
	};
	return artwork.captionRanking;
}

async function hang(): Promise<{ readonly id: string; readonly renderId: string }> {
	const { userId } = artist;
	const { renderId } = await doneRender(api.store, { userId });
	const { id } = await publishRender(api.store, { renderId, title: 'One', userId });
	return { id, renderId };
}

const said: PerceptorRanking = {
	logitScale: 60,
	fits: [
		{ caption: 'an apple', cosine: 0.8, share: 0.98, unknownWords: [], truncated: false },
		{ caption: 'a fish', cosine: null, share: null, unknownWords: ['fish'], truncated: true },
	],
};

/** A worker with these packs while `body` runs; each ranking that is asked for is answered. */
async function withWorker<Result>(
	packIds: readonly string[],
	rank: (wanted: WantedRanking) => Promise<readonly PerceptorRanking[] | { readonly failure: string }>,
	body: () => Promise<Result>,
): Promise<Result> {
	const { store } = api;
	await workerBeat(store, { name: 'hand', provider: 'cpu', device: 'cpu', engineVersion: 1, packIds });
	let ranking: Promise<unknown> = Promise.resolve();
	const stop = await onCaptionRanking(store, (key) => {
		if (key === null) ranking = ranking.then(() => answerCaptionRanking(store, packIds, rank));
	});
	try {
		return await body();
	} finally {
		stop();
		await ranking;
		await workerGone(store, 'hand');
	}
}

test('a ranking is waited for in the request itself, and is there for everybody who asks the same', async () => {
	const { id } = await hang();
	const ranking = await withWorker(
		['starter'],
		async () => [said],
		() => ask(id),
	);
	expect(ranking).toEqual({
		__typename: 'CaptionRankingSuccess',
		ranking: { state: 'DONE', packId: 'starter', perceptors: [said] },
	});
	expect(await ask(id, { captions: ['an apple', 'a fish'] }, await api.member())).toEqual(ranking);
});

test('why there is no ranking is told: captions, no worker, no such pack, or a failure', async () => {
	const { id } = await hang();
	expect(await ask(id, { captions: ['one', ''] })).toMatchObject({
		__typename: 'InvalidInput',
		issues: [{ path: 'captions.1', code: 'EMPTY' }],
	});
	expect(await ask(id)).toMatchObject({
		__typename: 'PackUnavailable',
		code: 'PACK_UNAVAILABLE',
		availablePackIds: [],
	});
	expect(await ask(id, { packId: 'none' })).toMatchObject({
		__typename: 'NotFound',
		message: 'There is no pack "none".',
	});
	const failed = await withWorker(
		['starter'],
		async () => ({ failure: 'damaged' }),
		() => ask(id),
	);
	expect(failed).toMatchObject({ ranking: { state: 'FAILED', perceptors: null } });
});

test('the pack of a hidden recipe ranks for its person alone; others get the default one', async () => {
	const { store } = api;
	const { userId } = artist;
	const { renderId } = await doneRender(store, { userId, pack: bigGanPack });
	const { id } = await publishRender(store, { renderId, title: 'Hidden', userId, recipeHidden: true });
	const packs = await withWorker(
		['starter', 'biggan-128'],
		async () => [said],
		() => Promise.all([ask(id), ask(id, {}, artist)]),
	);
	expect(packs).toMatchObject([{ ranking: { packId: 'starter' } }, { ranking: { packId: 'biggan-128' } }]);
});

test('who may no longer see the artwork when its ranking is there is told that there is none', async () => {
	const { id, renderId } = await hang();
	const hide = async () => {
		await setRenderVisibility(api.store, { renderId, userId: artist.userId, visibility: 'PRIVATE' });
		return [said];
	};
	expect(await withWorker(['starter'], hide, () => ask(id))).toMatchObject({ __typename: 'NotFound' });
});
