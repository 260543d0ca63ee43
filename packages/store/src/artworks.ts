/** @file Published pictures, and what they were made from. */
import { maximumTitleLength, newIdentifier, RenderError, type RenderState } from '@galatea/render';
import { inOrder } from './in-order.ts';
import { artworkParts, asArtwork } from './rows.ts';
import { type Queryable, query, type Store, transaction, withPrisma } from './store.ts';
import type { Artwork, ArtworkPage, Lineage } from './types.ts';

/** Artworks of one page at most. */
export const maximumPageSize = 100;
const maximumRemixes = 50;

/** A cursor that {@link listArtworks} never gave out. */
export class CursorError extends Error {
	override readonly name = 'CursorError';
}

interface PublishableRow {
	readonly state: RenderState;
	readonly requestedById: string;
	readonly remixOfId: string | null;
}

/**
 * Publishes the picture of a finished render, and credits the artwork that it started from.
 * Publishing again gives the same artwork, with its first title.
 * Throws `INVALID_TITLE`, `NOT_FOUND`, `NOT_ALLOWED` (somebody else's render) and `NOT_FINISHED`.
 */
export async function publishRender(
	store: Store,
	input: { readonly renderId: string; readonly title: string; readonly userId: string },
): Promise<Artwork> {
	const title = checkTitle(input.title);
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
		return insertArtwork(sql, input.renderId, title, row.remixOfId);
	});
	const artwork = await getArtwork(store, id);
	if (!artwork) throw new RenderError('NOT_FOUND', `Artwork ${id} was removed as soon as it was published`);
	return artwork;
}

function checkTitle(text: string): string {
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
	renderId: string,
	title: string,
	parentId: string | null,
): Promise<string> {
	const id = newIdentifier('artwork');
	// The key is made here, once: it is the database's clock, and always above the parent's.
	await sql.query(
		`INSERT INTO "Artwork" (id, title, "renderId", "recipeHash", "publishedById", "publishedAt", "sortKey",
			"imageKey", "imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight")
		 SELECT $1, $2, id, "recipeHash", "requestedById", clock_timestamp(),
			greatest((extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
				1 + (SELECT "sortKey" FROM "Artwork" WHERE id = $4)),
			"imageKey", "imageThumbhash", "imageWidth", "imageHeight", "thumbnailKey", "thumbnailWidth", "thumbnailHeight"
		 FROM "Render" WHERE id = $3`,
		[id, title, renderId, parentId],
	);
	await sql.query(
		`INSERT INTO "Lineage" (id, "childId", "parentId", "parentTitle", "parentThumbhash", kind, "parentStep", "createdBy")
		 SELECT $1, $2, id, title, "imageThumbhash", 'REMIX', (
			SELECT (json #>> '{initial,step}')::int FROM "Render" JOIN "Recipe" ON hash = "Render"."recipeHash"
			WHERE "Render".id = $4 AND json #>> '{initial,kind}' = 'fork'
		 ), 'SERVER' FROM "Artwork" WHERE id = $3`,
		[newIdentifier('lineage'), id, parentId, renderId],
	);
	return id;
}

/** Null when there is none. */
export async function getArtwork(store: Store, id: string): Promise<Artwork | null> {
	const [artwork] = await getArtworks(store, [id]);
	return artwork ?? null;
}

/** In the order of `ids`, null where there is none. */
export async function getArtworks(store: Store, ids: readonly string[]): Promise<readonly (Artwork | null)[]> {
	const rows = await withPrisma(store, (prisma) =>
		prisma.artwork.findMany({ where: { id: { in: [...ids] } }, include: artworkParts }),
	);
	return inOrder(ids, rows.map(asArtwork));
}

/**
 * A page of artworks, newest first: `first` of them (1 to 100) after the cursor `after`. What is published meanwhile
 * comes before the first page and moves nothing. Throws a RangeError on `first`, {@link CursorError} on `after`.
 */
export async function listArtworks(
	store: Store,
	page: { readonly first: number; readonly after?: string | null },
): Promise<ArtworkPage> {
	if (!Number.isInteger(page.first) || page.first < 1 || page.first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} artworks, not ${page.first}`);
	const after = page.after == null ? null : readCursor(page.after);
	const places = await query<{ id: string; sortKey: string }>(
		store,
		`SELECT id, "sortKey" FROM "Artwork"
		 ${after ? 'WHERE ("sortKey", id) < ($2, $3)' : ''}
		 ORDER BY "sortKey" DESC, id DESC LIMIT $1`,
		after ? [page.first + 1, after.sortKey, after.id] : [page.first + 1],
	);
	const shown = places.slice(0, page.first);
	const artworks = await getArtworks(
		store,
		shown.map((place) => place.id),
	);
	const edges = shown.flatMap((place, index) => {
		const artwork = artworks[index];
		return artwork ? [{ cursor: printCursor(place), artwork }] : [];
	});
	return { edges, hasNextPage: places.length > page.first };
}

function printCursor(place: { readonly id: string; readonly sortKey: string }): string {
	return Buffer.from(`${place.sortKey}:${place.id}`).toString('base64url');
}

function readCursor(cursor: string): { readonly id: string; readonly sortKey: string } {
	const [, sortKey, id] = /^(\d{1,18}):(art_[0-9a-z]{26})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
	if (!sortKey || !id) throw new CursorError('This is not a cursor of this list: leave it out to begin at the newest');
	return { sortKey, id };
}

/** What each artwork was made from, in the order of `artworkIds`. */
export async function parentsOf(store: Store, artworkIds: readonly string[]): Promise<readonly (readonly Lineage[])[]> {
	const rows = await query<Lineage & { readonly childId: string }>(
		store,
		`SELECT "childId", "parentId", "parentTitle", "parentThumbhash", "parentStep" FROM "Lineage"
		 WHERE "childId" = ANY($1) ORDER BY "createdAt", id`,
		[artworkIds],
	);
	return artworkIds.map((id) => rows.filter((row) => row.childId === id));
}

/** What was made from each artwork, newest first, at most `maximum` each, in the order of `artworkIds`. */
export async function remixesOf(
	store: Store,
	artworkIds: readonly string[],
	maximum: number = maximumRemixes,
): Promise<readonly (readonly Artwork[])[]> {
	const rows = await query<{ parentId: string; childId: string }>(
		store,
		`SELECT "parentId", "childId" FROM unnest($1::text[]) AS parent (id), LATERAL (
			SELECT "parentId", "childId", "sortKey" FROM "Lineage" JOIN "Artwork" AS child ON child.id = "childId"
			WHERE "parentId" = parent.id ORDER BY "sortKey" DESC, child.id DESC LIMIT $2
		) AS newest ORDER BY "sortKey" DESC, "childId" DESC`,
		[artworkIds, maximum],
	);
	const children = await getArtworks(
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
