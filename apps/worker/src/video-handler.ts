/** @file The time-lapse of a finished render, when somebody asked for it: decoded from the codes of its steps. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseFrames, decodeFilm, type Film, openFilmDecoder, type Picture } from '@galatea/optimiser';
import { encodeAnimation, encodeMovie, hasMovieEncoder, maximumAnimationBytes } from '@galatea/pictures';
import { printRecipe, type Recipe, recipePrompt } from '@galatea/render';
import { writePictureXmp } from '@galatea/render/metadata';
import { saveBlob } from '@galatea/store/files';
import { failVideo, findFilm, finishVideo, getRender, videosOf } from '@galatea/store/renders';
import { HandedOver, isPassing } from './failures.ts';
import type { WorkerContext } from './worker-context.ts';

/** Eight seconds: long enough to see it form, short enough to be decoded in a minute or two by a processor. */
const maximumFrames = 96;
const framesPerSecond = 12;
const lastFrameMs = 2_000;
const webpQuality = 80;

/**
 * Makes the video of a render if one waits, and says whether one did. Safe to run twice: both times it is the same. Throws what
 * should be tried again.
 */
export async function handleVideo(context: WorkerContext, renderId: string, signal: AbortSignal): Promise<boolean> {
	const { store } = context;
	const [video] = await videosOf(store, [renderId]);
	if (video?.state !== 'WAITING') return false;
	const log = context.log.child({ renderId });
	log.info('makes a video');
	try {
		const render = await getRender(store, renderId);
		const film = await findFilm(store, renderId);
		if (render === null || film === null) throw new Error('the film of its steps is gone');
		const pictures = await decode(context, render.recipe, decodeFilm(film), signal);
		const webpKey = await saveBlob(store, await animate(pictures, render.recipe), 'webp');
		const movie = (await hasMovieEncoder()) ? await encodeMp4(pictures, render.recipe, signal) : null;
		await finishVideo(store, renderId, {
			webpKey,
			mp4Key: movie === null ? null : await saveBlob(store, movie, 'mp4'),
		});
		log.info({ frames: pictures.length, mp4: movie !== null }, 'made a video');
	} catch (error) {
		if (signal.aborted) throw new HandedOver('the worker is being stopped');
		if (isPassing(error)) throw error;
		log.error({ err: error }, 'a video failed');
		await failVideo(store, renderId, error instanceof Error ? error.message : String(error));
	}
	return true;
}

async function decode(
	context: WorkerContext,
	recipe: Recipe,
	film: Film,
	signal: AbortSignal,
): Promise<readonly Picture[]> {
	const pack = await context.packs.load(recipe.pack.id);
	await using decoder = await openFilmDecoder(context.runtime, recipe, pack);
	const most = Math.floor(maximumAnimationBytes / (3 * recipe.width * recipe.height));
	const pictures: Picture[] = [];
	for (const { codes } of chooseFrames(film.frames, Math.min(maximumFrames, most))) {
		signal.throwIfAborted();
		pictures.push(await decoder.decode(codes));
	}
	return pictures;
}

async function animate(pictures: readonly Picture[], recipe: Recipe): Promise<Uint8Array> {
	const { bytes } = await encodeAnimation(pictures, {
		frameMs: Math.round(1_000 / framesPerSecond),
		lastFrameMs,
		quality: webpQuality,
		xmp: writePictureXmp({ recipe: printRecipe(recipe), description: recipePrompt(recipe) }),
	});
	return bytes;
}

async function encodeMp4(pictures: readonly Picture[], recipe: Recipe, signal: AbortSignal): Promise<Uint8Array> {
	const folder = await mkdtemp(join(tmpdir(), 'galatea-video-'));
	try {
		const file = join(folder, 'video.mp4');
		const texts = { title: recipePrompt(recipe), comment: printRecipe(recipe) };
		const each = async function* (): AsyncGenerator<Picture> {
			yield* pictures;
		};
		await encodeMovie(each(), { ...texts, file, framesPerSecond, signal });
		return await readFile(file);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
