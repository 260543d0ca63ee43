/**
 * @file What is remixed now comes first: a picture's place among the trending is the moment of its publication, moved
 * later for every doubling of the people who made something from it. The place does not depend on the time at which
 * it is read, so that cursors stay good, and it is computed from the rows that it stands for, so that it cannot drift.
 */
import type { Queryable } from '../database/store.ts';

/** A picture that one person remixed stands with those published so much later: two days, in microseconds. */
const microsecondsPerDoubling = 2 * 24 * 3_600 * 1_000_000;

/** Computes the place of an artwork anew, after a remix of it was published. Its own person's remixes do not count. */
export async function renewTrend(sql: Queryable, artworkId: string): Promise<void> {
	await sql.query(
		`UPDATE "Artwork" AS artwork SET "trendKey" = "sortKey" + ($2 * log(2.0, 1 + (
			SELECT count(DISTINCT child."publishedById") FROM "Lineage" JOIN "Artwork" AS child ON child.id = "childId"
			WHERE "parentId" = artwork.id AND child."publishedById" <> artwork."publishedById"
		)))::bigint WHERE id = $1`,
		[artworkId, microsecondsPerDoubling],
	);
}
