import { decodePictureWithin } from '@galatea/pictures';
import { readBlob } from '@galatea/store/files';
import {
	findStepInside,
	getRender,
	type InsideFigures,
	lossHistory,
	requestStepInside,
	workerBeat,
} from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handleInside } from './inside-handler.ts';
import { RenderTurns } from './render-turns.ts';
import { openTestGallery, type TestGallery } from './test-gallery.ts';

let gallery: TestGallery;
let renderId: string;
const { signal } = new AbortController();
beforeAll(async () => {
	gallery = await openTestGallery({ pace: { checkpointEverySteps: 4 } });
	renderId = (await gallery.request({ steps: 12 })).id;
	await turns().take(renderId, signal);
});
afterAll(() => gallery[Symbol.asyncDispose]());

const turns = () => new RenderTurns(gallery.context, () => ['starter']);
async function ask(step: number) {
	const { store, context } = gallery;
	const device = { provider: 'cpu', device: 'a processor', engineVersion: 1 };
	await workerBeat(store, { name: context.workerName, ...device, packIds: ['starter'] });
	return requestStepInside(store, { renderId, step }, []);
}

async function insideOf(step: number): Promise<InsideFigures> {
	const { figures } = await ask(step);
	if (figures === null) throw new Error(`nothing is known of step ${step}`);
	return figures;
}

test('a step is looked into by the worker when no render waits, with the numbers that the render had', async () => {
	const { store } = gallery;
	await ask(6);
	await ask(12);
	expect(await turns().take(null, signal)).toBe(true);
	expect(await turns().take(null, signal)).toBe(true);
	expect(await turns().take(null, signal)).toBe(false);
	const told = await lossHistory(store, renderId);
	for (const step of [6, 12]) {
		const figures = await insideOf(step);
		expect(figures.loss).toBeCloseTo(told.find((point) => point.step === step)?.loss ?? Number.NaN, 6);
		expect(figures.cutouts).toHaveLength(4);
		expect(figures.codes).toHaveLength(figures.codesAcross * figures.codesDown);
		for (const image of [figures.latent, figures.tiles, figures.picture, figures.heat, figures.sheet]) {
			const bytes = await readBlob(store, image?.key ?? '');
			const { width, height } = await decodePictureWithin(bytes ?? new Uint8Array(), 1_024 * 1_024);
			expect({ width, height }).toEqual({ width: image?.width, height: image?.height });
		}
	}
	const { loss, terms } = (await getRender(store, renderId)) ?? {};
	expect(await insideOf(12)).toMatchObject({ loss, terms });
});

test('a render that waits comes first', async () => {
	const { store } = gallery;
	await ask(3);
	const { id } = await gallery.request({ steps: 2 });
	expect(await turns().take(null, signal)).toBe(true);
	expect((await getRender(store, id))?.state).toBe('DONE');
	expect(await findStepInside(store, renderId, 3)).toMatchObject({ state: 'WAITING' });
	expect(await turns().take(null, signal)).toBe(true);
	expect(await findStepInside(store, renderId, 3)).toMatchObject({ state: 'DONE' });
});

test('a worker that is stopped lets go of a step, and why one failed is told', async () => {
	const { store, context } = gallery;
	await ask(4);
	await expect(handleInside(context, ['starter'], AbortSignal.abort())).rejects.toThrow('is being stopped');
	expect(await findStepInside(store, renderId, 4)).toMatchObject({ state: 'WAITING' });
	const broken = { ...context, packs: { load: () => Promise.reject(new Error('the pack is damaged')) } };
	expect(await handleInside(broken, ['starter'], signal)).toBe(true);
	expect(await findStepInside(store, renderId, 4)).toMatchObject({ state: 'FAILED' });
});
