/** @file The workers that are there. */
import { query, type Store } from '../database/store.ts';

export interface WorkerStatus {
	readonly name: string;
	/** Execution provider, `cpu`, `cuda`, … */
	readonly provider: string;
	/** What it computes on, such as a processor's name. */
	readonly device: string;
	readonly engineVersion: number;
	readonly packIds: readonly string[];
	readonly startedAt: Date;
	readonly lastSeenAt: Date;
}

/** A worker that was not seen for so long is gone: three missed beats. */
export const workerTimeoutSeconds = 15;

/** How often a worker is to call {@link workerBeat}. */
export const workerBeatEveryMs = 5_000;

/** SQL: the worker of what a table (or its alias) has is gone, was started anew since, or has let go of it. */
export const isLeftOf = (table: string): string => `NOT EXISTS (
	SELECT FROM "Worker" AS holder WHERE holder.name = ${table}."workerName" AND holder."startedAt" <= ${table}."claimedAt"
		AND holder."lastSeenAt" > now() - make_interval(secs => ${workerTimeoutSeconds})
)`;

/** {@link isLeftOf} a `render`. */
export const isLeft = isLeftOf('render');

/** Says that a worker is there, and what it can do. To be called at its start, then every {@link workerBeatEveryMs}. */
export async function workerBeat(
	store: Store,
	worker: {
		readonly name: string;
		readonly provider: string;
		readonly device: string;
		readonly engineVersion: number;
		readonly packIds: readonly string[];
	},
): Promise<void> {
	await query(
		store,
		`INSERT INTO "Worker" (name, provider, device, "engineVersion", "packIds") VALUES ($1, $2, $3, $4, $5)
		 ON CONFLICT (name) DO UPDATE SET provider = $2, device = $3, "engineVersion" = $4, "packIds" = $5,
			"lastSeenAt" = clock_timestamp()`,
		[worker.name, worker.provider, worker.device, worker.engineVersion, worker.packIds],
	);
}

/** Says that a worker has ended: nobody need wait for it to be missed. */
export async function workerGone(store: Store, name: string): Promise<void> {
	await query(store, 'DELETE FROM "Worker" WHERE name = $1', [name]);
}

/** The workers that were seen in the last {@link workerTimeoutSeconds}, by name. */
export async function listWorkers(store: Store): Promise<readonly WorkerStatus[]> {
	return query<WorkerStatus & { readonly name: string }>(
		store,
		`SELECT name, provider, device, "engineVersion", "packIds", "startedAt", "lastSeenAt" FROM "Worker"
		 WHERE "lastSeenAt" > now() - make_interval(secs => $1) ORDER BY name`,
		[workerTimeoutSeconds],
	);
}
