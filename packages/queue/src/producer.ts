/** @file Putting renders into the queue. */
import { type IQueueBackend, Queue } from 'bullmq';
import { readBackend } from './backend.ts';
import { asUnavailable, within } from './queue-errors.ts';
import { jobName, maximumTries, parseRenderJob, queueNameOf } from './render-job.ts';

const answerTimeoutMs = 8_000;
const healthTimeoutMs = 2_000;
/** Nothing is put into it: it is asked whether the server is there. */
const probeName = 'renders';

/** BullMQ's queue on either server. */
type PackQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend, object>;

export interface Producer extends AsyncDisposable {
	/**
	 * Puts a render into the queue of its pack. A render that is already in it (waiting or being rendered) stays where it
	 * is; one whose earlier job has ended is put in anew. Throws `DATABASE_UNAVAILABLE` when the queue's server is not
	 * there, and a TypeError when an id is none.
	 */
	add(renderId: string, packId: string): Promise<void>;
	/** Jobs of a pack that wait for a consumer. */
	waitingCount(packId: string): Promise<number>;
	/** Whether the queue's server answers; never throws. */
	isHealthy(): Promise<boolean>;
	close(): Promise<void>;
}

/**
 * Opens the queue for putting in. `queueUrl`: see `readBackend`; makes what is missing on the server.
 * Throws `DATABASE_UNAVAILABLE`, and a RangeError when the address is none.
 */
export async function openProducer(queueUrl: string): Promise<Producer> {
	const { connection, factory, server } = readBackend(queueUrl, false);
	const queues = new Map<string, PackQueue>();
	const queueOf = (name: string): PackQueue => {
		const known = queues.get(name);
		if (known) return known;
		const queue: PackQueue = new Queue(name, { connection }, factory);
		// What fails is told to whoever waits for it; without a listener it would end the process as well.
		queue.on('error', () => {});
		queues.set(name, queue);
		return queue;
	};
	const probe = queueOf(probeName);
	const asked = <Result>(question: Promise<Result>): Promise<Result> =>
		within(answerTimeoutMs, question).catch((error: unknown) => {
			throw asUnavailable(error, server);
		});
	const close = async (): Promise<void> => {
		const closed = [...queues.values()].map((queue) => within(answerTimeoutMs, queue.close()));
		await Promise.allSettled(closed);
	};
	try {
		await asked(probe.waitUntilReady());
	} catch (error) {
		await close();
		throw error;
	}
	return {
		async add(renderId, packId) {
			const job = parseRenderJob({ renderId });
			await asked(queueOf(queueNameOf(packId)).add(jobName, job, jobOptions(renderId)));
		},
		waitingCount: async (packId) => asked(queueOf(queueNameOf(packId)).getWaitingCount()),
		isHealthy: () =>
			within(healthTimeoutMs, probe.getWaitingCount()).then(
				() => true,
				() => false,
			),
		close,
		[Symbol.asyncDispose]: close,
	};
}

function jobOptions(renderId: string) {
	return {
		jobId: renderId,
		attempts: maximumTries,
		backoff: { type: 'custom' },
		// What happened is in the database; here an ended job would only keep its id from being used again.
		removeOnComplete: true,
		removeOnFail: true,
	} as const;
}
