/** @file What a guest has made becomes an account's, all of it or nothing. */
import { type Queryable, type Store, transaction } from '../database/store.ts';

/**
 * Gives all renders and artworks of a guest to a member, with what moderators have decided about them, and forgets the
 * guest. Returns how many renders moved: 0 too
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
		await sql.query(
			`UPDATE "RenderCharge" SET "turnKey" = $2, keys = array_append(array_remove(keys, $1), $2) WHERE keys @> ARRAY[$1]`,
			[guestId, userId],
		);
		await sql.query('UPDATE "Artwork" SET "publishedById" = $2 WHERE "publishedById" = $1', [guestId, userId]);
		await sql.query(
			`INSERT INTO "Upload" (key, "userId", "createdAt") SELECT key, $2, "createdAt" FROM "Upload" WHERE "userId" = $1
			 ON CONFLICT DO NOTHING`,
			[guestId, userId],
		);
		await sql.query('UPDATE "ModerationAction" SET "personId" = $2 WHERE "personId" = $1', [guestId, userId]);
		await sql.query('UPDATE "Appeal" SET "appellantId" = $2 WHERE "appellantId" = $1', [guestId, userId]);
		await moveNews(sql, guestId, userId);
		await sql.query('DELETE FROM "User" WHERE id = $1', [guestId]);
		return moved.length;
	});
}

/** What the guest was told is told to the member: of the guest as of themselves. */
async function moveNews(sql: Queryable, guestId: string, userId: string): Promise<void> {
	await sql.query(
		`UPDATE "Notification" SET "recipientId" = $2, "subjectId" = CASE "subjectId" WHEN $1 THEN $2 ELSE "subjectId" END,
			"aboutId" = CASE "aboutId" WHEN $1 THEN $2 ELSE "aboutId" END WHERE "recipientId" = $1`,
		[guestId, userId],
	);
}
