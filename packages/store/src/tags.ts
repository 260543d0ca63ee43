/** @file The tags of artworks. What a tag is, packages/render says; here they are rows. */
import type { Queryable, Store } from './store.ts';
import { query } from './store.ts';

/** From here on the artwork has exactly these tags, as `tagsOfPicture` of packages/render made them. */
export async function replaceTags(sql: Queryable, artworkId: string, tags: readonly string[]): Promise<void> {
	await sql.query('DELETE FROM "ArtworkTag" WHERE "artworkId" = $1 AND NOT tag = ANY($2)', [artworkId, tags]);
	await sql.query(
		'INSERT INTO "ArtworkTag" ("artworkId", tag) SELECT $1, tag FROM unnest($2::text[]) AS tag ON CONFLICT DO NOTHING',
		[artworkId, tags],
	);
}

/** Tags of each artwork in the order of `artworkIds`, alphabetically. Asks nobody who may see it. */
export async function tagsOf(store: Store, artworkIds: readonly string[]): Promise<readonly (readonly string[])[]> {
	const rows = await query<{ artworkId: string; tag: string }>(
		store,
		'SELECT "artworkId", tag FROM "ArtworkTag" WHERE "artworkId" = ANY($1) ORDER BY tag',
		[artworkIds],
	);
	return artworkIds.map((id) => rows.filter((row) => row.artworkId === id).map((row) => row.tag));
}
