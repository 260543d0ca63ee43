/** @file Whether this gallery can work: the same answer for GraphQL and for GET /health. */
import type { Producer } from '@galatea/queue';
import { health, type Store } from '@galatea/store/database';
import { listWorkers, type WorkerStatus } from '@galatea/store/renders';

export interface HouseHealth {
	/** Whether everything below is well. A gallery without a worker is well: renders wait. */
	readonly ok: boolean;
	readonly database: boolean;
	readonly queue: boolean;
	readonly storage: boolean;
	/** One English sentence per thing that is not as it should be. */
	readonly problems: readonly string[];
	readonly workers: readonly WorkerStatus[];
}

/** Asks all parts. Never throws: a part that cannot answer is not well. */
export async function houseHealth(store: Store, producer: Producer): Promise<HouseHealth> {
	const [stored, queue, workers] = await Promise.all([
		health(store),
		producer.isHealthy(),
		listWorkers(store).catch(() => []),
	]);
	const problems = queue ? stored.problems : [...stored.problems, 'The queue cannot be reached.'];
	const { database, storage } = stored;
	return { ok: database && storage && queue, database, queue, storage, problems, workers };
}

/** What everybody may know of a gallery: whether its parts work, and not how its machines are named. */
interface PublicHealth extends Pick<HouseHealth, 'ok' | 'database' | 'queue' | 'storage'> {
	readonly workers: number;
}

/** The same without the sentences and names that tell of machines. */
export function publicHealth({ ok, database, queue, storage, workers }: HouseHealth): PublicHealth {
	return { ok, database, queue, storage, workers: workers.length };
}
