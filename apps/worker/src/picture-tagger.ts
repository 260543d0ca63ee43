/**
 * @file Suggests tags for pictures from what is known of them, without opening them again: for new ones, and for all once the
 * perceptor or the words become others.
 */
import type { Perceptor } from '@galatea/networks';
import { openZeroShot, rivalWords, suggestedOf, tagWords, tagWordsVersion, type ZeroShot } from '@galatea/optimiser';
import { type EmbeddingSpace, saveSuggestedTags, untaggedPictures } from '@galatea/store';
import type { WorkerContext } from './worker-context.ts';

/** Disposing waits for what is under way. */
export interface PictureTagger extends AsyncDisposable {
	/** Suggests tags for some pictures; true when there may be more. */
	tagSome(): Promise<boolean>;
}

/** Pictures at a time: between them others may be looked at. */
const batch = 32;

/**
 * The words are read beside everything else when the first picture wants tags, since a large perceptor takes a minute for
 * them; `onReady` is called once they are.
 */
export function pictureTagger(
	{ runtime, sessions, store, log }: Pick<WorkerContext, 'runtime' | 'sessions' | 'store' | 'log'>,
	perceptor: Perceptor,
	space: EmbeddingSpace,
	onReady: () => void,
): PictureTagger {
	const stopping = new AbortController();
	const { signal } = stopping;
	let words: ZeroShot | null = null;
	let opening: Promise<void> | null = null;

	const open = async (): Promise<void> => {
		try {
			words = await openZeroShot({ runtime, sessions }, perceptor, { texts: tagWords, rivals: rivalWords, signal });
			onReady();
		} catch (error) {
			opening = null;
			if (!signal.aborted) log.warn({ err: error }, 'the words for tags could not be read; trying again later');
		}
	};
	return {
		async tagSome() {
			const untagged = await untaggedPictures(store, space, tagWordsVersion, batch);
			if (untagged.length === 0) return false;
			if (words === null) {
				opening ??= open();
				return false;
			}
			for (const picture of untagged) {
				if (signal.aborted) return false;
				const tags = suggestedOf(words.compare(picture)).map(({ text: tag, confidence }) => ({ tag, confidence }));
				await saveSuggestedTags(store, space.id, picture.imageKey, tags, tagWordsVersion);
			}
			return untagged.length === batch;
		},
		async [Symbol.asyncDispose]() {
			stopping.abort();
			await opening;
		},
	};
}
