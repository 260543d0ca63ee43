/**
 * @file What admins want of this worker's folder of models: packs are downloaded, compared with their hashes and removed
 * here, beside the renders and never before them. One thing at a time.
 */
import { modelFolder } from '@galatea/checkpoint';
import { findKnown, ModelsError, pullPack, readCatalogues, removePack } from '@galatea/models';
import { PackError, verifyPack } from '@galatea/networks';
import { onPackTask, type Store } from '@galatea/store/database';
import { endPackTask, type PackTask, reportPackTask, takePackTask } from '@galatea/store/renders';
import type { Logger } from 'pino';
import { type TransferMeter, transferMeter } from './transfer-meter.ts';

/** How often the database is told how far a download is, and asked whether somebody cancelled it. */
const reportEveryMs = 500;
/** In case a doorbell was not heard. */
const lookAgainMs = 30_000;

interface PackKeeperOptions {
	readonly store: Store;
	readonly workerName: string;
	/** Folder of `catalogue.json`. */
	readonly modelsDir: string;
	/** Path of OpenAI's merges. */
	readonly bytePairs: string;
	readonly log: Logger;
	/** Packs may have come or gone: to be told before a task counts as done. */
	readonly onChanged: () => Promise<void>;
}

/** Somebody cancelled the task. */
class TaskCancelled extends Error {
	override readonly name = 'TaskCancelled';
}

/** Begins to do what waits and what comes. Disposing stops what is under way; what was downloaded is kept. */
export async function openPackKeeper(options: PackKeeperOptions): Promise<AsyncDisposable> {
	const { store, workerName, log } = options;
	const stopping = new AbortController();
	let wanted = false;
	let working: Promise<void> | null = null;
	const workAll = async (): Promise<void> => {
		while (wanted && !stopping.signal.aborted) {
			wanted = false;
			for (;;) {
				if (stopping.signal.aborted) return;
				const task = await takePackTask(store, workerName);
				if (task === null) break;
				await runTask(task, options, stopping.signal);
			}
		}
	};
	const wake = (): void => {
		wanted = true;
		if (working !== null || stopping.signal.aborted) return;
		working = workAll()
			.catch((error: unknown) => log.warn({ err: error }, 'what is wanted for packs could not be found out'))
			.finally(() => {
				working = null;
				if (wanted && !stopping.signal.aborted) setTimeout(wake, 1_000).unref();
			});
	};
	const stopListening = await onPackTask(store, wake);
	const timer = setInterval(wake, lookAgainMs);
	wake();
	return {
		async [Symbol.asyncDispose]() {
			stopListening();
			clearInterval(timer);
			stopping.abort(new Error('The worker was stopped; what it had downloaded is kept'));
			await working;
		},
	};
}

async function runTask(task: PackTask, options: PackKeeperOptions, stopping: AbortSignal): Promise<void> {
	const { store, log } = options;
	const cancel = new AbortController();
	const signal = AbortSignal.any([cancel.signal, stopping]);
	const meter = transferMeter();
	const report = async (): Promise<void> => {
		if (await reportPackTask(store, task.id, meter.read(performance.now()))) cancel.abort(new TaskCancelled());
	};
	const timer = setInterval(() => {
		report().catch((error: unknown) => log.warn({ err: error }, 'the database did not hear how far a pack is'));
	}, reportEveryMs);
	const about = { packId: task.packId, kind: task.kind };
	try {
		await perform(task, options, meter, signal);
		clearInterval(timer);
		await options.onChanged();
		await report();
		await endPackTask(store, task.id, 'DONE');
		log.info(about, 'did what was wanted for a pack');
	} catch (thrown) {
		clearInterval(timer);
		const error = signal.aborted ? signal.reason : thrown;
		const isCancelled = error instanceof TaskCancelled;
		if (!isCancelled) log.warn({ ...about, err: error }, 'what was wanted for a pack could not be done');
		// A file may have gone or been mended all the same.
		await options.onChanged().catch(() => undefined);
		await endPackTask(store, task.id, isCancelled ? 'CANCELLED' : 'FAILED', isCancelled ? null : messageOf(error));
	}
}

async function perform(
	{ kind, packId }: PackTask,
	{ modelsDir, bytePairs }: PackKeeperOptions,
	meter: TransferMeter,
	signal: AbortSignal,
): Promise<void> {
	switch (kind) {
		case 'INSTALL': {
			const { generator, perceptors } = await findKnown(modelsDir, packId);
			const files = [generator, ...perceptors.flatMap((each) => [each, each.tokenizer])];
			meter.expect(new Map(files.map(({ file, bytes }) => [file, bytes ?? 0])));
			const onProgress = (progress: { readonly file: string; readonly bytes: number }): void =>
				meter.moved(progress.file, progress.bytes, performance.now());
			await pullPack({ folder: modelsDir, id: packId, bytePairs, signal, onProgress });
			return;
		}
		case 'VERIFY': {
			const { shipped, local } = await readCatalogues(modelsDir);
			const entry = [...shipped.packs, ...local].find((each) => each.id === packId);
			if (entry === undefined) throw new ModelsError('NOT_FOUND', `Pack "${packId}" is not installed on this worker.`);
			return verifyPack(entry, modelFolder(modelsDir));
		}
		case 'REMOVE':
			await removePack(modelsDir, packId);
	}
}

function messageOf(error: unknown): string {
	if (error instanceof ModelsError || error instanceof PackError) return error.message;
	return error instanceof Error ? error.message : String(error);
}
