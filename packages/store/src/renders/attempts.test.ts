import { readdir, rm } from 'node:fs/promises';
import type { RenderEvent } from '@galatea/render';
import { expect, test } from 'vitest';
import { query } from '../database/store.ts';
import { claimed, finished, picture, progress, queuedRender, testStore } from '../testing/test-store.ts';
import { appendEvent, claimRender, finishRender, maximumAttemptsWithoutProgress } from './attempts.ts';
import { checkpointSteps, findCheckpoint, newestCheckpoint, saveCheckpoint } from './checkpoints.ts';
import { eventsSince } from './events.ts';
import { lossHistory } from './losses.ts';
import { getRender, requestCancel } from './renders.ts';
import { SupersededError } from './superseded-error.ts';

const preview = { key: `${'c'.repeat(64)}.webp`, thumbhash: 'BBBB', width: 64, height: 64, step: 2 };

test('a render goes from QUEUED to DONE, and its events tell how', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	const claim = await claimed(store, id);
	expect(claim).toMatchObject({ attempt: 1, checkpoint: null, event: { type: 'warming', seq: 2, attempt: 1 } });
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	await appendEvent(store, id, 1, { ...progress(2), preview });
	expect(await getRender(store, id)).toMatchObject({ state: 'RUNNING', step: 2, loss: 0.5, preview, seq: 4 });
	await finishRender(store, { renderId: id, attempt: 1, step: 20, image: picture(), thumbnail: picture('webp') });
	const render = await getRender(store, id);
	expect(render).toMatchObject({ state: 'DONE', step: 20, image: picture(), thumbnail: picture('webp'), seq: 5 });
	expect(render?.finishedAt).toBeInstanceOf(Date);
	const events = await eventsSince(store, id, 0);
	expect(events.map((event) => event.type)).toEqual(['queued', 'warming', 'started', 'progress', 'done']);
	expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5]);
	expect(await eventsSince(store, id, 3)).toEqual(events.slice(3));
	expect(await query(store, 'SELECT step, seq, "previewKey" FROM "Frame"')).toEqual([
		{ step: 2, seq: 4, previewKey: preview.key },
	]);
});

test('once another worker has a render, every write of the first is refused and changes nothing', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await claimed(store, id, 'first');
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	await claimed(store, id, 'second');
	await appendEvent(store, id, 2, { type: 'started', fromStep: 0 });
	const before = await getRender(store, id);
	const late = [
		() => appendEvent(store, id, 1, progress(3)),
		() => appendEvent(store, id, 1, { type: 'failed', code: 'INTERNAL', message: '', retryable: false }),
		() => saveCheckpoint(store, id, 1, 3, new Uint8Array(3)),
		() => finishRender(store, { renderId: id, attempt: 1, step: 20, image: picture(), thumbnail: picture() }),
	];
	for (const write of late) await expect(write()).rejects.toThrow(SupersededError);
	expect(await getRender(store, id)).toEqual(before);
	expect(await lossHistory(store, id)).toEqual([]);
	expect(await query(store, 'SELECT FROM "Checkpoint"')).toEqual([]);
});

test('of many workers that take a render up at once each gets an attempt of its own, and only the last may write', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	const claims = await Promise.all(['a', 'b', 'c', 'd'].map((name) => claimed(store, id, name)));
	expect(claims.map((claim) => claim.attempt).sort()).toEqual([1, 2, 3, 4]);
	const started = await Promise.allSettled(
		claims.map(({ attempt }) => appendEvent(store, id, attempt, { type: 'started', fromStep: 0 })),
	);
	expect(claims.filter((_, index) => started[index]?.status === 'fulfilled').map(({ attempt }) => attempt)).toEqual([
		4,
	]);
});

test('seq rises by one with every event, however many write at once', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await claimed(store, id);
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	const steps = Array.from({ length: 20 }, (_, index) => index + 1);
	const appended = await Promise.all(steps.map((step) => appendEvent(store, id, 1, progress(step))));
	const seqs = appended.map(({ event }) => event.seq).sort((a, b) => a - b);
	expect(seqs).toEqual(steps.map((step) => step + 3));
	const events = await eventsSince(store, id, 0);
	expect(events.map((event) => event.seq)).toEqual([1, 2, 3, ...seqs]);
	const times = events.map((event) => event.at);
	expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('after the end of a render nothing can be written, and nobody can take it up', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await finished(store, id);
	await expect(appendEvent(store, id, 1, progress(1))).rejects.toThrow(SupersededError);
	expect(await claimRender(store, id, 'second')).toBeNull();
	expect(await claimRender(store, 'rnd_none', 'second')).toBeNull();
});

test('a step cannot be reported before the start, beyond the end, or with a loss that is no number', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await claimed(store, id);
	await expect(appendEvent(store, id, 1, progress(1))).rejects.toThrow(SupersededError);
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	await expect(appendEvent(store, id, 1, progress(1, Number.NaN))).rejects.toThrow(/not a finite number/);
	await expect(appendEvent(store, id, 1, progress(21))).rejects.toThrow(/Render_step_range/);
	expect(await getRender(store, id)).toMatchObject({ step: 0, seq: 3 });
});

test('a second worker goes on from the newest checkpoint whose file is whole', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await claimed(store, id);
	for (const step of [5, 10, 15]) await saveCheckpoint(store, id, 1, step, new Uint8Array([step]));
	expect(await query(store, 'SELECT step FROM "Checkpoint" ORDER BY step')).toEqual([{ step: 10 }, { step: 15 }]);
	expect((await claimed(store, id)).checkpoint).toEqual({ step: 15, bytes: Buffer.from([15]) });
	const [newest] = await query<{ blobKey: string }>(store, 'SELECT "blobKey" FROM "Checkpoint" WHERE step = 15');
	await rm(`${store.storageDir}/${newest?.blobKey}`);
	expect((await claimed(store, id)).checkpoint).toEqual({ step: 10, bytes: Buffer.from([10]) });
});

test('a kept checkpoint stays when newer ones come, and is found by recipe and step', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id, recipeHash } = await queuedRender(store);
	await claimed(store, id);
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	for (const step of [5, 10, 15, 16])
		await saveCheckpoint(store, id, 1, step, new Uint8Array([step]), { kept: step === 5 });
	// Written once more by another attempt, it is still to be kept.
	await saveCheckpoint(store, id, 1, 5, new Uint8Array([5]));
	await saveCheckpoint(store, id, 1, 17, new Uint8Array([17]));
	const other = await queuedRender(store, { seed: '1' });
	expect(await checkpointSteps(store, [other.id, id])).toEqual([[], [5, 16, 17]]);
	expect(await findCheckpoint(store, recipeHash, 5)).toEqual(Buffer.from([5]));
	expect(await findCheckpoint(store, recipeHash, 10)).toBeNull();
	expect(await findCheckpoint(store, other.recipeHash, 5)).toBeNull();
});

test('the file of a dropped checkpoint goes, unless another render still refers to it', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const [first, second] = [await queuedRender(store), await queuedRender(store)];
	for (const { id } of [first, second]) {
		await claimed(store, id);
		await saveCheckpoint(store, id, 1, 1, new Uint8Array([1]));
	}
	for (const step of [2, 3]) await saveCheckpoint(store, first.id, 1, step, new Uint8Array([step]));
	expect((await newestCheckpoint(store, second.id))?.step).toBe(1);
	for (const step of [4, 5]) await saveCheckpoint(store, second.id, 1, step, new Uint8Array([step]));
	expect((await readdir(store.storageDir)).filter((name) => name.endsWith('.checkpoint'))).toHaveLength(4);
});

test('a render that was to be cancelled when its worker died is cancelled by who takes it up', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	await claimed(store, id);
	await requestCancel(store, id);
	expect(await claimRender(store, id, 'second')).toBeNull();
	expect(await getRender(store, id)).toMatchObject({ state: 'CANCELLED', attempt: 1 });
});

test('a render that keeps losing its workers without getting on is given up; one that gets on is not', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const [stuck, moving] = [await queuedRender(store), await queuedRender(store)];
	for (let attempt = 1; attempt <= maximumAttemptsWithoutProgress; attempt++) await claimed(store, stuck.id);
	expect(await claimRender(store, stuck.id, 'x')).toBeNull();
	expect(await getRender(store, stuck.id)).toMatchObject({
		state: 'FAILED',
		failure: { code: 'TOO_MANY_ATTEMPTS', retryable: true },
	});
	for (let attempt = 1; attempt <= 2 * maximumAttemptsWithoutProgress; attempt++) {
		expect((await claimed(store, moving.id)).attempt).toBe(attempt);
		await saveCheckpoint(store, moving.id, attempt, attempt, new Uint8Array([attempt]));
	}
});

test('a failure keeps its code and message, whatever characters it has', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	const { attempt } = await claimed(store, id);
	const failure = { type: 'failed', code: 'PACK_DAMAGED', message: 'at \0 \ud800', retryable: true } as const;
	await appendEvent(store, id, attempt, failure);
	expect((await getRender(store, id))?.failure).toEqual({ code: 'PACK_DAMAGED', message: 'at � �', retryable: true });
	await expect(appendEvent(store, id, attempt, failure)).rejects.toThrow(SupersededError);
	const types = (await eventsSince(store, id, 0)).map((event: RenderEvent) => event.type);
	expect(types).toEqual(['queued', 'warming', 'failed']);
});

test('the loss curve has every step up to a maximum, then evenly chosen ones, always with the newest', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store, { steps: 2_000 });
	await claimed(store, id);
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	const points = (from: number, to: number) =>
		Array.from({ length: to - from + 1 }, (_, index) => ({ step: from + index, loss: (from + index) / 4 }));
	await appendEvent(store, id, 1, progress(300), { losses: points(1, 300) });
	expect(await lossHistory(store, id)).toEqual(points(1, 300));
	await appendEvent(store, id, 1, progress(1_200), { losses: points(401, 1_200) });
	const all = await lossHistory(store, id, 10_000);
	expect(all).toEqual([...points(1, 300), ...points(401, 1_200)]);
	const few = await lossHistory(store, id);
	expect(few.length).toBeLessThanOrEqual(500);
	expect(few.length).toBeGreaterThan(300);
	expect(few.at(-1)).toEqual({ step: 1_200, loss: 300 });
	await appendEvent(store, id, 1, progress(1_000, 7));
	expect((await lossHistory(store, id, 10_000)).find((point) => point.step === 1_000)?.loss).toBe(7);
});

test('old progress events are pruned, the others stay', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store, { steps: 600 });
	await claimed(store, id);
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	for (let step = 1; step <= 450; step++) await appendEvent(store, id, 1, progress(step));
	const events = await eventsSince(store, id, 0);
	expect(events.slice(0, 3).map((event) => event.type)).toEqual(['queued', 'warming', 'started']);
	expect(events.length).toBeLessThan(400);
	expect(events.at(-1)?.seq).toBe(453);
});
