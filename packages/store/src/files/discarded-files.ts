/** @file Files that rows have let go of. They are put on a list with that, and removed soon, unless something else has them. */
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { anyOf, db, eachOf, rows, run, sql } from '../database/typed.ts';
import { removeUnused } from './uploads.ts';

/** Any number that no other use of advisory locks in this database has. */
const filesLock = 4_961_003;
/** Files that are removed at once. */
const discardedAtOnce = 1_000;

/** Until the transaction ends no file is removed: none may go between being stored and being written down. */
export async function holdFiles(connection: Queryable): Promise<void> {
	await run(connection, db.selectNoFrom(sql`pg_advisory_xact_lock(${filesLock})`.as('locked')));
}

/** Puts files on the list, in the transaction that lets them go: what is committed is done, whatever becomes of this process. */
export async function discardFiles(connection: Queryable, keys: readonly string[]): Promise<void> {
	await run(
		connection,
		db
			.insertInto('DiscardedFile')
			.columns(['key'])
			.expression(db.selectFrom(eachOf(keys)).select('id as key'))
			.onConflict((conflict) => conflict.doNothing()),
	);
}

/** Removes files on the list, where nothing else has them. Throws `STORAGE_UNAVAILABLE`; the next call goes on. */
export async function removeDiscardedFiles(store: Store): Promise<void> {
	await transaction(store, async (connection) => {
		await holdFiles(connection);
		const discarded = await rows(connection, db.selectFrom('DiscardedFile').select('key').limit(discardedAtOnce));
		const keys = discarded.map(({ key }) => key);
		await removeUnused(store, keys);
		await run(connection, db.deleteFrom('DiscardedFile').where('key', '=', anyOf(keys)));
	});
}
