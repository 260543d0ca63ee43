/**
 * @file Pictures of single steps, decoded beside the queue as soon as a slider rests there: somebody looks, and a decoding takes
 * less than a step of a render. The decoder stays open for a while, since who looks at one step looks at others.
 */
import { decodeFilm, type FilmDecoder, type FilmFrame, openFilmDecoder } from '@galatea/optimiser';
import { encodePreview } from '@galatea/pictures';
import type { PreviewReference } from '@galatea/render';
import { onStepPicture } from '@galatea/store/database';
import { saveBlob } from '@galatea/store/files';
import { answerStepPicture, findFilm, getRender, type WantedStep } from '@galatea/store/renders';
import { isPassing } from './failures.ts';
import { previewForm } from './preview-form.ts';
import { openSideTask } from './side-task.ts';
import type { WorkerContext } from './worker-context.ts';

/** Opening takes a second where decoding takes a tenth (docs/decisions/0055), and the memory is somebody else's later. */
const keptOpenMs = 20_000;

/** What is ready to show the steps of one render. */
interface OpenFilm {
	readonly renderId: string;
	readonly frames: readonly FilmFrame[];
	readonly decoder: FilmDecoder;
}

type DecoderContext = Pick<WorkerContext, 'store' | 'runtime' | 'packs' | 'log'>;

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
	const decode = async (step: WantedStep): Promise<PreviewReference | { readonly failure: string }> => {
		try {
			if (film?.renderId !== step.renderId) {
				await close();
				film = await openFilm(context, step.renderId);
			}
			return await decodeStep(context, film, step.step);
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
			doOne: () => answerStepPicture(store, packIds(), decode),
			close,
			keptOpenMs,
		},
		log,
	);
}

async function openFilm({ store, packs, runtime }: DecoderContext, renderId: string): Promise<OpenFilm> {
	const render = await getRender(store, renderId);
	const film = await findFilm(store, renderId);
	if (render === null || film === null) throw new Error('the film of its steps is gone');
	const { frames } = decodeFilm(film);
	const decoder = await openFilmDecoder(runtime, render.recipe, await packs.load(render.recipe.pack.id));
	return { renderId, frames, decoder };
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
