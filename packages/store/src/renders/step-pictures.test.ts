import type { PreviewReference } from '@galatea/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileAccess, nobody } from '../access/visibility.ts';
import { onStepPicture } from '../database/doorbell.ts';
import { query } from '../database/store.ts';
import { findPicture, saveBlob } from '../files/blobs.ts';
import { claimed, picture, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { appendEvent, finishRender } from './attempts.ts';
import { forgetStepPictures } from './step-picture-retention.ts';
import {
	answerStepPicture,
	findStepPicture,
	maximumStepsOfRender,
	requestStepPicture,
	type WantedStep,
} from './step-pictures.ts';
import { workerBeat, workerGone } from './workers.ts';

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
	await beat();
});
afterAll(() => setting[Symbol.asyncDispose]());

const beat = (packIds = ['starter']) =>
	workerBeat(setting.store, { name: 'first', provider: 'cpu', device: 'a processor', engineVersion: 1, packIds });

/** A finished render of 20 steps that were kept, with one picture on the way. */
async function filmed(storedStep = 20): Promise<string> {
	const { store } = setting;
	const { id } = await queuedRender(store);
	const { attempt } = await claimed(store, id);
	await appendEvent(store, id, attempt, { type: 'started', fromStep: 0 });
	const preview = await decoded(storedStep, `on the way of ${id}`);
	await appendEvent(store, id, attempt, { type: 'progress', step: storedStep, steps: 20, loss: 1, terms: [], preview });
	const filmKey = await saveBlob(store, new TextEncoder().encode(`film of ${id}`), 'film');
	const images = { image: picture(), thumbnail: picture('webp') };
	await finishRender(store, { renderId: id, attempt, step: 20, ...images, filmKey });
	return id;
}

async function decoded(step: number, content: string): Promise<PreviewReference> {
	const key = await saveBlob(setting.store, new TextEncoder().encode(content), 'webp');
	return { key, thumbhash: 'dGh1bWI=', width: 8, height: 4, step };
}

const ask = (renderId: string, step: number, callerKey: string | null = null) =>
	requestStepPicture(setting.store, { renderId, step }, callerKey === null ? [] : [{ key: callerKey, share: 1 }]);

/** A worker that decodes what waits; returns what that was. */
async function decodeWaiting(packIds = ['starter']): Promise<readonly WantedStep[]> {
	const made: WantedStep[] = [];
	const decode = (wanted: WantedStep) => {
		made.push(wanted);
		return decoded(wanted.step, `${wanted.renderId} at ${wanted.step}`);
	};
	while (await answerStepPicture(setting.store, packIds, decode));
	return made;
}

test('a step is decoded once for all who ask, by a worker with its pack, and is then as open as its render', async () => {
	const { store } = setting;
	const id = await filmed();
	const waiting = { state: 'WAITING', preview: null };
	expect(await Promise.all([ask(id, 7), ask(id, 7), ask(id, 3)])).toEqual([waiting, waiting, waiting]);
	expect(await decodeWaiting(['another'])).toEqual([]);
	expect((await decodeWaiting()).map(({ step }) => step).sort()).toEqual([3, 7]);
	const { state, preview } = await ask(id, 7);
	expect([state, preview]).toEqual(['DONE', await decoded(7, `${id} at 7`)]);
	expect(await decodeWaiting()).toEqual([]);
	expect(await fileAccess(store, preview?.key ?? '', nobody)).toBe('WHOLE');
	await query(store, `UPDATE "Render" SET visibility = 'PRIVATE' WHERE id = $1`, [id]);
	expect(await fileAccess(store, preview?.key ?? '', nobody)).toBe('NONE');
});

test('a step that was stored on the way is there at once, without any worker', async () => {
	const id = await filmed(7);
	await workerGone(setting.store, 'first');
	try {
		expect(await ask(id, 7)).toMatchObject({ state: 'DONE', preview: { step: 7 } });
		await expect(ask(id, 8)).rejects.toMatchObject({ code: 'PACK_UNAVAILABLE' });
		await beat(['another']);
		await expect(ask(id, 8)).rejects.toMatchObject({ code: 'PACK_UNAVAILABLE' });
	} finally {
		await beat();
	}
});

test('there is nothing to ask for beside the steps of the render, and nothing where they were not kept', async () => {
	const { store } = setting;
	const id = await filmed();
	for (const step of [0, 21, 1.5]) await expect(ask(id, step)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const { id: unfinished } = await queuedRender(store);
	await expect(ask(unfinished, 1)).rejects.toThrow('were not kept');
	await expect(ask('rnd_none', 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a failure is told, and asking again tries again; a worker that dies leaves the step to the next', async () => {
	const { store } = setting;
	const id = await filmed();
	await ask(id, 2);
	await answerStepPicture(store, ['starter'], async () => ({ failure: 'no room\0' }));
	expect(await findStepPicture(store, id, 2)).toEqual({ state: 'FAILED', preview: null });
	expect((await ask(id, 2)).state).toBe('WAITING');
	const dying = answerStepPicture(store, ['starter'], () => Promise.reject(new Error('killed')));
	await expect(dying).rejects.toThrow('killed');
	expect(await decodeWaiting()).toEqual([{ renderId: id, step: 2 }]);
});

test('two workers never decode the same step, and who waits is told when it is there', async () => {
	const { store } = setting;
	const id = await filmed();
	const told: (string | null)[] = [];
	let onMade = (): void => undefined;
	const made = new Promise<void>((resolve) => {
		onMade = resolve;
	});
	const stop = await onStepPicture(store, (key) => {
		told.push(key);
		if (key !== null) onMade();
	});
	await ask(id, 4);
	const others: (readonly WantedStep[])[] = [];
	await answerStepPicture(store, ['starter'], async ({ step }) => {
		others.push(await decodeWaiting());
		return decoded(step, `${id} once`);
	});
	await made;
	stop();
	expect(others).toEqual([[]]);
	expect(told).toEqual([null, `${id}:4`]);
});

test('one caller has as many steps decoded in a minute as anybody could look at, and sees stored ones all the same', async () => {
	const { store } = setting;
	const [one, other] = [await filmed(), await filmed()];
	const [third, fourth] = [await filmed(), await filmed()];
	let asked = 0;
	for (const id of [one, other, third])
		for (let step = 1; step <= 19; step++, asked++) await ask(id, step, 'a visitor');
	for (let step = 1; asked < 60; step++, asked++) await ask(fourth, step, 'a visitor');
	await expect(ask(fourth, 19, 'a visitor')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	expect((await ask(fourth, 20, 'a visitor')).state).toBe('DONE');
	expect((await ask(fourth, 19, 'another')).state).toBe('WAITING');
	await decodeWaiting();
	await query(store, 'DELETE FROM "StepPicture"');
});

test('no more wait in a gallery than a worker decodes soon', async () => {
	const { store } = setting;
	const id = await filmed();
	await query(
		store,
		`INSERT INTO "StepPicture" ("renderId", step) SELECT $1, step FROM generate_series(1001, 1100) AS step`,
		[id],
	);
	await expect(ask(id, 1)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	await query(store, 'DELETE FROM "StepPicture"');
	expect((await ask(id, 1)).state).toBe('WAITING');
	await decodeWaiting();
});

test('what nobody asked for in a month is forgotten with its file, but for what was stored on the way', async () => {
	const { store } = setting;
	const id = await filmed();
	for (const step of [5, 6, 7, 8]) await ask(id, step);
	const wayKey = (await decoded(20, `on the way of ${id}`)).key;
	const decode = (wanted: WantedStep) =>
		decoded(wanted.step, wanted.step === 8 ? `on the way of ${id}` : `${id} at ${wanted.step}`);
	for (let count = 0; count < 4; count++) await answerStepPicture(store, ['starter'], decode);
	await query(store, `UPDATE "StepPicture" SET "askedAt" = now() - interval '31 days' WHERE step <> 6`);
	// Somebody looks at it again.
	await ask(id, 7);
	await forgetStepPictures(store);
	const states = [5, 6, 7, 8].map(async (step) => (await findStepPicture(store, id, step))?.state);
	expect(await Promise.all(states)).toEqual([undefined, 'DONE', 'DONE', undefined]);
	const isThere = async (key: string) => (await findPicture(store, key)) !== null;
	expect(await isThere((await decoded(6, `${id} at 6`)).key)).toBe(true);
	const [gone] = await query<{ count: number }>(
		store,
		`SELECT count(*)::int AS count FROM "RenderFile" WHERE "renderId" = $1 AND key NOT IN ($2, $3, $4, $5, $6)`,
		[
			id,
			wayKey,
			picture().key,
			picture('webp').key,
			(await decoded(6, `${id} at 6`)).key,
			(await decoded(7, `${id} at 7`)).key,
		],
	);
	expect([gone?.count, await isThere(wayKey), await fileAccess(store, wayKey, nobody)]).toEqual([0, true, 'WHOLE']);
});

test('of one render only those stay that were asked for last, and what nobody waits for is not decoded', async () => {
	const { store } = setting;
	const id = await filmed();
	const made = `INSERT INTO "StepPicture" ("renderId", step, "previewKey", thumbhash, width, height, "shownStep", "askedAt")
		SELECT $1, step, repeat('c', 64) || '.webp', 'AAAA', 8, 8, step, now() - step * interval '1 second'
		FROM generate_series(1001, ${1_000 + maximumStepsOfRender}) AS step`;
	await query(store, made, [id]);
	await ask(id, 1);
	await query(store, `UPDATE "StepPicture" SET "askedAt" = now() - interval '11 minutes' WHERE step = 1`);
	await forgetStepPictures(store);
	const rows = await query<{ step: number }>(
		store,
		'SELECT step FROM "StepPicture" WHERE "renderId" = $1 ORDER BY step',
		[id],
	);
	expect([rows[0]?.step, rows.at(-1)?.step]).toEqual([1001, 1_000 + maximumStepsOfRender - 1]);
});
