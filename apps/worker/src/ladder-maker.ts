/**
 * @file Another task beside the queue: the smaller files of published pictures, which pages load in place of the original. What is
 * still to do is in the database, so that it may be stopped at any time, several workers share it, and a gallery from before
 * there were such files is caught up with by itself.
 */
import { encodeLadder, ladderVersion } from '@galatea/pictures';
import { onEmbedding, type Store } from '@galatea/store/database';
import { putOffLadder, readBlob, saveLadder, takeLadder } from '@galatea/store/files';
import type { Logger } from 'pino';

/** It looks anew this often, in case a doorbell was not heard. */
const lookAgainMs = 30_000;
/** After each picture it rests so many times as long as that took: catching up takes a quarter of its time from renders. */
const restTimes = 3;
/** One that a page may already be waiting for is made at once; so many in a row, then it rests as well. */
const withoutRest = 4;

/** Begins to make what is missing, one file at a time. Disposing stops between two files. */
export async function openLadderMaker({
	store,
	log,
}: {
	readonly store: Store;
	readonly log: Logger;
}): Promise<AsyncDisposable> {
	const stopping = new AbortController();
	const { signal } = stopping;
	let wanted = false;
	let working: Promise<void> | null = null;

	const makeAll = async (): Promise<void> => {
		for (let made = 0; !signal.aborted; made++) {
			wanted = false;
			const imageKey = await takeLadder(store, ladderVersion);
			if (imageKey === null) return;
			const began = performance.now();
			await make(store, log, imageKey, signal);
			if (made >= withoutRest) await rest(restTimes * (performance.now() - began), signal);
		}
	};
	const wake = (): void => {
		wanted = true;
		if (working || signal.aborted) return;
		working = makeAll()
			.catch((error: unknown) => {
				wanted = false;
				if (!signal.aborted) log.warn({ err: error }, 'stopped making smaller pictures; trying again soon');
			})
			.finally(() => {
				working = null;
				// Rung after the last look, before this moment.
				if (wanted) wake();
			});
	};
	// It rings when something is published as well.
	const stopListening = await onEmbedding(store, (key) => {
		if (key === null) wake();
	});
	const timer = setInterval(wake, lookAgainMs);
	wake();
	return {
		async [Symbol.asyncDispose]() {
			stopping.abort(new Error('the worker is being stopped'));
			clearInterval(timer);
			stopListening();
			await working;
		},
	};
}

async function make(store: Store, log: Logger, imageKey: string, signal: AbortSignal): Promise<void> {
	const bytes = await readBlob(store, imageKey);
	try {
		if (!bytes) throw new Error('it is not in storage');
		const files = await encodeLadder(bytes, signal);
		await saveLadder(store, imageKey, ladderVersion, files);
		log.debug({ key: imageKey, files: files.length }, 'made the smaller files of a picture');
	} catch (error) {
		// It is another worker's in a few minutes.
		if (signal.aborted) throw error;
		log.warn({ err: error, key: imageKey }, 'the smaller files of a picture cannot be made');
		await putOffLadder(store, imageKey);
	}
}

/** Resolves after a time, or as soon as `signal` says so. */
function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((done) => {
		const end = (): void => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			done();
		};
		const timer = setTimeout(end, milliseconds);
		signal.addEventListener('abort', end);
	});
}
