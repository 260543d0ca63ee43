import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileAccess, nobody } from '../access/visibility.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query } from '../database/store.ts';
import { findPicture, saveBlob } from '../files/blobs.ts';
import type { ImageReference } from '../files/image-reference.ts';
import { claimed, picture, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { appendEvent, finishRender } from './attempts.ts';
import { answerKeptStep, findKeptStep, type KeptPictures, keepStep } from './kept-steps.ts';
import { listOwnRenders } from './own-renders.ts';
import { artworksOfPictures, ownRendersOfPictures } from './render-sources.ts';
import { getRender } from './renders.ts';
import { forgetKeptSteps } from './step-picture-retention.ts';
import type { WantedStep } from './step-pictures.ts';
import { workerBeat, workerGone } from './workers.ts';

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
	await beat();
});
afterAll(() => setting[Symbol.asyncDispose]());

const beat = () => {
	const device = { provider: 'cpu', device: 'a processor', engineVersion: 1 };
	return workerBeat(setting.store, { name: 'first', ...device, packIds: ['starter'] });
};

interface Run {
	readonly id: string;
	readonly userId: string;
}

/** A run of 20 steps that has come to `step`, and is finished there or stopped. */
async function runOf(end: { readonly stoppedAt: number | null; readonly hasFilm?: boolean }): Promise<Run> {
	const { store } = setting;
	const { id, requestedById: userId } = await queuedRender(store);
	const { attempt } = await claimed(store, id);
	await appendEvent(store, id, attempt, { type: 'started', fromStep: 0 });
	const filmKey =
		end.hasFilm === false ? null : await saveBlob(store, new TextEncoder().encode(`film of ${id}`), 'film');
	if (end.stoppedAt !== null)
		await appendEvent(store, id, attempt, { type: 'cancelled', step: end.stoppedAt }, { filmKey });
	else {
		const images = { image: picture(), thumbnail: picture('webp') };
		await finishRender(store, { renderId: id, attempt, step: 20, ...images, filmKey });
	}
	return { id, userId };
}

async function stored(content: string, extension: 'png' | 'webp'): Promise<ImageReference> {
	const key = await saveBlob(setting.store, new TextEncoder().encode(content), extension);
	return { key, width: 8, height: 4, mimeType: `image/${extension}`, thumbhash: 'dGh1bWI=' };
}

async function pictured({ renderId, step }: WantedStep, shownStep = step): Promise<KeptPictures> {
	const name = `${renderId} at ${step}`;
	return { shownStep, image: await stored(name, 'png'), thumbnail: await stored(name, 'webp') };
}

/** A worker makes what waits. */
async function makeWaiting(shownStep?: number): Promise<readonly WantedStep[]> {
	const made: WantedStep[] = [];
	const make = (wanted: WantedStep) => {
		made.push(wanted);
		return pictured(wanted, shownStep);
	};
	while (await answerKeptStep(setting.store, ['starter'], make));
	return made;
}

const keep = ({ id }: Run, step: number | null = null) => keepStep(setting.store, { renderId: id, step }, []);
const publish = ({ id, userId }: Run, step: number | null = null) =>
	publishRender(setting.store, { renderId: id, userId, title: 'A step', step });

test('the last step of a run that was stopped is kept as its picture, and published as that step of the same recipe', async () => {
	const { store } = setting;
	const run = await runOf({ stoppedAt: 12 });
	const stages = async () => {
		const listed = [];
		for (const stage of ['UNPUBLISHED', 'PUBLISHED', 'ENDED'] as const) {
			const page = await listOwnRenders(
				store,
				{ first: 10, after: null, stage },
				{ userId: run.userId, role: 'GUEST' },
			);
			listed.push(...page.edges.map(() => stage));
		}
		return listed;
	};
	await expect(publish(run)).rejects.toMatchObject({ code: 'STEP_NOT_KEPT' });
	expect(await stages()).toEqual(['ENDED']);
	expect(await keep(run)).toEqual({ state: 'WAITING', step: 12, askedStep: 12, image: null, thumbnail: null });
	expect(await makeWaiting()).toEqual([{ renderId: run.id, step: 12 }]);
	const kept = await keep(run);
	expect(kept).toMatchObject({ state: 'DONE', step: 12 });
	expect(await getRender(store, run.id)).toMatchObject({
		state: 'CANCELLED',
		image: kept.image,
		thumbnail: kept.thumbnail,
	});
	expect(await stages()).toEqual(['UNPUBLISHED']);
	const artwork = await publish(run);
	expect(artwork).toMatchObject({
		step: 12,
		image: kept.image,
		recipe: { steps: (await getRender(store, run.id))?.steps },
	});
	expect(await stages()).toEqual(['PUBLISHED']);
});

test('a step of a finished run is published in place of its last, which stays the picture of the run', async () => {
	const { store } = setting;
	const run = await runOf({ stoppedAt: null });
	const last = await keep(run, 20);
	expect(last).toMatchObject({ state: 'DONE', step: 20 });
	await keep(run, 7);
	await makeWaiting();
	const kept = await keep(run, 7);
	const names = [last, kept].map(({ image }) => image?.key.split('.')[0] ?? '');
	expect(await ownRendersOfPictures(store, names, run.userId)).toEqual([run.id]);
	expect(await fileAccess(store, kept.image?.key ?? '', nobody)).toBe('WHOLE');
	const artwork = await publish(run, 7);
	expect(artwork).toMatchObject({ step: 7, image: kept.image });
	expect((await getRender(store, run.id))?.image).toEqual(last.image);
	// Whoever goes on with either picture credits the artwork.
	const credited = await artworksOfPictures(store, names, nobody);
	expect(names.map((name) => credited.get(name))).toEqual([artwork.id, artwork.id]);
	expect((await publish(run, 3)).id).toBe(artwork.id);
});

test('of a very long run the nearest step that has codes is kept, and published under either number', async () => {
	const [one, other] = [await runOf({ stoppedAt: null }), await runOf({ stoppedAt: null })];
	await keep(one, 9);
	await keep(other, 9);
	await makeWaiting(10);
	expect(await keep(one, 9)).toMatchObject({ state: 'DONE', step: 10, askedStep: 9 });
	expect([(await publish(one, 9)).step, (await publish(other, 10)).step]).toEqual([10, 10]);
});

test('why a step cannot be kept is told: no such step, none kept, under way, no worker, not made yet', async () => {
	const { store } = setting;
	const run = await runOf({ stoppedAt: 12 });
	for (const step of [0, 13, 1.5]) await expect(keep(run, step)).rejects.toThrow('its steps are 1 to 12');
	await expect(keep(await runOf({ stoppedAt: 0 }))).rejects.toMatchObject({ code: 'STEP_NOT_KEPT' });
	await expect(keep(await runOf({ stoppedAt: 3, hasFilm: false }))).rejects.toThrow('were not kept');
	const { id } = await queuedRender(store);
	await expect(keep({ id, userId: '' }, 1)).rejects.toMatchObject({ code: 'NOT_FINISHED' });
	await expect(keep({ id: 'rnd_none', userId: '' }, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await keep(run, 4);
	await expect(publish(run, 4)).rejects.toMatchObject({ code: 'STEP_NOT_KEPT' });
	await workerGone(store, 'first');
	try {
		await expect(keep(run, 5)).rejects.toMatchObject({ code: 'PACK_UNAVAILABLE' });
	} finally {
		await beat();
	}
	await makeWaiting();
});

test('a failure is told, and asking again tries again; a worker that dies leaves the step to the next', async () => {
	const { store } = setting;
	const run = await runOf({ stoppedAt: 5 });
	await keep(run, 2);
	await answerKeptStep(store, ['starter'], async () => ({ failure: 'no room\0' }));
	expect(await findKeptStep(store, run.id, 2)).toMatchObject({ state: 'FAILED' });
	expect((await keep(run, 2)).state).toBe('WAITING');
	const dying = answerKeptStep(store, ['starter'], () => Promise.reject(new Error('killed')));
	await expect(dying).rejects.toThrow('killed');
	expect(await makeWaiting()).toEqual([{ renderId: run.id, step: 2 }]);
});

test('of one run no more steps are kept than somebody chooses from', async () => {
	const run = await runOf({ stoppedAt: 20 });
	const many = await runOf({ stoppedAt: 20 });
	await query(setting.store, 'INSERT INTO "KeptStep" ("renderId", step) SELECT $1, generate_series(100, 123)', [
		many.id,
	]);
	await expect(keep(many, 20)).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
	expect((await keep(run, 20)).state).toBe('WAITING');
});

test('what was kept and is shown nowhere is forgotten after a month, with its files; what hangs stays', async () => {
	const { store } = setting;
	const [hung, stopped] = [await runOf({ stoppedAt: null }), await runOf({ stoppedAt: 12 })];
	for (const step of [3, 7]) await keep(hung, step);
	await keep(stopped);
	await makeWaiting();
	const artwork = await publish(hung, 7);
	const forgotten = await keep(hung, 3);
	const later = await keep(hung, 3);
	expect(later).toEqual(forgotten);
	await forgetKeptSteps(store);
	expect(await findPicture(store, forgotten.image?.key ?? '')).not.toBeNull();
	await query(store, `UPDATE "KeptStep" SET "requestedAt" = now() - interval '31 days'`);
	await forgetKeptSteps(store);
	expect(await findKeptStep(store, hung.id, 3)).toBeNull();
	const files = [forgotten.image, forgotten.thumbnail, artwork.image, (await getRender(store, stopped.id))?.image];
	const there = await Promise.all(files.map(async (file) => (await findPicture(store, file?.key ?? '')) !== null));
	expect(there).toEqual([false, false, true, true]);
	expect(await fileAccess(store, artwork.image.key, nobody)).toBe('WHOLE');
});
