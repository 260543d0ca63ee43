/** @file Published pictures, and what they were made from. */
import { maximumTitleLength, newIdentifier, RenderError, type RenderState, tagsOfPicture } from '@galatea/render';
import { inOrder } from './in-order.ts';
import { notify } from './notify.ts';
import { artworkParts, asArtwork } from './rows.ts';
import { type Queryable, query, type Store, transaction, withPrisma } from './store.ts';
import { replaceTags } from './tags.ts';
import { renewTrend } from './trend.ts';
import type { Artwork, ContentLevel, Licence, Lineage, Visibility } from './types.ts';
import { mayBeSeen, type Viewer, viewerValue, visibleIds } from './visibility.ts';

const maximumRemixes = 50;

interface PublishableRow {
	readonly state: RenderState;
	readonly requestedById: string;
	readonly remixOfId: string | null;
}

/**
 * Publishes the picture of a finished render, and credits the artwork that it started from.
 * Publishing again gives the same artwork, with its first title and tags.
 * Throws `INVALID_TITLE`, `INVALID_INPUT` (tags), `NOT_FOUND`, `NOT_ALLOWED` (somebody else's render) and `NOT_FINISHED`.
 */
export async function publishRender(
	store: Store,
	input: {
		readonly renderId: string;
		readonly title: string;
		/** Besides those in the title. */
		readonly tags?: readonly string[] | null;
		readonly userId: string;
		/** That of the render when left out. */
		readonly visibility?: Visibility | null;
		/** The person's default when left out. */
		readonly licence?: Licence | null;
		/** For whom it is; for everyone when left out. */
		readonly contentLevel?: ContentLevel | null;
	},
): Promise<Artwork> {
	const title = checkTitle(input.title);
	const tags = tagsOfPicture(input.tags ?? [], title);
	const id = await transaction(store, async (sql) => {
		const row = await lockPublishable(sql, input.renderId);
		if (!row) throw new RenderError('NOT_FOUND', `There is no render ${input.renderId}`);
		if (row.requestedById !== input.userId)
			throw new RenderError('NOT_ALLOWED', 'Only who asked for a render may publish it');
		// Only now that the row is locked: who published it first has finished.
		const [earlier] = await sql.query<{ id: string }>('SELECT id FROM "Artwork" WHERE "renderId" = $1', [
			input.renderId,
		]);
		if (earlier) return earlier.id;
		if (row.state !== 'DONE')
			throw new RenderError('NOT_FINISHED', `Only a finished render can be published; this one is ${row.state}`);
		return insertArtwork(sql, { ...input, title, tags, parentId: row.remixOfId });
	});
	const [artwork] = await readArtworks(store, [id]);
	if (!artwork) throw new RenderError('NOT_FOUND', `Artwork ${id} was removed as soon as it was published`);
	return artwork;
}

/** The title without the spaces around it. Throws `INVALID_TITLE`. */
export function checkTitle(text: string): string {
	const title = text.trim();
	const problem =
		title === ''
			? 'must not be empty'
			: [...title].length > maximumTitleLength
				? `must be at most ${maximumTitleLength} characters`
				: /\p{Control}|\p{Surrogate}/u.test(title)
					? 'must be one line of text'
					: null;
	if (problem === null) return title;
	throw new RenderError('INVALID_TITLE', `The title ${problem}`, { issues: [{ path: 'title', message: problem }] });
}

async function lockPublishable(sql: Queryable, renderId: string): Promise<PublishableRow | undefined> {
	const [row] = await sql.query<PublishableRow>(
		'SELECT state, "requestedById", "remixOfId" FROM "Render" WHERE id = $1 FOR UPDATE',
		[renderId],
	);
	return row;
}

async function insertArtwork(
	sql: Queryable,
	input: {
		readonly renderId: string;
		readonly title: string;
		readonly tags: readonly string[];
		readonly parentId: string | null;
		readonly visibility?: Visibility | null;
		readonly licence?: Licence | null;
		readonly contentLevel?: ContentLevel | null;
	},
): Promise<string> {
	const { renderId, title, parentId } = input;
	const id = newIdentifier('artwork');
	// The key is made here, once: it is the database's clock, and always above the parent's.
	await sql.query(
		`INSERT INTO "Artwork" (id, title, "renderId", "recipeHash", "publishedById", visibility, licence, "ownContentLevel", "publishedAt", "sortKey", "trendKey",
			"imageKey", "imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight")
		 SELECT $1, $2, id, "recipeHash", "requestedById", coalesce($5::"Visibility", visibility),
			coalesce($6::"Licence", (SELECT "defaultLicence" FROM "User" WHERE id = "requestedById")),
			coalesce($7::"ContentLevel", 'EVERYONE'), clock_timestamp(),
			place, place,
			"imageKey", "imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight"
		 FROM "Render", greatest((extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
			1 + (SELECT "sortKey" FROM "Artwork" WHERE id = $4)) AS place
		 WHERE id = $3`,
		[id, title, renderId, parentId, input.visibility ?? null, input.licence ?? null, input.contentLevel ?? null],
	);
	await sql.query(
		`INSERT INTO "Lineage" (id, "childId", "parentId", "parentTitle", "parentThumbhash", kind, "parentStep", "createdBy")
		 SELECT $1, $2, id, title, "imageThumbhash", 'REMIX', (
			SELECT (json #>> '{initial,step}')::int FROM "Render" JOIN "Recipe" ON hash = "Render"."recipeHash"
			WHERE "Render".id = $4 AND json #>> '{initial,kind}' = 'fork'
		 ), 'SERVER' FROM "Artwork" WHERE id = $3`,
		[newIdentifier('lineage'), id, parentId, renderId],
	);
	await replaceTags(sql, id, input.tags);
	if (parentId !== null) await renewTrend(sql, parentId);
	await tellOfRemix(sql, id);
	return id;
}

async function tellOfRemix(sql: Queryable, id: string): Promise<void> {
	const parents = await sql.query<{ parentId: string; artistId: string; actorId: string }>(
		`SELECT parent.id AS "parentId", parent."publishedById" AS "artistId", child."publishedById" AS "actorId" FROM "Lineage"
		 JOIN "Artwork" AS parent ON parent.id = "parentId" JOIN "Artwork" AS child ON child.id = "childId" WHERE "childId" = $1`,
		[id],
	);
	for (const { parentId, artistId, actorId } of parents)
		await notify(sql, { recipientId: artistId, kind: 'REMIX', subjectId: parentId, aboutId: id, actorId });
}

/** In the order of `ids`, null where there is none that the viewer may see at its address. */
export async function getArtworks(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly (Artwork | null)[]> {
	const visible = await visibleIds(store, 'Artwork', ids, viewer);
	const artworks = await readArtworks(store, [...visible]);
	return inOrder(
		ids,
		artworks.flatMap((artwork) => artwork ?? []),
	);
}

/** Asks nobody who may see them: only for ids that were found in the viewer's eyes, or are the caller's own. */
export async function readArtworks(store: Store, ids: readonly string[]): Promise<readonly (Artwork | null)[]> {
	const rows = await withPrisma(store, (prisma) =>
		prisma.artwork.findMany({ where: { id: { in: [...ids] } }, include: artworkParts }),
	);
	return inOrder(ids, rows.map(asArtwork));
}

/** Whether nothing has ever been published here, or all of it is gone. */
export async function isGalleryEmpty(store: Store): Promise<boolean> {
	return (await query(store, 'SELECT FROM "Artwork" LIMIT 1')).length === 0;
}

/**
 * What each artwork was made from, in the order of `artworkIds`. Of a parent that is not listed for the viewer nothing
 * is said.
 */
export async function parentsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (readonly Lineage[])[]> {
	const columns = { owner: 'parent."publishedById"', visibility: 'parent.visibility' };
	const rows = await query<Lineage & { readonly childId: string }>(
		store,
		`SELECT "childId", "parentId", "parentTitle", "parentThumbhash", "parentStep"
		 FROM "Lineage" LEFT JOIN "Artwork" AS parent ON parent.id = "parentId"
		 WHERE "childId" = ANY($1) AND (parent.id IS NULL OR ${mayBeSeen(viewer, 'list', columns, '$2')})
		 ORDER BY "Lineage"."createdAt", "Lineage".id`,
		[artworkIds, viewerValue(viewer)],
	);
	return artworkIds.map((id) => rows.filter((row) => row.childId === id));
}

/**
 * What was made from each artwork and is listed for the viewer, newest first, at most `maximum` each, in the order of
 * `artworkIds`.
 */
export async function remixesOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
	maximum: number = maximumRemixes,
): Promise<readonly (readonly Artwork[])[]> {
	const columns = { owner: 'child."publishedById"', visibility: 'child.visibility' };
	const rows = await query<{ parentId: string; childId: string }>(
		store,
		`SELECT "parentId", "childId" FROM unnest($1::text[]) AS parent (id), LATERAL (
			SELECT "parentId", "childId", "sortKey" FROM "Lineage" JOIN "Artwork" AS child ON child.id = "childId"
			WHERE "parentId" = parent.id AND ${mayBeSeen(viewer, 'list', columns, '$3')} ORDER BY "sortKey" DESC, child.id DESC LIMIT $2
		) AS newest ORDER BY "sortKey" DESC, "childId" DESC`,
		[artworkIds, maximum, viewerValue(viewer)],
	);
	const children = await readArtworks(
		store,
		rows.map((row) => row.childId),
	);
	return artworkIds.map((id) =>
		rows.flatMap((row, index) => {
			const child = children[index];
			return row.parentId === id && child ? [child] : [];
		}),
	);
}
