/**
 * @file Compares pictures with a list of texts, from what is known of them and without opening them again: new ones, and all
 * once the perceptor or the list become others.
 */
import type { Perceptor } from '@galatea/networks';
import { openZeroShot, type ZeroShot } from '@galatea/optimiser';
import { type EmbeddingSpace, type PictureToCompare, picturesToCompare } from '@galatea/store/meaning';
import type { WorkerContext } from './worker-context.ts';

/** A list of texts, and what becomes of the comparison. */
export interface SweepTask {
	readonly list: 'level' | 'tags';
	readonly version: number;
	readonly texts: readonly string[];
	/** What a text must fit better than. */
	readonly rivals: readonly string[];
	save(imageKey: string, fits: ReturnType<ZeroShot['compare']>): Promise<void>;
}

/** Disposing waits for what is under way. */
export interface PictureSweep extends AsyncDisposable {
	/** Compares some pictures; true when there may be more. */
	compareSome(): Promise<boolean>;
}

/** Pictures at a time: between them others may be looked at. */
const batch = 32;

/**
 * The texts are read beside everything else when the first picture wants them, since a large perceptor takes a minute for
 * them; `onReady` is called once they are.
 */
export function openPictureSweep(
	{ runtime, sessions, store, log }: Pick<WorkerContext, 'runtime' | 'sessions' | 'store' | 'log'>,
	perceptor: Perceptor,
	space: EmbeddingSpace,
	{ list, version, texts, rivals, save }: SweepTask,
	onReady: () => void,
): PictureSweep {
	const stopping = new AbortController();
	const { signal } = stopping;
	let zeroShot: ZeroShot | null = null;
	let opening: Promise<void> | null = null;

	const open = async (): Promise<void> => {
		try {
			zeroShot = await openZeroShot({ runtime, sessions }, perceptor, { texts, rivals, signal });
			onReady();
		} catch (error) {
			opening = null;
			if (!signal.aborted)
				log.warn({ err: error, list }, 'texts to compare pictures with could not be read; trying again');
		}
	};
	const compareAll = async (pictures: readonly PictureToCompare[], { compare }: ZeroShot): Promise<void> => {
		for (const picture of pictures) {
			if (signal.aborted) return;
			await save(picture.imageKey, compare(picture));
		}
	};
	return {
		async compareSome() {
			const pictures = await picturesToCompare(store, space, list, version, batch);
			if (pictures.length === 0) return false;
			if (zeroShot === null) {
				opening ??= open();
				return false;
			}
			await compareAll(pictures, zeroShot);
			return pictures.length === batch;
		},
		async [Symbol.asyncDispose]() {
			stopping.abort();
			await opening;
		},
	};
}
