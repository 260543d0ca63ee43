/** @file What a guest has made becomes an account's, all of it or nothing. */
import { type Store, transaction } from './store.ts';

/**
 * Gives all renders and artworks of a guest to a member, and forgets the guest. Returns how many renders moved: 0 too
 * when `guestId` is no guest (any more), so that it may be called twice.
 */
export async function keepGuestWork(store: Store, guestId: string, userId: string): Promise<number> {
	return transaction(store, async (sql) => {
		// From here on nobody can add a render in the guest's name: its reference would need this row.
		const guests = await sql.query(`SELECT FROM "User" WHERE id = $1 AND role = 'GUEST' FOR UPDATE`, [guestId]);
		if (guests.length === 0) return 0;
		// A key is of one person; where the member has used the same text, that render keeps it.
		const moved = await sql.query(
			`UPDATE "Render" SET "requestedById" = $2, "idempotencyKey" = CASE WHEN EXISTS (
				SELECT FROM "Render" AS own WHERE own."requestedById" = $2 AND own."idempotencyKey" = "Render"."idempotencyKey"
			) THEN NULL ELSE "idempotencyKey" END WHERE "requestedById" = $1 RETURNING id`,
			[guestId, userId],
		);
		await sql.query('UPDATE "Artwork" SET "publishedById" = $2 WHERE "publishedById" = $1', [guestId, userId]);
		await sql.query(
			`INSERT INTO "Upload" (key, "userId", "createdAt") SELECT key, $2, "createdAt" FROM "Upload" WHERE "userId" = $1
			 ON CONFLICT DO NOTHING`,
			[guestId, userId],
		);
		await sql.query('DELETE FROM "User" WHERE id = $1', [guestId]);
		return moved.length;
	});
}
