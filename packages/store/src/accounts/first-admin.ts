/** @file The first admin of a gallery: whoever opens a link that was printed when it started. */
import { RenderError } from '@galatea/render';
import { hashToken } from '../access/token-hash.ts';
import { type Store, transaction } from '../database/store.ts';
import { ago, db, rows, run, sql } from '../database/typed.ts';
import { newToken } from './users.ts';

/** A link that nobody has opened for so long is good no longer: every start prints another. */
const claimDays = 7;
/** Links that are good at a time, the newest; a gallery that starts again and again keeps no more rows than these. */
const maximumClaims = 20;

/**
 * A token for one more link; null once there is an admin. Those of other starts stay good, so that several processes
 * that start at about the same time print links that all work: for 7 days, and while at most 20 are newer.
 */
export async function offerAdminClaim(store: Store): Promise<string | null> {
	const token = newToken();
	return transaction(store, async (connection) => {
		// Who claims holds this too: no link is written beside an admin who is just being made.
		await connection.query('LOCK TABLE "AdminClaim" IN SHARE ROW EXCLUSIVE MODE');
		const claim = db
			.selectNoFrom([sql.val(hashToken(token)).as('tokenHash'), sql<Date>`clock_timestamp()`.as('createdAt')])
			.where(({ exists, not, selectFrom }) => not(exists(selectFrom('User').where('role', '=', 'ADMIN'))));
		const offered = await rows(
			connection,
			db.insertInto('AdminClaim').columns(['tokenHash', 'createdAt']).expression(claim).returning('tokenHash'),
		);
		const newest = db
			.selectFrom('AdminClaim')
			.select('tokenHash')
			.orderBy('createdAt', 'desc')
			.orderBy('tokenHash')
			.limit(maximumClaims);
		await run(
			connection,
			db
				.deleteFrom('AdminClaim')
				.where(({ eb, or }) => or([eb('createdAt', '<=', ago(claimDays, 'days')), eb('tokenHash', 'not in', newest)])),
		);
		return offered.length > 0 ? token : null;
	});
}

/** Whether the token is that of a link that is good: not old, and nobody has used it or another. */
export async function isAdminClaim(store: Store, token: string): Promise<boolean> {
	const found = await rows(
		store,
		db
			.selectFrom('AdminClaim')
			.select('tokenHash')
			.where('tokenHash', '=', hashToken(token))
			.where('createdAt', '>', ago(claimDays, 'days')),
	);
	return found.length > 0;
}

/**
 * Makes a member the admin, after which no link is good. Throws `CLAIM_EXPIRED` when the token is that of no link or of
 * an old one, or somebody was first, and `NOT_SIGNED_IN` for a guest.
 */
export async function claimAdmin(store: Store, token: string, userId: string): Promise<void> {
	// A text that is no token need not make anybody wait.
	if (!(await isAdminClaim(store, token))) throw expired();
	await transaction(store, async (connection) => {
		// Two who open links at once, be they different ones: the second waits here, and finds none.
		await connection.query('LOCK TABLE "AdminClaim" IN SHARE ROW EXCLUSIVE MODE');
		const good = await rows(connection, db.deleteFrom('AdminClaim').returning('tokenHash'));
		if (!good.some(({ tokenHash }) => tokenHash === hashToken(token))) throw expired();
		const made = await rows(
			connection,
			db
				.updateTable('User')
				.set({ role: 'ADMIN' })
				.where('id', '=', userId)
				.where('role', '<>', 'GUEST')
				.returning('id'),
		);
		if (made.length === 0) throw new RenderError('NOT_SIGNED_IN', 'Sign up or in before you claim the gallery');
	});
}

function expired(): RenderError {
	return new RenderError('CLAIM_EXPIRED', 'This link is used or old: the next start of the gallery prints another');
}
