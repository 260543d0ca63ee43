/**
 * @file What is inside one step of one render, when somebody wants to see it: computed again from the nearest state before it, between
 * renders. It stops as soon as nobody asks any more.
 */
import {
	type Checkpoint,
	findForkState,
	heatPicture,
	latentColours,
	lookInside,
	type Picture,
	planRender,
	type StepInside,
} from '@galatea/optimiser';
import { encodePreview } from '@galatea/pictures';
import { forkOf, hashRecipe, type Recipe } from '@galatea/render';
import type { Store } from '@galatea/store/database';
import { type ImageReference, saveBlob } from '@galatea/store/files';
import {
	checkpointBefore,
	findCheckpoint,
	finishStepInside,
	getRender,
	type InsideFigures,
	releaseStepInside,
	reportStepInside,
	takeStepInside,
	type WantedStep,
} from '@galatea/store/renders';
import { HandedOver, isPassing } from './failures.ts';
import { decodeKeptState } from './kept-state.ts';
import type { WorkerContext } from './worker-context.ts';

/** Cutouts that are shown; a step has 32 or so. */
const maximumCutouts = 64;
const sheetColumns = 8;
/** Codes that are told one by one. */
const maximumCodes = 4_096;
/** The longer side of what is shown, and a quality that no preview has: a file of the recipe is none of the render's. */
const form = { maximumEdgePx: 768, quality: 84 };
/** Progress is told this often, and asked whether anybody still waits. */
const reportEveryMs = 500;

/** Somebody who wanted to see it has gone. */
class NobodyLooks extends Error {}

/**
 * Looks inside the step that waits the longest, for at least `waitedSeconds`, and says whether there was one. Throws what
 * should be tried again.
 */
export async function handleInside(
	context: WorkerContext,
	packIds: readonly string[],
	signal: AbortSignal,
	waitedSeconds = 0,
): Promise<boolean> {
	const { store, workerName } = context;
	const wanted = await takeStepInside(store, { workerName, packIds }, waitedSeconds);
	if (wanted === null) return false;
	const log = context.log.child({ ...wanted });
	const abort = new AbortController();
	const handOver = (): void => abort.abort(new HandedOver('the worker is being stopped'));
	if (signal.aborted) handOver();
	signal.addEventListener('abort', handOver, { once: true });
	try {
		const figures = await figuresOf(context, wanted, abort);
		await finishStepInside(store, wanted, workerName, figures);
		log.info('looked inside a step');
	} catch (thrown) {
		// Whatever the aborted iteration threw, the reason is why it was aborted.
		const error = abort.signal.aborted ? abort.signal.reason : thrown;
		if (error instanceof NobodyLooks || error instanceof HandedOver || isPassing(error)) {
			await releaseStepInside(store, wanted, workerName);
			if (!(error instanceof NobodyLooks)) throw error;
			log.info('nobody waits for the inside of a step any more');
		} else {
			log.error({ err: error }, 'the inside of a step could not be computed');
			const failure = error instanceof Error ? error.message : String(error);
			await finishStepInside(store, wanted, workerName, { failure });
		}
	} finally {
		signal.removeEventListener('abort', handOver);
	}
	return true;
}

async function figuresOf(context: WorkerContext, wanted: WantedStep, abort: AbortController): Promise<InsideFigures> {
	const { store, runtime, sessions, workerName } = context;
	const { signal } = abort;
	const render = await getRender(store, wanted.renderId);
	if (render === null) throw new Error('its render is gone');
	const { recipe } = render;
	const pack = await context.packs.load(recipe.pack.id);
	const planOf = async (of: Recipe) => planRender(of, pack, await context.recipePictures(of));
	const plan = await planOf(recipe);
	const from = await stateBefore(context, wanted, recipe, planOf, signal);
	const neededSteps = wanted.step - (from?.step ?? 0);
	let reportedAt = Number.NEGATIVE_INFINITY;
	const report = async (doneSteps: number): Promise<void> => {
		if (performance.now() - reportedAt < reportEveryMs) return;
		reportedAt = performance.now();
		if (await reportStepInside(store, wanted, { workerName, doneSteps, neededSteps }))
			abort.abort(new NobodyLooks('nobody asks for it any more'));
	};
	await report(0);
	const onStep = (step: number) => report(step - (from?.step ?? 0));
	const inside = await lookInside({ runtime, sessions, plan, from, signal, step: wanted.step, onStep });
	signal.throwIfAborted();
	const [, channels, height, width] = plan.latentShape;
	return keptFigures(store, inside, latentColours(inside.z, channels, height, width));
}

/** The nearest state that was kept of the run; else that which its recipe goes on from, or null for its beginning. */
async function stateBefore(
	{ store, runtime, sessions }: WorkerContext,
	{ renderId, step }: WantedStep,
	recipe: Recipe,
	plan: Parameters<typeof findForkState>[1]['plan'],
	signal: AbortSignal,
): Promise<Checkpoint | null> {
	const kept = await checkpointBefore(store, renderId, step);
	if (kept !== null) {
		const { checkpoint } = decodeKeptState(kept);
		if (checkpoint.step >= (forkOf(recipe)?.step ?? 0)) return checkpoint;
	}
	return findForkState(recipe, {
		...{ runtime, sessions, signal, plan },
		async kept(of, at) {
			const bytes = await findCheckpoint(store, hashRecipe(of), at);
			return bytes === null ? null : decodeKeptState(bytes).checkpoint;
		},
	});
}

async function keptFigures(store: Store, inside: StepInside, latent: Picture): Promise<InsideFigures> {
	const { picture, tiles, codes, codePlane, cutouts, moved } = inside;
	const { width, height } = picture;
	const save = async (shown: Picture): Promise<ImageReference> => {
		const { bytes, thumbhash, ...size } = await encodePreview(shown, form);
		return { ...size, key: await saveBlob(store, bytes, 'webp'), mimeType: 'image/webp', thumbhash };
	};
	const shown = cutouts.slice(0, maximumCutouts);
	return {
		loss: inside.loss,
		terms: inside.terms,
		losses: inside.losses,
		movedDistance: moved.distance,
		movedShare: moved.share,
		codesAcross: codePlane.width,
		codesDown: codePlane.height,
		codes: codes.length <= maximumCodes ? [...codes] : [],
		cutoutCount: cutouts.length,
		cutouts: shown.map(({ place, cosines }) => ({
			corners: place.flatMap(({ x, y }) => [x, y]),
			cosines: cosines.flat(),
		})),
		sheetColumns,
		latent: await save(enlarged(latent, width)),
		tiles: tiles && (await save(tiles)),
		picture: await save(picture),
		heat: await save(heatPicture(inside.gradient, width, height)),
		sheet: await save(sheetOf(shown.map((cutout) => cutout.picture))),
	};
}

/** All pictures on one, row by row; they are squares of one size. */
function sheetOf(pictures: readonly Picture[]): Picture {
	const side = pictures[0]?.width ?? 1;
	const columns = Math.min(sheetColumns, pictures.length);
	const width = side * columns;
	const height = side * Math.ceil(pictures.length / columns);
	const data = new Uint8ClampedArray(3 * width * height);
	pictures.forEach((picture, index) => {
		const [left, top] = [side * (index % columns), side * Math.floor(index / columns)];
		for (let row = 0; row < side; row++)
			data.set(picture.data.subarray(3 * side * row, 3 * side * (row + 1)), 3 * ((top + row) * width + left));
	});
	return { width, height, data };
}

/** Each pixel as a square, until the picture is about as wide as `widthPx`. */
function enlarged({ width, height, data }: Picture, widthPx: number): Picture {
	const side = Math.max(1, Math.round(Math.min(widthPx, form.maximumEdgePx) / width));
	const large = { width: side * width, height: side * height };
	const pixels = new Uint8ClampedArray(3 * large.width * large.height);
	for (let y = 0; y < large.height; y++)
		for (let x = 0; x < large.width; x++) {
			const from = 3 * (Math.floor(y / side) * width + Math.floor(x / side));
			pixels.set(data.subarray(from, from + 3), 3 * (y * large.width + x));
		}
	return { ...large, data: pixels };
}
