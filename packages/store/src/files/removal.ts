/**
 * @file When files may go: not between the snapshot of a backup and the copy of what it names. Whoever removes files does so
 * inside of {@link removing}; each looks there whether something names the file, so that what a snapshot names stays until it is copied.
 */
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { db, run, sql } from '../database/typed.ts';

/** Any number that no other use of advisory locks in this database has. */
const removalLock = 4_961_009;

/** Runs `body`, which removes files, once no snapshot is being copied. Several may remove at once. */
export function removing<Result>(store: Store, body: (connection: Queryable) => Promise<Result>): Promise<Result> {
	return transaction(store, async (connection) => {
		await run(connection, db.selectNoFrom(sql`pg_advisory_xact_lock_shared(${removalLock})`.as('locked')));
		return body(connection);
	});
}

/** Until the connection ends or {@link allowRemoval}: no file goes. Taken before the snapshot, for a statement that waits has one. */
export const stopRemoval = `SELECT pg_advisory_lock(${removalLock})`;

/** Lets files go again. */
export const allowRemoval = `SELECT pg_advisory_unlock(${removalLock})`;
