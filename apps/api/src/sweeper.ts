/**
 * @file Hands every waiting render to the queue, at the start and every 30 s. The database is the truth and the queue
 * only delivers: a render whose hand-over failed, or a queue that was emptied, is mended here. Adding twice is safe.
 * Sessions and counted tries that are over are swept out as well, uploads that nobody rendered with, guests who made
 * nothing, pictures of steps and encoded downloads that nobody asks for any more, the accounts of those who have left,
 * collections that can no longer be restored, and files that went with artworks.
 */
import type { Producer } from '@galatea/queue';
import { forgetWhatIsOver } from '@galatea/store/access';
import { endAccounts, forgetEmptyGuests } from '@galatea/store/accounts';
import { forgetEncodedCopies } from '@galatea/store/artworks';
import { forgetDeletedCollections } from '@galatea/store/collections';
import type { Store } from '@galatea/store/database';
import { forgetUploads, removeDiscardedFiles } from '@galatea/store/files';
import { forgetCaptionRankings } from '@galatea/store/meaning';
import {
	failLostPackTasks,
	forgetKeptSteps,
	forgetStepInsides,
	forgetStepPictures,
	queuedRenders,
} from '@galatea/store/renders';
import type { Logger } from 'pino';

const sweepEveryMs = 30_000;

export interface Sweeper {
	/** Sweeps now; while a sweep is under way, waits for that one. Never throws: failures are logged, and tried again. */
	sweep(): Promise<void>;
	/** No further sweeps; waits for the one under way. */
	close(): Promise<void>;
}

/** Starts sweeping at once. */
export function startSweeper(store: Store, producer: Producer, logger: Logger): Sweeper {
	let underWay: Promise<void> | null = null;
	const sweep = () => {
		underWay ??= handOver(store, producer, logger).finally(() => {
			underWay = null;
		});
		return underWay;
	};
	const timer = setInterval(() => void sweep(), sweepEveryMs);
	timer.unref();
	void sweep();
	return {
		sweep,
		async close() {
			clearInterval(timer);
			await underWay;
		},
	};
}

async function handOver(store: Store, producer: Producer, logger: Logger): Promise<void> {
	try {
		for (const { id, packId } of await queuedRenders(store)) await producer.add(id, packId);
		await forgetWhatIsOver(store);
		await forgetUploads(store);
		await forgetEmptyGuests(store);
		await forgetStepPictures(store);
		await forgetKeptSteps(store);
		await forgetStepInsides(store);
		await forgetCaptionRankings(store);
		await forgetEncodedCopies(store);
		await failLostPackTasks(store);
		await endAccounts(store);
		await forgetDeletedCollections(store);
		await removeDiscardedFiles(store);
	} catch (error) {
		logger.warn(
			{ err: error },
			'the sweep did not get to its end: waiting renders may not be in the queue; trying again soon',
		);
	}
}
