/** @file Files that rows have let go of. They are put on a list with that, and removed soon, unless something else has them. */
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { removeUnused } from './uploads.ts';

/** Any number that no other use of advisory locks in this database has. */
const filesLock = 4_961_003;
/** Files that are removed at once. */
const discardedAtOnce = 1_000;

/** Until the transaction ends no file is removed: none may go between being stored and being written down. */
export async function holdFiles(sql: Queryable): Promise<void> {
	await sql.query('SELECT pg_advisory_xact_lock($1)', [filesLock]);
}

/** Puts files on the list, in the transaction that lets them go: what is committed is done, whatever becomes of this process. */
export async function discardFiles(sql: Queryable, keys: readonly string[]): Promise<void> {
	await sql.query('INSERT INTO "DiscardedFile" (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [keys]);
}

/** Removes files on the list, where nothing else has them. Throws `STORAGE_UNAVAILABLE`; the next call goes on. */
export async function removeDiscardedFiles(store: Store): Promise<void> {
	await transaction(store, async (sql) => {
		await holdFiles(sql);
		const rows = await sql.query<{ key: string }>(`SELECT key FROM "DiscardedFile" LIMIT ${discardedAtOnce}`);
		const keys = rows.map(({ key }) => key);
		await removeUnused(store, keys);
		await sql.query('DELETE FROM "DiscardedFile" WHERE key = ANY($1)', [keys]);
	});
}
