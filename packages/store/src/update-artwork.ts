/**
 * @file What may be changed of a published picture: its title and tags, who may see it and comment on it, and what others
 * may do with it.
 */
import { RenderError, tagsOfPicture } from '@galatea/render';
import { checkTitle, readArtworks } from './artworks.ts';
import type { CommentPolicy } from './comment-permission.ts';
import { type Queryable, type Store, transaction } from './store.ts';
import { replaceTags } from './tags.ts';
import type { Artwork, ContentLevel, Licence, Visibility } from './types.ts';

/** What is left out stays as it is. */
export interface ArtworkChanges {
	readonly title?: string | undefined;
	/** Besides those in the title. */
	readonly tags?: readonly string[] | undefined;
	readonly visibility?: Visibility | undefined;
	/** Null for none stated. */
	readonly licence?: Licence | null | undefined;
	/** Who may comment on it besides its person. What has been said stays. */
	readonly commentPolicy?: CommentPolicy | undefined;
	/** For whom it is; never below what moderators have said. */
	readonly contentLevel?: ContentLevel | undefined;
}

/** Throws `INVALID_TITLE`, `INVALID_INPUT` (tags), and `NOT_ALLOWED` unless the artwork is of `userId`. */
export async function updateArtwork(
	store: Store,
	{ id, userId, ...changes }: ArtworkChanges & { readonly id: string; readonly userId: string },
): Promise<Artwork> {
	const title = changes.title === undefined ? null : checkTitle(changes.title);
	await transaction(store, async (sql) => {
		const [changed] = await sql.query<{ title: string }>(
			`UPDATE "Artwork" SET title = coalesce($3, title), visibility = coalesce($4::"Visibility", visibility),
				licence = CASE WHEN $5 THEN $6::"Licence" ELSE licence END,
				"commentPolicy" = coalesce($7::"CommentPolicy", "commentPolicy"),
				"ownContentLevel" = coalesce($8::"ContentLevel", "ownContentLevel")
			 WHERE id = $1 AND "publishedById" = $2 RETURNING title`,
			[
				id,
				userId,
				title,
				changes.visibility ?? null,
				changes.licence !== undefined,
				changes.licence ?? null,
				changes.commentPolicy ?? null,
				changes.contentLevel ?? null,
			],
		);
		if (!changed) throw new RenderError('NOT_ALLOWED', 'Only who published a picture can change it');
		if (title === null && changes.tags === undefined) return;
		const given = changes.tags ?? (await currentTags(sql, id));
		await replaceTags(sql, id, tagsOfPicture(given, changed.title));
	});
	const [artwork] = await readArtworks(store, [id]);
	if (!artwork) throw new RenderError('NOT_FOUND', `Artwork ${id} was removed as soon as it was changed`);
	return artwork;
}

async function currentTags(sql: Queryable, id: string): Promise<readonly string[]> {
	const rows = await sql.query<{ tag: string }>('SELECT tag FROM "ArtworkTag" WHERE "artworkId" = $1', [id]);
	return rows.map((row) => row.tag);
}

/**
 * Says who may watch a render, and see its artwork if there is one; it takes effect at once. Throws `NOT_ALLOWED` unless
 * `userId` asked for it.
 */
export async function setRenderVisibility(
	store: Store,
	{
		renderId,
		userId,
		visibility,
	}: { readonly renderId: string; readonly userId: string; readonly visibility: Visibility },
): Promise<void> {
	const changed = await transaction(store, async (sql) => {
		// The artwork goes first: a publication that is under way holds the render, and comes after this.
		const published = await sql.query(
			'UPDATE "Artwork" SET visibility = $3 WHERE "renderId" = $1 AND "publishedById" = $2 RETURNING id',
			[renderId, userId, visibility],
		);
		if (published.length > 0) return true;
		const rows = await sql.query(
			'UPDATE "Render" SET visibility = $3 WHERE id = $1 AND "requestedById" = $2 RETURNING id',
			[renderId, userId, visibility],
		);
		return rows.length > 0;
	});
	if (!changed) throw new RenderError('NOT_ALLOWED', 'Only who asked for a render says who may see it');
}
