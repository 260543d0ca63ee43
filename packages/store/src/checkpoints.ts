/** @file Checkpoints: from what another worker goes on when one dies. */
import { newIdentifier } from '@galatea/render';
import { blobExists, readBlob, removeBlob, saveBlob } from './blobs.ts';
import { internals, type Queryable, type Store, transaction } from './store.ts';
import { SupersededError } from './superseded-error.ts';

/** One more than needed, in case the newest file is damaged or lost. */
const keptCheckpoints = 2;
const extension = 'checkpoint';

/**
 * Keeps the optimiser's state after `step` steps, and drops all but the newest two of this render.
 * Throws {@link SupersededError}, `STORAGE_FULL` and `STORAGE_UNAVAILABLE`.
 */
export async function saveCheckpoint(
	store: Store,
	renderId: string,
	attempt: number,
	step: number,
	bytes: Uint8Array,
): Promise<void> {
	const key = await saveBlob(store, bytes, extension);
	const dropped = await transaction(store, async (sql) => {
		await lockBlob(sql, key);
		const made = await sql.query(
			`WITH owner AS (
				SELECT id FROM "Render" WHERE id = $2 AND attempt = $3 AND state IN ('WARMING', 'RUNNING') FOR UPDATE
			)
			INSERT INTO "Checkpoint" (id, "renderId", attempt, step, "blobKey", "byteCount")
			SELECT $1, id, $3, $4, $5, $6 FROM owner
			ON CONFLICT ("renderId", step) DO UPDATE SET attempt = excluded.attempt, "blobKey" = excluded."blobKey",
				"byteCount" = excluded."byteCount", "createdAt" = now()
			RETURNING id`,
			[newIdentifier('checkpoint'), renderId, attempt, step, key, bytes.byteLength],
		);
		if (made.length === 0) throw new SupersededError(renderId, attempt);
		// Another render of the same recipe may have dropped the same file between the two.
		if (!(await blobExists(store, key))) await saveBlob(store, bytes, extension);
		return sql.query<{ blobKey: string }>(
			`DELETE FROM "Checkpoint" WHERE "renderId" = $1 AND id NOT IN (
				SELECT id FROM "Checkpoint" WHERE "renderId" = $1 ORDER BY attempt DESC, step DESC LIMIT $2
			) RETURNING "blobKey"`,
			[renderId, keptCheckpoints],
		);
	});
	for (const row of dropped) await removeUnused(store, row.blobKey);
}

/** The newest checkpoint whose file can be read; null when there is none. */
export async function newestCheckpoint(
	store: Store,
	renderId: string,
): Promise<{ readonly step: number; readonly bytes: Uint8Array } | null> {
	return newestCheckpointOn(store, internals(store), renderId);
}

/** {@link newestCheckpoint} inside a transaction. */
export async function newestCheckpointOn(
	store: Store,
	sql: Queryable,
	renderId: string,
): Promise<{ readonly step: number; readonly bytes: Uint8Array } | null> {
	const rows = await sql.query<{ step: number; blobKey: string }>(
		'SELECT step, "blobKey" FROM "Checkpoint" WHERE "renderId" = $1 ORDER BY attempt DESC, step DESC',
		[renderId],
	);
	for (const row of rows) {
		const bytes = await readBlob(store, row.blobKey);
		if (bytes) return { step: row.step, bytes };
	}
	return null;
}

async function removeUnused(store: Store, key: string): Promise<void> {
	await transaction(store, async (sql) => {
		await lockBlob(sql, key);
		const users = await sql.query('SELECT FROM "Checkpoint" WHERE "blobKey" = $1 LIMIT 1', [key]);
		if (users.length === 0) await removeBlob(store, key);
	});
}

// Two renders of one recipe write the same file: whoever refers to it and whoever removes it take turns.
async function lockBlob(sql: Queryable, key: string): Promise<void> {
	await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}
