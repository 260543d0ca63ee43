/**
 * @file Pictures of single steps, decoded beside the queue as soon as a slider rests there, or somebody keeps one: they wait, and a
 * decoding takes less than a step of a render. The decoder stays open for a while, since who looks at one step looks at others.
 */
import { decodeFilm, type FilmDecoder, type FilmFrame, openFilmDecoder } from '@galatea/optimiser';
import { encodePreview } from '@galatea/pictures';
import type { PreviewReference, Recipe } from '@galatea/render';
import { onStepPicture } from '@galatea/store/database';
import { saveBlob } from '@galatea/store/files';
import {
	answerKeptStep,
	answerStepPicture,
	findFilm,
	getRender,
	type KeptPictures,
	type WantedStep,
} from '@galatea/store/renders';
import { isPassing } from './failures.ts';
import { recordUntil, storePicture } from './kept-step.ts';
import { previewForm } from './preview-form.ts';
import { openSideTask } from './side-task.ts';
import type { WorkerContext } from './worker-context.ts';

/** Opening takes a second where decoding takes a tenth (docs/decisions/0055), and the memory is somebody else's later. */
const keptOpenMs = 20_000;

/** What is ready to show the steps of one render. */
interface OpenFilm {
	readonly renderId: string;
	readonly recipe: Recipe;
	/** What it ran on, if that was this worker. */
	readonly device: string | null;
	readonly frames: readonly FilmFrame[];
	readonly decoder: FilmDecoder;
}

type DecoderContext = Pick<WorkerContext, 'store' | 'runtime' | 'packs' | 'log' | 'workerName'>;

/** Begins to decode what is asked for, with the packs of the moment. Disposing waits for the step that is under way. */
export async function openStepDecoder(
	context: DecoderContext,
	packIds: () => readonly string[],
): Promise<AsyncDisposable> {
	const { store, log } = context;
	let film: OpenFilm | null = null;
	const close = async (): Promise<void> => {
		const { decoder } = film ?? {};
		film = null;
		await decoder?.[Symbol.asyncDispose]();
	};
	const opened = async (renderId: string): Promise<OpenFilm> => {
		if (film?.renderId === renderId) return film;
		await close();
		film = await openFilm(context, renderId);
		return film;
	};
	const told = async <Made>(
		step: WantedStep,
		make: (film: OpenFilm, step: number) => Promise<Made>,
	): Promise<Made | { readonly failure: string }> => {
		try {
			return await make(await opened(step.renderId), step.step);
		} catch (error) {
			if (isPassing(error)) throw error;
			log.error({ err: error, ...step }, 'a step could not be decoded');
			return { failure: error instanceof Error ? error.message : String(error) };
		}
	};
	return openSideTask(
		{
			name: 'decoding steps',
			listen: (wake) => onStepPicture(store, (key) => void (key === null && wake())),
			doOne: async () =>
				(await answerKeptStep(store, packIds(), (step) => told(step, (of, at) => keepStep(context, of, at)))) ||
				answerStepPicture(store, packIds(), (step) => told(step, (of, at) => decodeStep(context, of, at))),
			close,
			keptOpenMs,
		},
		log,
	);
}

async function openFilm({ store, packs, runtime, workerName }: DecoderContext, renderId: string): Promise<OpenFilm> {
	const render = await getRender(store, renderId);
	const film = await findFilm(store, renderId);
	if (render === null || film === null) throw new Error('the film of its steps is gone');
	const { frames } = decodeFilm(film);
	const { recipe } = render;
	const decoder = await openFilmDecoder(runtime, recipe, await packs.load(recipe.pack.id));
	return { renderId, recipe, device: render.workerName === workerName ? runtime.device : null, frames, decoder };
}

async function keepStep({ store }: DecoderContext, film: OpenFilm, wanted: number): Promise<KeptPictures> {
	const { recipe, frames, device } = film;
	const { step, codes } = nearest(frames, wanted);
	const run = recordUntil(recipe, frames, step, device);
	return { shownStep: step, ...(await storePicture(store, recipe, await film.decoder.decode(codes), run)) };
}

async function decodeStep({ store }: DecoderContext, film: OpenFilm, step: number): Promise<PreviewReference> {
	const frame = nearest(film.frames, step);
	const { bytes, width, height, thumbhash } = await encodePreview(await film.decoder.decode(frame.codes), previewForm);
	return { key: await saveBlob(store, bytes, 'webp'), thumbhash, width, height, step: frame.step };
}

/** Of a very long run only every second, third, … step was kept. Of two that are as near the earlier. */
function nearest(frames: readonly FilmFrame[], step: number): FilmFrame {
	const [first, ...others] = frames;
	if (!first) throw new Error('the film has no frames');
	return others.reduce((best, each) => (Math.abs(each.step - step) < Math.abs(best.step - step) ? each : best), first);
}
