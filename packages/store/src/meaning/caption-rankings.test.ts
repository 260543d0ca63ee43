import type { PerceptorRanking } from '@galatea/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onCaptionRanking } from '../database/doorbell.ts';
import { query } from '../database/store.ts';
import { workerBeat, workerGone } from '../renders/workers.ts';
import { type LookedAt, type TestPictures, testPictures } from '../testing/test-pictures.ts';
import {
	answerCaptionRanking,
	findCaptionRanking,
	forgetCaptionRankings,
	requestCaptionRanking,
	type WantedRanking,
} from './caption-rankings.ts';

let setting: TestPictures;
let artwork: LookedAt;
beforeAll(async () => {
	setting = await testPictures();
	artwork = await setting.lookedAt(await setting.member());
	await beat();
});
afterAll(() => setting[Symbol.asyncDispose]());

const beat = () =>
	workerBeat(setting.store, {
		name: 'first',
		provider: 'cpu',
		device: 'a processor',
		engineVersion: 1,
		packIds: ['starter'],
	});
const pack = { id: 'starter', hash: 'ab'.repeat(32) };
const ask = (captions: readonly string[], callerKey: string | null = null) =>
	requestCaptionRanking(
		setting.store,
		{ artworkId: artwork.id, imageKey: artwork.imageKey, pack, captions },
		callerKey === null ? [] : [{ key: callerKey, share: 1 }],
	);

const said: PerceptorRanking = {
	logitScale: 100,
	fits: [
		{ caption: 'a pear', cosine: 0.3, share: 0.9, unknownWords: [], truncated: false },
		{ caption: 'a fish', cosine: 0.2, share: 0.1, unknownWords: [], truncated: false },
	],
};

/** A worker that ranks what waits; returns what that was. */
async function rankWaiting(packIds = ['starter']): Promise<readonly WantedRanking[]> {
	const asked: WantedRanking[] = [];
	while (
		await answerCaptionRanking(setting.store, packIds, async (wanted) => {
			asked.push(wanted);
			return [said];
		})
	);
	return asked;
}

test('captions in any order are ranked once, by a worker with the pack, and both are told', async () => {
	const rung: (string | null)[] = [];
	let onAnswer = (): void => undefined;
	const answered = new Promise<void>((resolve) => {
		onAnswer = resolve;
	});
	const stop = await onCaptionRanking(setting.store, (key) => {
		rung.push(key);
		if (key !== null) onAnswer();
	});
	const first = await ask(['a pear', ' a fish']);
	expect(first).toMatchObject({ state: 'WAITING', packId: 'starter', perceptors: null });
	expect((await ask(['a fish', 'a pear'])).key).toBe(first.key);
	expect(await rankWaiting(['another'])).toEqual([]);
	expect(await rankWaiting()).toEqual([
		{ imageKey: artwork.imageKey, packId: 'starter', captions: ['a fish', 'a pear'] },
	]);
	expect(await ask(['a fish', 'a pear'])).toEqual({ ...first, state: 'DONE', perceptors: [said] });
	expect(await rankWaiting()).toEqual([]);
	await answered;
	stop();
	expect(rung).toEqual([null, `${artwork.id}:${first.key}`]);
});

test('a failure is told and tried again when somebody asks again; what dies in between waits on', async () => {
	const { store } = setting;
	const { key } = await ask(['one', 'two']);
	const dies = answerCaptionRanking(store, ['starter'], () => Promise.reject(new Error('killed')));
	await expect(dies).rejects.toThrow('killed');
	expect(await findCaptionRanking(store, artwork.id, key)).toMatchObject({ state: 'WAITING' });
	await answerCaptionRanking(store, ['starter'], async () => ({ failure: 'damaged\0' }));
	expect(await findCaptionRanking(store, artwork.id, key)).toMatchObject({ state: 'FAILED', perceptors: null });
	expect(await ask(['one', 'two'])).toMatchObject({ state: 'WAITING' });
	expect(await rankWaiting()).toHaveLength(1);
});

test('bad captions, a pack that no worker has, and too many of one caller are refused', async () => {
	await expect(ask(['one'])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
	await workerGone(setting.store, 'first');
	await expect(ask(['three', 'four'])).rejects.toMatchObject({ code: 'PACK_UNAVAILABLE' });
	await beat();
	for (let index = 0; index < 30; index++) await ask(['five', `six ${index}`], 'caller');
	// What is asked for already costs nothing.
	await ask(['five', 'six 0'], 'caller');
	await expect(ask(['five', 'six'], 'caller')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	await rankWaiting();
});

test('rankings are forgotten after a day, with their artwork, and when nobody answered in time', async () => {
	const { store } = setting;
	const age = (key: string, by: string) =>
		query(store, `UPDATE "CaptionRanking" SET "requestedAt" = now() - $2::interval WHERE key = $1`, [key, by]);
	const kept = async (key: string) => (await findCaptionRanking(store, artwork.id, key)) !== null;
	const { key: done } = await ask(['seven', 'eight']);
	await rankWaiting();
	const { key: old } = await ask(['seven', 'nine']);
	await rankWaiting();
	const { key: unanswered } = await ask(['seven', 'ten']);
	await age(done, '23 hours');
	await age(old, '25 hours');
	await age(unanswered, '11 minutes');
	await forgetCaptionRankings(store);
	expect([await kept(done), await kept(old), await kept(unanswered)]).toEqual([true, false, false]);
});
