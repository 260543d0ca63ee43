/** @file Being woken by the queue: a job says that there is work; which work is next, the handler finds out. */
import { setTimeout as pause } from 'node:timers/promises';
import { RenderError } from '@galatea/render';
import { type IQueueBackend, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { type Backend, readBackend } from './backend.ts';
import { openLooker } from './looker.ts';
import { asUnavailable, within } from './queue-errors.ts';
import { maximumUnforeseenTries, parseRenderJob, queueNameOf, waitBeforeRetryMs } from './render-job.ts';
import { Turns } from './turns.ts';

const readyTimeoutMs = 15_000;
/** How long a forced close waits for handlers that were told to stop. */
const forcedCloseMs = 5_000;

/**
 * Does one piece of work, whatever is next; `renderId` is that for which the job was put in. Must be safe to run twice, also at
 * once, for the same id: the database decides whose writes count. `signal` fires when the consumer is closed by force; the
 * handler then stops soon, and throws what it likes.
 * Throwing puts the job back for later, unless it is a RenderError that is not retryable.
 */
export type RenderHandler = (renderId: string, signal: AbortSignal) => Promise<void>;

export interface ConsumerOptions {
	/** Renders at once, of all packs together; 1 unless told: a render uses the whole device. */
	readonly concurrency?: number;
	/**
	 * Looks for work of which no job told: at the start, then so often while nothing runs, and soon again after there was some
	 * (`run` answers whether there was). Counts as a job: never beside more than `concurrency` allows.
	 */
	readonly look?: { readonly everyMs: number; readonly run: (signal: AbortSignal) => Promise<boolean> };
	/** After so long without a sign of life a consumer has lost its job; 10 s unless told. Renewed at half of it. */
	readonly lockMs?: number;
	/** How often lost jobs are looked for; 5 s unless told. */
	readonly stalledEveryMs?: number;
	/** What went wrong outside of any handler, or while it looked: a lost server, a lost lock. It is tried again by itself. */
	readonly onError?: (error: Error) => void;
	/** A job was given up: its error is not retryable, or it was tried too often. */
	readonly onGivenUp?: (renderId: string, error: Error) => void;
}

export interface Consumer extends AsyncDisposable {
	/**
	 * From now on takes renders of these packs and no others; one that is under way is ended in any case. Rejects with
	 * `DATABASE_UNAVAILABLE` when a queue cannot be opened: then it is to be asked again.
	 */
	serve(packIds: readonly string[]): Promise<void>;
	/**
	 * Takes no more jobs and waits for those that run. With `force` it tells their handlers to stop and puts their jobs
	 * back, so that another consumer takes them up at once.
	 */
	close(options?: { readonly force?: boolean }): Promise<void>;
}

/**
 * Opens the queues of these packs for taking out; jobs begin to come. Two handlers never have the same job, unless one of
 * them stopped giving signs of life for `lockMs`: then another is woken by it within `lockMs + stalledEveryMs`.
 * Throws `DATABASE_UNAVAILABLE`, a RangeError when the address is none, and a TypeError when an id is none.
 */
export async function openConsumer(
	queueUrl: string,
	packIds: readonly string[],
	handler: RenderHandler,
	options: ConsumerOptions = {},
): Promise<Consumer> {
	const backend = readBackend(queueUrl, true);
	const closing = new AbortController();
	const turns = new Turns(options.concurrency ?? 1);
	const opened = new Map<string, PackWorker>();
	/** Workers of packs that are gone, until their last job is done. */
	const leaving = new Set<PackWorker>();

	const open = async (packId: string): Promise<void> => {
		const isWelcome = (): boolean => !closing.signal.aborted && !leaving.has(worker) && turns.enter(worker);
		const worker = openWorker(backend, packId, options, async (job, token) => {
			if (!isWelcome()) return putBack(job, token);
			try {
				await process(job, token, handler, closing.signal);
			} finally {
				turns.leave(worker);
			}
		});
		try {
			await within(readyTimeoutMs, worker.waitUntilReady());
			opened.set(packId, worker);
		} catch (error) {
			await worker.close(true).catch(() => {});
			throw asUnavailable(error, backend.server);
		}
	};
	const serve = async (wanted: readonly string[]): Promise<void> => {
		for (const [packId, worker] of opened) {
			if (wanted.includes(packId)) continue;
			opened.delete(packId);
			turns.forget(worker);
			leaving.add(worker);
			void worker
				.close()
				.catch((error: Error) => options.onError?.(error))
				.finally(() => leaving.delete(worker));
		}
		const fresh = new Set(wanted.filter((packId) => !opened.has(packId)));
		const outcomes = await Promise.allSettled([...fresh].map(open));
		for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
	};
	const close = async ({ force = false } = {}): Promise<void> => {
		if (force) closing.abort(new Error('the worker is being stopped'));
		looker?.stop();
		const workers = [...opened.values(), ...leaving];
		for (const worker of workers) turns.forget(worker);
		await Promise.all([looker?.ended(), ...workers.map((worker) => closeWorker(worker, force))]);
	};
	const looker = options.look ? openLooker(options.look, turns, closing.signal, options.onError) : null;
	try {
		await serve(packIds);
		looker?.start();
	} catch (error) {
		await close({ force: true });
		throw error;
	}
	return { serve, close, [Symbol.asyncDispose]: () => close() };
}

/** BullMQ's worker on either server. */
type PackWorker = Worker<unknown, void, string, IQueueBackend, object>;

function openWorker(
	{ connection, factory }: Backend,
	packId: string,
	options: ConsumerOptions,
	run: (job: Job, token: string | undefined) => Promise<void>,
): PackWorker {
	const worker = new Worker<unknown, void, string, IQueueBackend, object>(
		queueNameOf(packId),
		(job: Job, token?: string) => run(job, token),
		{
			connection,
			concurrency: options.concurrency ?? 1,
			lockDuration: options.lockMs ?? 10_000,
			stalledInterval: options.stalledEveryMs ?? 5_000,
			// How often a render may lose its worker is for the database to say, which knows whether it got on.
			maxStalledCount: 1_000_000,
			runRetryDelay: 1_000,
			drainDelay: 5,
			settings: { backoffStrategy: waitBeforeRetryMs },
		},
		factory,
	);
	worker.on('error', (error) => options.onError?.(error));
	worker.on('failed', (job, error) => {
		if (job && isGivenUp(job, error)) options.onGivenUp?.(job.id ?? '', error);
	});
	return worker;
}

async function closeWorker(worker: PackWorker, force: boolean): Promise<void> {
	const orderly = worker.close();
	if (force && (await Promise.race([orderly, pause(forcedCloseMs, 'late')])) === 'late') await worker.close(true);
	else await orderly;
}

async function process(
	job: Job,
	token: string | undefined,
	handler: RenderHandler,
	closing: AbortSignal,
): Promise<void> {
	const renderId = readJob(job);
	try {
		await handler(renderId, closing);
		// A handler that was told to stop may also end without a word; its job is not done for that.
		if (!closing.aborted) return;
	} catch (error) {
		if (!closing.aborted) throw judged(error, job);
	}
	return putBack(job, token);
}

/** Gives a job back to its queue, where it is the next again. */
async function putBack(job: Job, token: string | undefined): Promise<never> {
	await job.moveToWait(token);
	throw new WaitingError();
}

function readJob(job: Job): string {
	try {
		return parseRenderJob(job.data).renderId;
	} catch (error) {
		throw new UnrecoverableError((error as Error).message);
	}
}

/** The error as BullMQ is to see it: one that it tries again, or one that it gives up on. */
function judged(error: unknown, job: Job): Error {
	const failure = error instanceof Error ? error : new Error(String(error));
	const isFinal = failure instanceof RenderError ? !failure.retryable : job.attemptsMade + 1 >= maximumUnforeseenTries;
	if (!isFinal) return failure;
	const final = new UnrecoverableError(failure.message);
	final.cause = failure;
	return final;
}

function isGivenUp(job: Job, error: Error): boolean {
	return error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
}
