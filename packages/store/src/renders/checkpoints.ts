/** @file Checkpoints: from what another worker goes on when one dies, and from what a run can be forked. */
import { newIdentifier } from '@galatea/render';
import { internals, type Queryable, query, type Store, transaction } from '../database/store.ts';
import { blobExists, readBlob, removeBlob, saveBlob } from '../files/blobs.ts';
import { removing } from '../files/removal.ts';
import { SupersededError } from './superseded-error.ts';

/** One more than needed, in case the newest file is damaged or lost. */
const keptCheckpoints = 2;
const extension = 'checkpoint';

/**
 * Keeps the optimiser's state after `step` steps, and drops all of this render but the newest two and those that were to
 * be `kept` for forks. Throws {@link SupersededError}, `STORAGE_FULL` and `STORAGE_UNAVAILABLE`.
 */
export async function saveCheckpoint(
	store: Store,
	renderId: string,
	attempt: number,
	step: number,
	bytes: Uint8Array,
	options: { readonly kept?: boolean } = {},
): Promise<void> {
	const key = await saveBlob(store, bytes, extension);
	const dropped = await transaction(store, async (sql) => {
		await lockBlob(sql, key);
		const made = await sql.query(
			`WITH owner AS (
				SELECT id FROM "Render" WHERE id = $2 AND attempt = $3 AND state IN ('WARMING', 'RUNNING') FOR UPDATE
			)
			INSERT INTO "Checkpoint" (id, "renderId", attempt, step, "blobKey", "byteCount", kept)
			SELECT $1, id, $3, $4, $5, $6, $7 FROM owner
			ON CONFLICT ("renderId", step) DO UPDATE SET attempt = excluded.attempt, "blobKey" = excluded."blobKey",
				"byteCount" = excluded."byteCount", kept = "Checkpoint".kept OR excluded.kept, "createdAt" = now()
			RETURNING id`,
			[newIdentifier('checkpoint'), renderId, attempt, step, key, bytes.byteLength, options.kept ?? false],
		);
		if (made.length === 0) throw new SupersededError(renderId, attempt);
		// Another render of the same recipe may have dropped the same file between the two.
		if (!(await blobExists(store, key))) await saveBlob(store, bytes, extension);
		return sql.query<{ blobKey: string }>(
			`DELETE FROM "Checkpoint" WHERE "renderId" = $1 AND NOT kept AND id NOT IN (
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

/** The newest readable state of a render from before a step was made; null when there is none. */
export async function checkpointBefore(store: Store, renderId: string, step: number): Promise<Uint8Array | null> {
	const rows = await query<{ blobKey: string }>(
		store,
		'SELECT "blobKey" FROM "Checkpoint" WHERE "renderId" = $1 AND step < $2 ORDER BY step DESC',
		[renderId, step],
	);
	for (const { blobKey } of rows) {
		const bytes = await readBlob(store, blobKey);
		if (bytes) return bytes;
	}
	return null;
}

/** Steps after which a state of the render is there, rising; in the order of `renderIds`. */
export async function checkpointSteps(
	store: Store,
	renderIds: readonly string[],
): Promise<readonly (readonly number[])[]> {
	const rows = await query<{ renderId: string; step: number }>(
		store,
		'SELECT "renderId", step FROM "Checkpoint" WHERE "renderId" = ANY($1) ORDER BY step',
		[renderIds],
	);
	return renderIds.map((id) => rows.flatMap((row) => (row.renderId === id ? [row.step] : [])));
}

/** The state after a step of a recipe, by whatever render of it; null when none is there any more. */
export async function findCheckpoint(store: Store, recipeHash: string, step: number): Promise<Uint8Array | null> {
	const rows = await query<{ blobKey: string }>(
		store,
		`SELECT "blobKey" FROM "Checkpoint" JOIN "Render" AS render ON render.id = "renderId"
		 WHERE "recipeHash" = $1 AND "Checkpoint".step = $2 ORDER BY "Checkpoint"."createdAt" DESC`,
		[recipeHash, step],
	);
	for (const { blobKey } of rows) {
		const bytes = await readBlob(store, blobKey);
		if (bytes) return bytes;
	}
	return null;
}

async function removeUnused(store: Store, key: string): Promise<void> {
	await removing(store, async (sql) => {
		await lockBlob(sql, key);
		const users = await sql.query('SELECT FROM "Checkpoint" WHERE "blobKey" = $1 LIMIT 1', [key]);
		if (users.length === 0) await removeBlob(store, key);
	});
}

// Two renders of one recipe write the same file: whoever refers to it and whoever removes it take turns.
async function lockBlob(sql: Queryable, key: string): Promise<void> {
	await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}
