/**
 * @file What admins want workers to do with packs. A worker owns its folder of models, so a task is a row that names the
 * worker; the worker takes it, says how far it is, and ends it. The doorbell rings for what is new and for cancels.
 */
import { newIdentifier, RenderError } from '@galatea/render';
import { sqlState } from '../database/database-errors.ts';
import { storable } from '../database/storable.ts';
import { query, type Store } from '../database/store.ts';
import { workerTimeoutSeconds } from './workers.ts';

/** Download or mend; compare every file with its hash; delete. */
export const packTaskKinds = ['INSTALL', 'VERIFY', 'REMOVE'] as const;
export const packTaskStates = ['WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;

export interface PackTask {
	readonly id: string;
	readonly packId: string;
	readonly workerName: string;
	readonly kind: (typeof packTaskKinds)[number];
	readonly state: (typeof packTaskStates)[number];
	/** The file at hand. */
	readonly file: string | null;
	/** Bytes of the pack that are there; `totalBytes` is null before the worker has looked. */
	readonly bytes: number;
	readonly totalBytes: number | null;
	/** Of the last seconds; null while nothing can be said. */
	readonly bytesPerSecond: number | null;
	readonly cancelRequested: boolean;
	/** English: why it failed. */
	readonly message: string | null;
	readonly createdAt: Date;
	readonly finishedAt: Date | null;
}

/** How far a worker is. */
type PackTaskProgress = Pick<PackTask, 'file' | 'bytes' | 'totalBytes' | 'bytesPerSecond'>;

/** Ended ones that are still shown. */
const shownEnded = 20;
const keptDays = 30;

const columns = `id, "packId", "workerName", kind, state, file, bytes::float8, "totalBytes"::float8, "bytesPerSecond",
	"cancelRequestedAt" IS NOT NULL AS "cancelRequested", message, "createdAt", "finishedAt"`;

/**
 * Asks a worker to do something with a pack. The same again while it waits or runs is the same task. Throws `NOT_ALLOWED`
 * while something else is under way with this pack, and `NOT_FOUND` when no such worker is there.
 */
export async function requestPackTask(
	store: Store,
	input: Pick<PackTask, 'packId' | 'workerName' | 'kind'> & { readonly requestedById: string },
): Promise<PackTask> {
	const { packId, workerName, kind, requestedById } = input;
	try {
		const [made] = await query<PackTask>(
			store,
			`INSERT INTO "PackTask" (id, "packId", "workerName", kind, "requestedById")
			 SELECT $1, $2, name, $4::"PackTaskKind", $5 FROM "Worker"
			 WHERE name = $3 AND "lastSeenAt" > now() - make_interval(secs => $6) RETURNING ${columns}`,
			[newIdentifier('packTask'), packId, workerName, kind, requestedById, workerTimeoutSeconds],
		);
		if (made) return made;
		throw new RenderError('NOT_FOUND', `There is no worker "${workerName}"`);
	} catch (error) {
		// 23505: the partial index of open tasks.
		if (sqlState(error) !== '23505') throw error;
	}
	const [open] = await query<PackTask>(
		store,
		`SELECT ${columns} FROM "PackTask" WHERE "packId" = $1 AND state IN ('WAITING', 'RUNNING')`,
		[packId],
	);
	if (open?.kind === kind && open.workerName === workerName) return open;
	throw new RenderError('NOT_ALLOWED', `Something else is under way with pack "${packId}": wait for it, or cancel it`);
}

/** Those that wait or run, and the newest of those that have ended; the newest first. */
export async function listPackTasks(store: Store): Promise<readonly PackTask[]> {
	return query<PackTask>(
		store,
		`(SELECT ${columns} FROM "PackTask" WHERE state IN ('WAITING', 'RUNNING'))
		 UNION ALL (SELECT ${columns} FROM "PackTask" WHERE state NOT IN ('WAITING', 'RUNNING')
			ORDER BY "createdAt" DESC LIMIT ${shownEnded})
		 ORDER BY "createdAt" DESC, id DESC`,
	);
}

/** Asks for an end: of one that waits at once, of one that runs soon. Null when it does not wait or run. */
export async function cancelPackTask(store: Store, id: string): Promise<PackTask | null> {
	const [task] = await query<PackTask>(
		store,
		`UPDATE "PackTask" SET "cancelRequestedAt" = coalesce("cancelRequestedAt", clock_timestamp()),
			state = CASE state WHEN 'WAITING' THEN 'CANCELLED'::"PackTaskState" ELSE state END,
			"finishedAt" = CASE state WHEN 'WAITING' THEN clock_timestamp() END
		 WHERE id = $1 AND state IN ('WAITING', 'RUNNING') RETURNING ${columns}`,
		[id],
	);
	return task ?? null;
}

/** The task that has waited longest for this worker, which has it from now on; null when none waits. */
export async function takePackTask(store: Store, workerName: string): Promise<PackTask | null> {
	const [task] = await query<PackTask>(
		store,
		`UPDATE "PackTask" SET state = 'RUNNING' WHERE id = (
			SELECT id FROM "PackTask" WHERE "workerName" = $1 AND state = 'WAITING'
			ORDER BY "createdAt", id LIMIT 1 FOR UPDATE SKIP LOCKED
		 ) RETURNING ${columns}`,
		[workerName],
	);
	return task ?? null;
}

/** Says how far a task is. True when it is to end: somebody cancelled it, or it is not this worker's any more. */
export async function reportPackTask(store: Store, id: string, progress: PackTaskProgress): Promise<boolean> {
	const { file, bytes, totalBytes, bytesPerSecond } = progress;
	const [row] = await query<{ cancelled: boolean }>(
		store,
		`UPDATE "PackTask" SET file = $2, bytes = $3, "totalBytes" = $4, "bytesPerSecond" = $5
		 WHERE id = $1 AND state = 'RUNNING' RETURNING "cancelRequestedAt" IS NOT NULL AS cancelled`,
		[id, file, bytes, totalBytes, bytesPerSecond],
	);
	return row?.cancelled ?? true;
}

/** Ends a task that runs. `message`: English, why it failed. */
export async function endPackTask(
	store: Store,
	id: string,
	state: 'DONE' | 'FAILED' | 'CANCELLED',
	message: string | null = null,
): Promise<void> {
	await query(
		store,
		`UPDATE "PackTask" SET state = $2::"PackTaskState", message = $3, "bytesPerSecond" = NULL,
			"finishedAt" = clock_timestamp() WHERE id = $1 AND state = 'RUNNING'`,
		[id, state, message === null ? null : storable(message)],
	);
}

/** Ends what a worker had that is gone, and forgets what ended long ago. To be called now and then. */
export async function failLostPackTasks(store: Store): Promise<void> {
	await query(
		store,
		`UPDATE "PackTask" SET state = 'FAILED', message = 'The worker is gone; what it had downloaded is kept',
			"bytesPerSecond" = NULL, "finishedAt" = clock_timestamp()
		 WHERE state IN ('WAITING', 'RUNNING') AND NOT EXISTS (
			SELECT FROM "Worker" WHERE name = "workerName" AND "lastSeenAt" > now() - make_interval(secs => $1))`,
		[workerTimeoutSeconds],
	);
	await query(store, `DELETE FROM "PackTask" WHERE "finishedAt" < now() - interval '${keptDays} days'`);
}
