import { readEmbeddedRecipe, readEmbeddedRun, readPicture } from '@galatea/pictures';
import { printRecipe } from '@galatea/render';
import { readRunRecord } from '@galatea/render/metadata';
import { onStepPicture } from '@galatea/store/database';
import { readBlob } from '@galatea/store/files';
import {
	checkpointSteps,
	findStepPicture,
	framesOf,
	getRender,
	type KeptStep,
	keepStep,
	requestCancel,
	requestStepPicture,
	type StepPicture,
	workerBeat,
} from '@galatea/store/renders';
import { expect, test } from 'vitest';
import { openStepDecoder } from './step-decoder.ts';
import { handleRender, openTestGallery, type TestGallery } from './test-gallery.ts';

const never = new AbortController().signal;
const steps = 5;

/** A finished render, of whose steps so many are stored as the pace lets. */
async function finishedRender(gallery: TestGallery, previewEveryMs: number): Promise<string> {
	const { id } = await gallery.request({ steps });
	const pace = { ...gallery.context.pace, previewEveryMs };
	await handleRender({ ...gallery.context, pace }, id, never);
	return id;
}

const beat = ({ store }: TestGallery) =>
	workerBeat(store, { name: 'test', provider: 'cpu', device: 'cpu', engineVersion: 1, packIds: ['starter'] });

/** Asks for a step, and waits until a worker has said something of it. */
async function decodedStep({ store }: TestGallery, renderId: string, step: number): Promise<StepPicture | null> {
	let onMade = (): void => undefined;
	const made = new Promise<void>((resolve) => {
		onMade = resolve;
	});
	const stop = await onStepPicture(store, (key) => {
		if (key === `${renderId}:${step}`) onMade();
	});
	try {
		const asked = await requestStepPicture(store, { renderId, step }, []);
		if (asked.state !== 'WAITING') return asked;
		await made;
		return await findStepPicture(store, renderId, step);
	} finally {
		stop();
	}
}

/** Asks for a step to be kept, and waits until a worker has said something of it. */
async function keptStep({ store }: TestGallery, renderId: string, step: number | null): Promise<KeptStep> {
	let onMade = (): void => undefined;
	const made = new Promise<void>((resolve) => {
		onMade = resolve;
	});
	const stop = await onStepPicture(store, (key) => {
		if (key?.startsWith(`${renderId}:`) && key.endsWith(':kept')) onMade();
	});
	try {
		const asked = await keepStep(store, { renderId, step }, []);
		if (asked.state !== 'WAITING') return asked;
		await made;
		return await keepStep(store, { renderId, step }, []);
	} finally {
		stop();
	}
}

async function pixelsOf({ store }: TestGallery, key: string): Promise<ArrayLike<number>> {
	return (await readPicture((await readBlob(store, key)) ?? new Uint8Array())).data;
}

test('a step is decoded as the optimiser saw it, whether it was stored on the way or not', async () => {
	await using gallery = await openTestGallery();
	const { store, context } = gallery;
	await beat(gallery);
	const stepStored = async () =>
		(await framesOf(store, await finishedRender(gallery, 0), 120)).find(({ step }) => step > 1 && step < steps);
	let seen = await stepStored();
	// A machine that is busy elsewhere may store the first and the last alone: what is newer goes first.
	while (!seen) seen = await stepStored();
	const unwatched = await finishedRender(gallery, Number.POSITIVE_INFINITY);
	const stepsOf = async (id: string) => (await framesOf(store, id, 120)).map(({ step }) => step);
	expect(await stepsOf(unwatched)).toEqual([1, steps]);
	await using _decoder = await openStepDecoder(context, () => ['starter']);
	const { state, preview } = (await decodedStep(gallery, unwatched, seen.step)) ?? {};
	expect([state, preview?.step, preview?.width]).toEqual(['DONE', seen.step, seen.width]);
	const [one, other] = [await pixelsOf(gallery, seen.key), await pixelsOf(gallery, preview?.key ?? '')];
	const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
		Array.from(a).reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
	// Both are WebP of the same picture; levels of 255.
	expect(difference(one, other)).toBeLessThan(1);
	// A picture of another step is another picture.
	const [first] = await framesOf(store, unwatched, 2);
	expect(difference(one, await pixelsOf(gallery, first?.key ?? ''))).toBeGreaterThan(5);
});

test('a run that was stopped keeps its film and its state, and its last step becomes its picture, which says its step', async () => {
	await using gallery = await openTestGallery();
	const { store, context } = gallery;
	await beat(gallery);
	const { id, recipe } = await gallery.request({ steps: 5_000 });
	const handling = handleRender(context, id, never);
	await gallery.waitFor(id, (events) => events.some((event) => event.type === 'progress' && event.step > 2));
	await requestCancel(store, id);
	await handling;
	const { step = 0 } = (await getRender(store, id)) ?? {};
	expect((await checkpointSteps(store, [id]))[0]).toContain(step);
	await using _decoder = await openStepDecoder(context, () => ['starter']);
	const kept = await keptStep(gallery, id, null);
	expect([kept.state, kept.step]).toEqual(['DONE', step]);
	expect((await getRender(store, id))?.image).toEqual(kept.image);
	const png = (await readBlob(store, kept.image?.key ?? '')) ?? new Uint8Array();
	// The recipe is the one that was asked for, with all of its steps.
	expect(readEmbeddedRecipe(png)).toBe(printRecipe(recipe));
	const record = readRunRecord(readEmbeddedRun(png) ?? '');
	expect([record?.step, record?.device]).toEqual([step, context.runtime.device]);
	const marks = Buffer.from(record?.trace?.marks ?? '', 'base64').length / 4;
	expect(marks).toBe(Math.floor(step / (record?.trace?.everySteps ?? 1)));
});

test('a step of a finished run is the picture that it had there, with the trace until there', async () => {
	await using gallery = await openTestGallery();
	await beat(gallery);
	const id = await finishedRender(gallery, 1e9);
	await using _decoder = await openStepDecoder(gallery.context, () => ['starter']);
	const [last, kept] = [await keptStep(gallery, id, steps), await keptStep(gallery, id, 3)];
	const recordOf = async ({ image }: KeptStep) =>
		readRunRecord(readEmbeddedRun((await readBlob(gallery.store, image?.key ?? '')) ?? new Uint8Array()) ?? '');
	const [whole, part] = [await recordOf(last), await recordOf(kept)];
	expect([whole?.step, part?.step]).toEqual([undefined, 3]);
	const marksOf = (record: typeof whole) => Buffer.from(record?.trace?.marks ?? '', 'base64');
	expect(marksOf(part)).toEqual(marksOf(whole).subarray(0, 4 * 3));
});

test('steps of several renders come one after the other, and a film that is gone is a failure that is told', async () => {
	await using gallery = await openTestGallery();
	await beat(gallery);
	const [one, other] = [await finishedRender(gallery, 1e9), await finishedRender(gallery, 1e9)];
	await using _decoder = await openStepDecoder(gallery.context, () => ['starter']);
	const asked = [decodedStep(gallery, one, 2), decodedStep(gallery, other, 3), decodedStep(gallery, one, 4)];
	expect((await Promise.all(asked)).map((each) => [each?.state, each?.preview?.step])).toEqual([
		['DONE', 2],
		['DONE', 3],
		['DONE', 4],
	]);
	const blind = { ...gallery.context, packs: { load: () => Promise.reject(new Error('damaged')) } };
	await using _other = await openStepDecoder(blind, () => ['starter']);
	await _decoder[Symbol.asyncDispose]();
	expect((await decodedStep(gallery, one, 3))?.state).toBe('FAILED');
});
