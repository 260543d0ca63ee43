import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFilm } from '@galatea/optimiser';
import { readEmbeddedRecipe, readEmbeddedRun } from '@galatea/pictures';
import { parseRecipe, printRecipe, type RenderEvent } from '@galatea/render';
import { readRunRecord } from '@galatea/render/metadata';
import { readBlob, saveBlob } from '@galatea/store/files';
import {
	checkpointSteps,
	claimRender,
	createRender,
	findFilm,
	getRender,
	lossHistory,
	requestCancel,
} from '@galatea/store/renders';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { copyModels, handleRender, openTestGallery } from './test-gallery.ts';

const never = new AbortController().signal;
const typesOf = (events: readonly RenderEvent[]): readonly string[] => [...new Set(events.map((event) => event.type))];
const hasType = (type: RenderEvent['type']) => (events: readonly RenderEvent[]) =>
	events.some((event) => event.type === type);

describe('a render from the claim to the picture', () => {
	test('tells every state in order, numbered without gaps, with the first picture and the last', async () => {
		await using gallery = await openTestGallery({ pace: { progressEveryMs: 0, previewEveryMs: 0 } });
		const { id } = await gallery.request();
		await handleRender(gallery.context, id, never);
		const events = await gallery.waitFor(id, hasType('done'));
		expect(typesOf(events)).toEqual(['queued', 'warming', 'started', 'progress', 'done']);
		expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
		const previews = events.flatMap((event) => (event.type === 'progress' && event.preview ? [event.preview] : []));
		expect(previews[0]?.step).toBe(1);
		expect(previews.at(-1)?.step).toBe(12);
		expect(Buffer.from(previews[0]?.thumbhash ?? '', 'base64').length).toBeGreaterThan(4);
	});

	test('ends with a PNG that carries its recipe, a WebP for lists, and the loss of every step', async () => {
		await using gallery = await openTestGallery();
		const { id, recipe } = await gallery.request();
		await handleRender(gallery.context, id, never);
		const render = await getRender(gallery.store, id);
		expect(render).toMatchObject({ state: 'DONE', step: 12, attempt: 1, image: { width: 64, height: 64 } });
		const png = await readBlob(gallery.store, render?.image?.key ?? '');
		expect(readEmbeddedRecipe(png ?? new Uint8Array())).toBe(printRecipe(recipe));
		const run = readRunRecord(readEmbeddedRun(png ?? new Uint8Array()) ?? '');
		expect(run).toMatchObject({ device: 'CPU, 1 thread', trace: { everySteps: 1 } });
		expect(atob(run?.trace?.marks ?? '')).toHaveLength(4 * 12);
		const film = decodeFilm((await findFilm(gallery.store, id)) ?? new Uint8Array());
		expect(film.frames.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		const webp = await readBlob(gallery.store, render?.thumbnail?.key ?? '');
		expect((await sharp(webp ?? undefined).metadata()).format).toBe('webp');
		const losses = await lossHistory(gallery.store, id);
		expect(losses.map((point) => point.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		expect(losses.at(-1)?.loss).toBeLessThan(losses[0]?.loss ?? 0);
	});

	test('tells numbers at most as often as its pace, and still keeps the loss of every step', async () => {
		await using gallery = await openTestGallery({ pace: { progressEveryMs: 60_000, previewEveryMs: 60_000 } });
		const { id } = await gallery.request();
		await handleRender(gallery.context, id, never);
		const events = await gallery.waitFor(id, hasType('done'));
		expect(events.filter((event) => event.type === 'progress').length).toBeLessThanOrEqual(3);
		expect(await lossHistory(gallery.store, id)).toHaveLength(12);
	});

	test('is done once: a second delivery of its job changes nothing', async () => {
		await using gallery = await openTestGallery();
		const { id } = await gallery.request({ steps: 2 });
		await handleRender(gallery.context, id, never);
		const before = await getRender(gallery.store, id);
		await handleRender(gallery.context, id, never);
		expect(await getRender(gallery.store, id)).toEqual(before);
	});
});

describe('pictures that a recipe names', () => {
	const picture = { create: { width: 90, height: 30, channels: 3, background: '#c02040' } } as const;

	test('are read from storage, to begin from and to come close to', async () => {
		await using gallery = await openTestGallery();
		const jpeg = await sharp(picture).jpeg().toBuffer();
		const sha256 = (await saveBlob(gallery.store, jpeg, 'jpg')).replace('.jpg', '');
		const initial = { kind: 'image', sha256 } as const;
		const { id } = await gallery.request({ steps: 2, initial, imagePrompts: [{ sha256, weight: 0.5 }] });
		await handleRender(gallery.context, id, never);
		expect(await getRender(gallery.store, id)).toMatchObject({ state: 'DONE' });
		const events = await gallery.waitFor(id, hasType('done'));
		const [first] = events.flatMap((event) => (event.type === 'progress' ? [event.terms] : []));
		expect(first?.map(({ term }) => term)).toEqual([0, 1]);
		expect(first?.[1]?.loss).toBeGreaterThan(0);
	});

	test('are read as masks, stretched to the render', async () => {
		await using gallery = await openTestGallery();
		const drawn = await sharp({ create: { ...picture.create, background: 'black' } })
			.composite([{ input: { create: { ...picture.create, width: 45, background: 'white' } }, left: 0, top: 0 }])
			.png()
			.toBuffer();
		const sha256 = (await saveBlob(gallery.store, drawn, 'png')).replace('.png', '');
		const { id, recipe } = await gallery.request({ steps: 2, masks: [{ term: 0, sha256 }] });
		const { maskPictures } = await gallery.context.recipePictures(recipe);
		const { width, height, data } = maskPictures.get(sha256) ?? {};
		expect({ width, height }).toEqual({ width: recipe.width, height: recipe.height });
		expect([data?.[0], data?.at(-1)]).toEqual([255, 0]);
		await handleRender(gallery.context, id, never);
		expect(await getRender(gallery.store, id)).toMatchObject({ state: 'DONE' });
	});

	test('fail the render for good when they are not there, and the place is named', async () => {
		await using gallery = await openTestGallery();
		const { id } = await gallery.request({ imagePrompts: [{ sha256: 'a'.repeat(64) }] });
		await handleRender(gallery.context, id, never);
		expect(await getRender(gallery.store, id)).toMatchObject({
			failure: {
				code: 'INVALID_RECIPE',
				message: expect.stringContaining('imagePrompts.0.sha256 is picture aaaaaaaaaaaa…'),
			},
		});
	});
});

describe('a fork', () => {
	test('begins at the kept state, or where that is gone at the start, and is the same picture either way', async () => {
		await using gallery = await openTestGallery({ pace: { progressEveryMs: 0 } });
		const { store, context } = gallery;
		const parent = await gallery.request({ steps: 8 });
		await handleRender(context, parent.id, never);
		expect(await checkpointSteps(store, [parent.id])).toEqual([[2, 4, 6, 8]]);
		const recipe = parseRecipe({
			...parent.recipe,
			steps: 9,
			prompts: [{ text: 'a blue fish', weight: 1, stop: null }],
			initial: { kind: 'fork', recipe: parent.recipe, step: 6 },
		});
		const fork = async () => {
			const { render } = await createRender(store, { recipe, userId: parent.requestedById });
			await handleRender(context, render.id, never);
			const events = await gallery.waitFor(render.id, hasType('done'));
			const began = events.flatMap((event) => (event.type === 'started' ? [event.fromStep] : []));
			const done = await getRender(store, render.id);
			return { began, image: done?.image?.key, losses: await lossHistory(store, render.id) };
		};
		const kept = await fork();
		expect(kept.began).toEqual([6]);
		expect(kept.losses.map(({ step }) => step)).toEqual([7, 8, 9]);
		for (const name of await readdir(gallery.storageDir))
			if (name.endsWith('.checkpoint')) await rm(join(gallery.storageDir, name));
		const again = await fork();
		expect(again.began).toEqual([0]);
		expect(again.losses.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(again.image).toBe(kept.image);
		expect(again.image).not.toBe((await getRender(store, parent.id))?.image?.key);
	});
});

describe('an end before the last step', () => {
	test('a cancel takes effect at the next step', async () => {
		await using gallery = await openTestGallery();
		const { id } = await gallery.request({ steps: 5_000 });
		const handling = handleRender(gallery.context, id, never);
		await gallery.waitFor(id, hasType('progress'));
		await requestCancel(gallery.store, id);
		await handling;
		const render = await getRender(gallery.store, id);
		expect(render?.state).toBe('CANCELLED');
		expect(render?.step).toBeLessThan(1_000);
		expect((await gallery.waitFor(id, hasType('cancelled'))).at(-1)).toMatchObject({ type: 'cancelled' });
	});

	test('a cancel while networks are being loaded is not missed', async () => {
		await using gallery = await openTestGallery();
		const { id } = await gallery.request({ steps: 5_000 });
		const handling = handleRender(gallery.context, id, never);
		await gallery.waitFor(id, hasType('warming'));
		await requestCancel(gallery.store, id);
		await handling;
		expect((await getRender(gallery.store, id))?.state).toBe('CANCELLED');
	});

	test('a worker that must go keeps its newest step, and the next goes on with the one after it', async () => {
		await using gallery = await openTestGallery();
		const { id } = await gallery.request({ steps: 12 });
		const leaving = new AbortController();
		const handling = handleRender(gallery.context, id, leaving.signal);
		await gallery.waitFor(id, hasType('progress'));
		leaving.abort();
		await expect(handling).rejects.toThrow('the worker is being stopped');
		await handleRender(gallery.context, id, never);
		const undisturbed = await gallery.request({ steps: 12 });
		await handleRender(gallery.context, undisturbed.id, never);
		// The same bytes, so the same picture and the same trace of all steps; and the same film.
		const [image, other] = await Promise.all([id, undisturbed.id].map((each) => getRender(gallery.store, each)));
		expect(image?.image?.key).toBe(other?.image?.key);
		expect(await findFilm(gallery.store, id)).toEqual(await findFilm(gallery.store, undisturbed.id));
		const events = await gallery.waitFor(id, hasType('done'));
		const begun = events.flatMap((event) => (event.type === 'started' ? [event.fromStep] : []));
		expect(begun).toHaveLength(2);
		expect(begun[1]).toBeGreaterThan(0);
		expect((await lossHistory(gallery.store, id)).map((point) => point.step)).toEqual(
			Array.from({ length: 12 }, (_, index) => index + 1),
		);
	});

	test('an attempt whose render another worker took over stops, and writes nothing more', async () => {
		await using gallery = await openTestGallery();
		const { id } = await gallery.request({ steps: 5_000 });
		const zombie = handleRender(gallery.context, id, never);
		await gallery.waitFor(id, hasType('progress'));
		expect(await claimRender(gallery.store, id, 'successor')).toMatchObject({ attempt: 2 });
		await zombie;
		expect(await getRender(gallery.store, id)).toMatchObject({ state: 'WARMING', attempt: 2, workerName: 'successor' });
	});
});

describe('what can go wrong', () => {
	test('a damaged weight file is named, and the render fails for good', async () => {
		await using models = await copyModels();
		const file = join(models.path, 'starter', 'generator.safetensors');
		const bytes = await readFile(file);
		bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
		await writeFile(file, bytes);
		await using gallery = await openTestGallery({ models: models.path });
		const { id } = await gallery.request();
		await handleRender(gallery.context, id, never);
		expect(await getRender(gallery.store, id)).toMatchObject({
			state: 'FAILED',
			failure: { code: 'PACK_DAMAGED', retryable: false, message: expect.stringContaining('generator.safetensors') },
		});
	});

	test('a pack whose file is gone is unavailable', async () => {
		await using models = await copyModels();
		await rm(join(models.path, 'starter', 'perceptor.safetensors'));
		await using gallery = await openTestGallery({ models: models.path });
		const { id } = await gallery.request();
		await handleRender(gallery.context, id, never);
		expect(await getRender(gallery.store, id)).toMatchObject({ failure: { code: 'PACK_UNAVAILABLE' } });
	});

	test('storage that cannot be written fails the render with a code that says so', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'galatea-storage-'));
		try {
			await writeFile(join(folder, 'file'), '');
			await using gallery = await openTestGallery({ storageDir: join(folder, 'file') });
			const { id } = await gallery.request();
			await handleRender(gallery.context, id, never);
			expect(await getRender(gallery.store, id)).toMatchObject({
				state: 'FAILED',
				failure: { code: 'STORAGE_UNAVAILABLE', retryable: true },
			});
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});

	test('a full disk fails the render with a code that says so, and leaves nothing half-written', async (context) => {
		const folder = await mkdtemp(join(tmpdir(), 'galatea-storage-'));
		try {
			if (!mount(folder)) return context.skip('only root may mount a small disk');
			await using gallery = await openTestGallery({ storageDir: folder });
			const { id } = await gallery.request({ width: 128, height: 128, steps: 3 });
			await handleRender(gallery.context, id, never);
			expect(await getRender(gallery.store, id)).toMatchObject({
				state: 'FAILED',
				image: null,
				failure: { code: 'STORAGE_FULL', retryable: true },
			});
			expect(await readdir(join(folder, '.incoming'))).toEqual([]);
		} finally {
			unmount(folder);
			await rm(folder, { recursive: true, force: true });
		}
	});
});

/** A disk of 16 kB: a preview fits, the original does not. */
function mount(folder: string): boolean {
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

function unmount(folder: string): void {
	try {
		execFileSync('umount', [folder], { stdio: 'ignore' });
	} catch {
		// It was not mounted.
	}
}
