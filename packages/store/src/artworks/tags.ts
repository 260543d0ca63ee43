/** @file The tags of artworks. What a tag is, packages/render says; here they are rows. */
import { type Queryable, query, type Store } from '../database/store.ts';

/**
 * From here on the artwork's person has given it exactly these tags, as `tagsOfPicture` of packages/render made them. Of the
 * others that people voted for stay (suggested-tags.ts).
 */
export async function replaceTags(sql: Queryable, artworkId: string, tags: readonly string[]): Promise<void> {
	await sql.query('DELETE FROM "ArtworkTag" WHERE "artworkId" = $1 AND NOT "isVoted" AND NOT tag = ANY($2)', [
		artworkId,
		tags,
	]);
	await sql.query(
		`INSERT INTO "ArtworkTag" ("artworkId", tag) SELECT $1, tag FROM unnest($2::text[]) AS tag
		 ON CONFLICT ("artworkId", tag) DO UPDATE SET "isVoted" = false WHERE "ArtworkTag"."isVoted"`,
		[artworkId, tags],
	);
	// One of its person's own that they took away may be one that people voted for.
	await sql.query(
		'SELECT galatea_settle_tag($1, tag) FROM (SELECT DISTINCT tag FROM "TagVote" WHERE "artworkId" = $1) AS voted',
		[artworkId],
	);
}

/** Tags that its person gave each artwork, in the order of `artworkIds`, alphabetically. Asks nobody who may see it. */
export async function tagsOf(store: Store, artworkIds: readonly string[]): Promise<readonly (readonly string[])[]> {
	const rows = await query<{ artworkId: string; tag: string }>(
		store,
		'SELECT "artworkId", tag FROM "ArtworkTag" WHERE "artworkId" = ANY($1) AND NOT "isVoted" ORDER BY tag',
		[artworkIds],
	);
	return artworkIds.map((id) => rows.filter((row) => row.artworkId === id).map((row) => row.tag));
}
