/** @file The first admin of a gallery: whoever opens the link that was printed when it started. */
import { RenderError } from '@galatea/render';
import { query, type Store, transaction } from './store.ts';
import { hashToken, newToken } from './users.ts';

/** A new token for the link, in place of any earlier one; null once there is an admin. */
export async function offerAdminClaim(store: Store): Promise<string | null> {
	const token = newToken();
	const offered = await query(
		store,
		`INSERT INTO "AdminClaim" (id, "tokenHash") SELECT 1, $1 WHERE NOT EXISTS (SELECT FROM "User" WHERE role = 'ADMIN')
		 ON CONFLICT (id) DO UPDATE SET "tokenHash" = excluded."tokenHash", "createdAt" = now() RETURNING id`,
		[hashToken(token)],
	);
	return offered.length > 0 ? token : null;
}

/** Whether the token is that of the newest link, and nobody has used it. */
export async function isAdminClaim(store: Store, token: string): Promise<boolean> {
	return (await query(store, 'SELECT FROM "AdminClaim" WHERE "tokenHash" = $1', [hashToken(token)])).length > 0;
}

/**
 * Makes a member the admin. Throws `CLAIM_EXPIRED` when the token is not that of the newest link, or somebody was
 * first, and `NOT_SIGNED_IN` for a guest.
 */
export async function claimAdmin(store: Store, token: string, userId: string): Promise<void> {
	await transaction(store, async (sql) => {
		// Two who open the link at once: the second waits for this row, and finds it gone.
		const claimed = await sql.query('DELETE FROM "AdminClaim" WHERE "tokenHash" = $1 RETURNING id', [hashToken(token)]);
		if (claimed.length === 0)
			throw new RenderError('CLAIM_EXPIRED', 'This link is used or old: the next start of the gallery prints another');
		const made = await sql.query(`UPDATE "User" SET role = 'ADMIN' WHERE id = $1 AND role <> 'GUEST' RETURNING id`, [
			userId,
		]);
		if (made.length === 0) throw new RenderError('NOT_SIGNED_IN', 'Sign up or in before you claim the gallery');
	});
}
