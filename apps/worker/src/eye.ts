/**
 * @file The worker's other task, beside the queue and never before it: it looks at what people search with, at once,
 * and at every picture that was published and that nobody has looked at yet. What is still to do is what has no row, so
 * that it may be stopped at any time, and a gallery from before there was search is caught up with by itself. Tags and
 * levels are suggested from what it saw.
 */
import { type Embedder, embedderVersion, type OfferedPack, openEmbedder, type PackShelf } from '@galatea/optimiser';
import { decodePictureWithin } from '@galatea/pictures';
import { onEmbedding } from '@galatea/store/database';
import { readBlob } from '@galatea/store/files';
import {
	answerEmbeddingRequest,
	type EmbeddingAnswer,
	embeddingProgress,
	newestUnseen,
	type SearchedWith,
	savePictureEmbedding,
	type UnseenPicture,
	useEmbeddingSpace,
	type WalkPlace,
	walkUnseen,
} from '@galatea/store/meaning';
import { openPictureSweep } from './picture-sweep.ts';
import { clamped } from './stored-pictures.ts';
import { sweepTasks } from './sweep-tasks.ts';
import type { WorkerContext } from './worker-context.ts';

/** It looks anew this often, in case a doorbell was not heard or a picture could not be read. */
const lookAgainMs = 30_000;
/** Pictures between two looks at what people wait for. */
const batch = 32;
/** How often the log tells how far it is. */
const tellEveryMs = 10_000;
/** Larger pictures are scaled down first: a perceptor sees 64 to 448 px. */
const maximumAreaPx = 512 * 512;

/**
 * Begins to look, with the first perceptor of a pack. Disposing waits for what is under way. Throws `RenderError`
 * PACK_UNAVAILABLE and PACK_DAMAGED.
 */
export async function openEye(
	context: Pick<WorkerContext, 'runtime' | 'sessions' | 'store' | 'log'>,
	shelf: Pick<PackShelf, 'load'>,
	pack: OfferedPack,
): Promise<AsyncDisposable> {
	const { perceptors } = await shelf.load(pack.id);
	const [perceptor] = perceptors;
	const [hash] = pack.perceptorHashes;
	if (!perceptor || hash === undefined) throw new Error(`Pack "${pack.id}" has no perceptor`);
	const { store, log } = context;
	const embedder = await openEmbedder(context, perceptor);
	const { dimension, profileLength } = embedder;
	const name = { perceptor: pack.id, hash, version: embedderVersion, dimension, profileLength };
	const space = await useEmbeddingSpace(store, name, perceptor.tokenizer.kind === 'bpe');
	const { id: spaceId } = space;
	const unreadable = new Set<string>();
	/** How far it has come with the pictures that were there before it; null at the beginning, `undefined` at the end. */
	let walk: WalkPlace | null | undefined = null;
	let toldAt = Number.NEGATIVE_INFINITY;
	let stopped = false;
	let wanted = false;
	let working: Promise<void> = Promise.resolve();
	let busy = false;

	// What cannot be looked at must not stand before what can.
	const answer = (searched: SearchedWith): Promise<EmbeddingAnswer> =>
		look(embedder, searched).catch((error: unknown) => {
			log.error({ err: error }, 'what somebody searches with could not be looked at');
			return { problem: 'FAILED' };
		});
	const lookAll = async (): Promise<void> => {
		while (wanted && !stopped) {
			wanted = false;
			while (!stopped && (await answerEmbeddingRequest(store, spaceId, answer)));
			if (!stopped && (await lookAtPictures())) wanted = true;
			for (const sweep of sweeps) if (!stopped && (await sweep.compareSome())) wanted = true;
		}
	};
	/** True when there may be more. */
	const lookAtPictures = async (): Promise<boolean> => {
		const newest = (await newestUnseen(store, spaceId, batch + unreadable.size)).filter(
			({ imageKey }) => !unreadable.has(imageKey),
		);
		const unseen = newest.length > 0 || walk === undefined ? newest : await walkOn(walk);
		for (const { imageKey } of unseen) {
			if (stopped) return false;
			if (unreadable.has(imageKey)) continue;
			const embedding = await embedStored(imageKey);
			if (embedding) await savePictureEmbedding(store, spaceId, imageKey, embedding);
			else unreadable.add(imageKey);
		}
		const isDone = unseen.length === 0 && walk === undefined;
		if (unseen.length > 0 && (performance.now() - toldAt > tellEveryMs || unseen.length < batch)) {
			toldAt = performance.now();
			log.info(await embeddingProgress(store, spaceId), 'looked at pictures');
		}
		return !isDone;
	};
	const walkOn = async (from: WalkPlace | null): Promise<readonly UnseenPicture[]> => {
		const unseen = await walkUnseen(store, spaceId, from, batch);
		walk = unseen.at(-1);
		return unseen;
	};
	const embedStored = async (key: string) => {
		const bytes = await readBlob(store, key);
		try {
			if (!bytes) throw new Error('it is not in storage');
			return await embedder.embedPicture(clamped(await decodePictureWithin(bytes, maximumAreaPx)));
		} catch (error) {
			log.warn({ err: error, key }, 'a picture cannot be looked at');
			return null;
		}
	};
	const wake = (): void => {
		wanted = true;
		if (busy || stopped) return;
		busy = true;
		working = lookAll()
			.catch((error: unknown) => {
				wanted = false;
				log.warn({ err: error }, 'stopped looking at pictures; trying again soon');
			})
			.finally(() => {
				busy = false;
				// Rung after the last look, before this moment.
				if (wanted) wake();
			});
	};
	const sweeps = sweepTasks(store, perceptor, space).map((task) =>
		openPictureSweep(context, perceptor, space, task, wake),
	);
	const stopListening = await onEmbedding(store, (key) => {
		if (key === null) wake();
	});
	const timer = setInterval(() => {
		// What could not be read may have been put back.
		unreadable.clear();
		wake();
	}, lookAgainMs);
	wake();
	return {
		async [Symbol.asyncDispose]() {
			stopped = true;
			clearInterval(timer);
			stopListening();
			await working;
			await Promise.all(sweeps.map((sweep) => sweep[Symbol.asyncDispose]()));
			await embedder[Symbol.asyncDispose]();
		},
	};
}

async function look(embedder: Embedder, searched: SearchedWith): Promise<EmbeddingAnswer> {
	if ('text' in searched) {
		const vector = await embedder.embedText(searched.text);
		return vector ? { vector } : { problem: 'NO_KNOWN_WORD' };
	}
	let picture: Awaited<ReturnType<typeof decodePictureWithin>>;
	try {
		picture = await decodePictureWithin(searched.picture, maximumAreaPx);
	} catch {
		return { problem: 'NOT_A_PICTURE' };
	}
	return { vector: (await embedder.embedPicture(clamped(picture))).profile };
}
