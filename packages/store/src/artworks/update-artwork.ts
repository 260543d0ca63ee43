/**
 * @file What may be changed of a published picture: its title and tags, who may see it and comment on it, and what others
 * may do with it.
 */
import { type Licence, RenderError, tagsOfPicture } from '@galatea/render';
import type { ContentLevel, Visibility } from '../access/audience.ts';
import type { CommentPolicy } from '../access/comment-permission.ts';
import type { RemixPolicy } from '../access/remix-permission.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { licenceOfPublication } from '../renders/render-sources.ts';
import { checkAlternativeText } from './alternative-text.ts';
import type { Artwork } from './artwork.ts';
import { checkTitle, readArtworks } from './artworks.ts';
import { replaceTags } from './tags.ts';

/** What is left out stays as it is. */
export interface ArtworkChanges {
	readonly title?: string | undefined;
	/** What it shows; null or empty for what title and prompt say. */
	readonly alternativeText?: string | null | undefined;
	/** Besides those in the title. */
	readonly tags?: readonly string[] | undefined;
	readonly visibility?: Visibility | undefined;
	/** Null for none stated. One that was given stays good for what was made from the picture meanwhile. */
	readonly licence?: Licence | null | undefined;
	/** Who may comment on it besides its person. What has been said stays. */
	readonly commentPolicy?: CommentPolicy | undefined;
	/** Who may make something from it besides its person. What has been made stays. */
	readonly remixPolicy?: RemixPolicy | undefined;
	/** For whom it is; never below what moderators have said. */
	readonly contentLevel?: ContentLevel | undefined;
	/** True to say that a hint about its level is wrong, false to take that back. */
	readonly levelHintRefuted?: boolean | undefined;
	/** Whether only its person may know how it was made. Who has read the recipe before has read it. */
	readonly recipeHidden?: boolean | undefined;
}

/** Throws `INVALID_TITLE`, `INVALID_INPUT` (tags, alternative text, and a licence that what it was made from does not allow), and `NOT_ALLOWED` unless the artwork is of `userId`. */
export async function updateArtwork(
	store: Store,
	{ id, userId, ...changes }: ArtworkChanges & { readonly id: string; readonly userId: string },
): Promise<Artwork> {
	const title = changes.title === undefined ? null : checkTitle(changes.title);
	const { alternativeText } = changes;
	const text = alternativeText === undefined ? null : checkAlternativeText(alternativeText);
	await transaction(store, async (sql) => {
		const [changed] = await sql.query<{ title: string; renderId: string }>(
			`UPDATE "Artwork" SET title = coalesce($3, title), visibility = coalesce($4::"Visibility", visibility),
				licence = CASE WHEN $5 THEN $6::"Licence" ELSE licence END,
				"commentPolicy" = coalesce($7::"CommentPolicy", "commentPolicy"),
				"ownContentLevel" = coalesce($8::"ContentLevel", "ownContentLevel"),
				"recipeHidden" = coalesce($9::boolean, "recipeHidden"), "remixPolicy" = coalesce($10::"RemixPolicy", "remixPolicy"),
				"levelHintRefuted" = coalesce($11::boolean, "levelHintRefuted"),
				"alternativeText" = CASE WHEN $12 THEN $13 ELSE "alternativeText" END
			 WHERE id = $1 AND "publishedById" = $2 RETURNING title, "renderId"`,
			[
				id,
				userId,
				title,
				changes.visibility ?? null,
				changes.licence !== undefined,
				changes.licence ?? null,
				changes.commentPolicy ?? null,
				changes.contentLevel ?? null,
				changes.recipeHidden ?? null,
				changes.remixPolicy ?? null,
				changes.levelHintRefuted ?? null,
				alternativeText !== undefined,
				text,
			],
		);
		if (!changed) throw new RenderError('NOT_ALLOWED', 'Only who published a picture can change it');
		if (changes.licence !== undefined) await licenceOfPublication(sql, changed.renderId, changes.licence, null);
		if (title === null && changes.tags === undefined) return;
		const given = changes.tags ?? (await currentTags(sql, id));
		await replaceTags(sql, id, tagsOfPicture(given, changed.title));
	});
	const [artwork] = await readArtworks(store, [id], { userId, role: 'MEMBER' });
	if (!artwork) throw new RenderError('NOT_FOUND', `Artwork ${id} was removed as soon as it was changed`);
	return artwork;
}

async function currentTags(sql: Queryable, id: string): Promise<readonly string[]> {
	const rows = await sql.query<{ tag: string }>(
		'SELECT tag FROM "ArtworkTag" WHERE "artworkId" = $1 AND NOT "isVoted"',
		[id],
	);
	return rows.map((row) => row.tag);
}

/**
 * Says who may watch a render and know how it is made, and see its artwork if there is one; it takes effect at once. Throws `NOT_ALLOWED` unless
 * `userId` asked for it.
 */
export async function setRenderVisibility(
	store: Store,
	{
		renderId,
		userId,
		visibility,
		recipeHidden = null,
	}: {
		readonly renderId: string;
		readonly userId: string;
		readonly visibility: Visibility;
		/** Whether only the person may know how it is made; as it was when left out. */
		readonly recipeHidden?: boolean | null;
	},
): Promise<void> {
	const changed = await transaction(store, async (sql) => {
		// The artwork goes first: a publication that is under way holds the render, and comes after this.
		const published = await sql.query(
			`UPDATE "Artwork" SET visibility = $3, "recipeHidden" = coalesce($4::boolean, "recipeHidden")
			 WHERE "renderId" = $1 AND "publishedById" = $2 RETURNING id`,
			[renderId, userId, visibility, recipeHidden],
		);
		if (published.length > 0) return true;
		const rows = await sql.query(
			`UPDATE "Render" SET visibility = $3, "recipeHidden" = coalesce($4::boolean, "recipeHidden")
			 WHERE id = $1 AND "requestedById" = $2 RETURNING id`,
			[renderId, userId, visibility, recipeHidden],
		);
		return rows.length > 0;
	});
	if (!changed) throw new RenderError('NOT_ALLOWED', 'Only who asked for a render says who may see it');
}
