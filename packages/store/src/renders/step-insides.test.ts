import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileAccess, nobody } from '../access/visibility.ts';
import { query } from '../database/store.ts';
import { findPicture, saveBlob } from '../files/blobs.ts';
import type { ImageReference } from '../files/image-reference.ts';
import { claimed, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { appendEvent } from './attempts.ts';
import { forgetStepInsides } from './step-inside-retention.ts';
import {
	filesOf,
	findStepInside,
	finishStepInside,
	type InsideFigures,
	releaseStepInside,
	reportStepInside,
	requestStepInside,
	takeStepInside,
} from './step-insides.ts';
import type { WantedStep } from './step-pictures.ts';
import { workerBeat, workerGone } from './workers.ts';

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
	for (const name of ['first', 'second']) await beat(name);
});
afterAll(() => setting[Symbol.asyncDispose]());

const beat = (name: string) =>
	workerBeat(setting.store, { name, provider: 'cpu', device: 'a processor', engineVersion: 1, packIds: ['starter'] });
const taker = { workerName: 'first', packIds: ['starter'] };

/** A run that has come to step 12. */
async function runningRender() {
	const { store } = setting;
	const { id: renderId, requestedById: userId } = await queuedRender(store);
	const { attempt } = await claimed(store, renderId);
	await appendEvent(store, renderId, attempt, { type: 'started', fromStep: 0 });
	await appendEvent(store, renderId, attempt, {
		...{ type: 'progress' as const, step: 12, steps: 20, loss: 1, terms: [], preview: null },
	});
	return { renderId, userId };
}

async function figuresOf(name: string): Promise<InsideFigures> {
	const image = async (what: string): Promise<ImageReference> => {
		const key = await saveBlob(setting.store, new TextEncoder().encode(`${what} of ${name}`), 'webp');
		return { key, width: 8, height: 8, mimeType: 'image/webp', thumbhash: 'dGh1bWI=' };
	};
	return {
		...{ loss: 1, terms: [{ term: 0, loss: 1 }], losses: [], movedDistance: 2, movedShare: 0.5 },
		...{ codesAcross: 1, codesDown: 1, codes: [3], cutoutCount: 1, sheetColumns: 8 },
		cutouts: [{ corners: [0, 0, 1, 0, 1, 1, 0, 1], cosines: [0.25] }],
		...{ latent: await image('latent'), tiles: null, picture: await image('picture') },
		...{ heat: await image('heat'), sheet: await image('sheet') },
	};
}

const request = (wanted: WantedStep) => requestStepInside(setting.store, wanted, []);

test('a step that a render has completed is looked into once for all who ask, and tells how far it is', async () => {
	const { store } = setting;
	const { renderId } = await runningRender();
	const wanted = { renderId, step: 12 };
	expect(await request(wanted)).toEqual({ state: 'WAITING', doneSteps: 0, neededSteps: 0, figures: null });
	expect(await request(wanted)).toMatchObject({ state: 'WAITING' });
	expect(await takeStepInside(store, { ...taker, packIds: ['another'] })).toBeNull();
	expect(await takeStepInside(store, taker, 60)).toBeNull();
	expect(await takeStepInside(store, taker)).toEqual(wanted);
	expect(await takeStepInside(store, { ...taker, workerName: 'second' })).toBeNull();
	expect(await reportStepInside(store, wanted, { workerName: 'first', doneSteps: 3, neededSteps: 5 })).toBe(false);
	expect(await request(wanted)).toMatchObject({ state: 'RUNNING', doneSteps: 3, neededSteps: 5 });
	const figures = await figuresOf('one');
	await finishStepInside(store, wanted, 'first', figures);
	expect(await request(wanted)).toMatchObject({ state: 'DONE', figures });
	expect(await takeStepInside(store, taker)).toBeNull();
});

test('what nobody asks for any more is not begun, and is to be stopped', async () => {
	const { store } = setting;
	const [waiting, begun] = [await runningRender(), await runningRender()].map(({ renderId }) => ({
		renderId,
		step: 5,
	}));
	const leave = ({ renderId }: WantedStep) =>
		query(store, `UPDATE "StepInside" SET "askedAt" = now() - interval '31 seconds' WHERE "renderId" = $1`, [renderId]);
	await request(begun as WantedStep);
	expect(await takeStepInside(store, taker)).toEqual(begun);
	await request(waiting as WantedStep);
	for (const each of [begun, waiting]) await leave(each as WantedStep);
	expect(await takeStepInside(store, { ...taker, workerName: 'second' })).toBeNull();
	const progress = { workerName: 'first', doneSteps: 1, neededSteps: 5 };
	expect(await reportStepInside(store, begun as WantedStep, progress)).toBe(true);
	await releaseStepInside(store, begun as WantedStep, 'first');
	expect(await request(begun as WantedStep)).toMatchObject({ state: 'WAITING' });
	expect(await takeStepInside(store, taker)).toEqual(begun);
	await finishStepInside(store, begun as WantedStep, 'first', { failure: 'out of memory' });
	expect(await findStepInside(store, (begun as WantedStep).renderId, 5)).toMatchObject({ state: 'FAILED' });
	expect(await request(begun as WantedStep)).toMatchObject({ state: 'WAITING' });
	await leave(begun as WantedStep);
});

test('another worker takes over a step whose worker is gone, and what that one says then counts no more', async () => {
	const { store } = setting;
	const { renderId } = await runningRender();
	const wanted = { renderId, step: 7 };
	await request(wanted);
	expect(await takeStepInside(store, taker)).toEqual(wanted);
	await workerGone(store, 'first');
	expect(await takeStepInside(store, { ...taker, workerName: 'second' })).toEqual(wanted);
	await beat('first');
	expect(await reportStepInside(store, wanted, { workerName: 'first', doneSteps: 1, neededSteps: 5 })).toBe(true);
	await finishStepInside(store, wanted, 'first', { failure: 'too late' });
	expect(await findStepInside(store, renderId, 7)).toMatchObject({ state: 'RUNNING' });
	await finishStepInside(store, wanted, 'second', await figuresOf('two'));
	expect(await findStepInside(store, renderId, 7)).toMatchObject({ state: 'DONE' });
});

test('its files are for those alone who may know the recipe, whoever may see the render', async () => {
	const { store } = setting;
	const { renderId, userId } = await runningRender();
	const wanted = { renderId, step: 1 };
	await request(wanted);
	await takeStepInside(store, taker);
	const figures = await figuresOf('files');
	await finishStepInside(store, wanted, 'first', figures);
	const owner = { userId, role: 'MEMBER' } as const;
	const seenBy = (viewer: Parameters<typeof fileAccess>[2]) =>
		Promise.all(filesOf(figures).map((key) => fileAccess(store, key, viewer)));
	expect(new Set([...(await seenBy(nobody)), ...(await seenBy(owner))])).toEqual(new Set(['WHOLE']));
	await query(store, 'UPDATE "Render" SET "recipeHidden" = true WHERE id = $1', [renderId]);
	expect(new Set(await seenBy(nobody))).toEqual(new Set(['NONE']));
	expect(new Set(await seenBy(owner))).toEqual(new Set(['WHOLE']));
});

test('steps that a render does not have are refused, and so is all that waits beyond a bound', async () => {
	const { renderId } = await runningRender();
	for (const step of [0, 13, 1.5])
		await expect(request({ renderId, step })).rejects.toThrow('its own steps so far are 1 to 12');
	const { id } = await queuedRender(setting.store);
	await expect(request({ renderId: id, step: 1 })).rejects.toThrow('it has completed none of its own');
	await expect(request({ renderId: 'rnd_none', step: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const caller = [{ key: 'user:eager', share: 1 }];
	const eager = await runningRender();
	for (let step = 1; step <= 10; step++)
		await requestStepInside(setting.store, { renderId: eager.renderId, step }, caller);
	await expect(requestStepInside(setting.store, { renderId: eager.renderId, step: 11 }, caller)).rejects.toMatchObject({
		code: 'TOO_MANY_TRIES',
	});
});

test('more than a bound is not kept: what nobody has looked at the longest goes with its files', async () => {
	const { store } = setting;
	await query(store, 'DELETE FROM "StepInside"');
	const made = [];
	for (const name of ['old', 'new']) {
		const { renderId } = await runningRender();
		await request({ renderId, step: 2 });
		await takeStepInside(store, taker);
		const figures = await figuresOf(name);
		await finishStepInside(store, { renderId, step: 2 }, 'first', figures);
		made.push({ renderId, figures });
	}
	const [old, kept] = made as [(typeof made)[number], (typeof made)[number]];
	await query(store, `UPDATE "StepInside" SET "askedAt" = now() - interval '1 day' WHERE "renderId" = $1`, [
		old.renderId,
	]);
	await forgetStepInsides(store, 1);
	expect(await findStepInside(store, old.renderId, 2)).toBeNull();
	expect(await findStepInside(store, kept.renderId, 2)).toMatchObject({ state: 'DONE' });
	for (const key of filesOf(old.figures)) expect(await findPicture(store, key)).toBeNull();
	for (const key of filesOf(kept.figures)) expect(await findPicture(store, key)).not.toBeNull();
});
