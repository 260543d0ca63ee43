/** @file Putting renders into the queue. */
import { Queue } from 'bullmq';
import { readBackend } from './backend.ts';
import { asUnavailable, within } from './queue-errors.ts';
import { maximumTries, parseRenderJob, queueName } from './render-job.ts';

const answerTimeoutMs = 8_000;
const healthTimeoutMs = 2_000;

export interface Producer extends AsyncDisposable {
	/**
	 * Puts a render into the queue. A render that is already in it (waiting or being rendered) stays where it is; one
	 * whose earlier job has ended is put in anew. Throws `DATABASE_UNAVAILABLE` when the queue's server is not there.
	 */
	add(renderId: string): Promise<void>;
	/** Jobs that wait for a consumer. */
	waitingCount(): Promise<number>;
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
	const queue = new Queue(queueName, { connection }, factory);
	// What fails is told to whoever waits for it; without a listener it would end the process as well.
	queue.on('error', () => {});
	const asked = <Result>(question: Promise<Result>): Promise<Result> =>
		within(answerTimeoutMs, question).catch((error: unknown) => {
			throw asUnavailable(error, server);
		});
	const close = async (): Promise<void> => {
		await within(answerTimeoutMs, queue.close()).catch(() => {});
	};
	try {
		await asked(queue.waitUntilReady());
	} catch (error) {
		await close();
		throw error;
	}
	return {
		async add(renderId) {
			await asked(queue.add(queueName, parseRenderJob({ renderId }), jobOptions(renderId)));
		},
		waitingCount: () => asked(queue.getWaitingCount()),
		isHealthy: () =>
			within(healthTimeoutMs, queue.getWaitingCount()).then(
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
