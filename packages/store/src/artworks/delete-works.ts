/**
 * @file Deleting what one has made. Rows go at once, and with them comments, reactions, open reports and news about it; files
 * soon after, as far as nothing else has them. The log of moderation stays, and so do credits: with title and thumbhash.
 */
import { RenderError } from '@galatea/render';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { discardFiles } from '../files/discarded-files.ts';

/**
 * Deletes an artwork of `userId`, and its render with it. What others have made from it stays; a fork that is still to be
 * rendered runs the steps before it again. Throws `NOT_FOUND`, and `NOT_ALLOWED` for somebody else's.
 */
export async function deleteArtwork(
	store: Store,
	{ id, userId }: { readonly id: string; readonly userId: string },
): Promise<void> {
	await transaction(store, async (sql) => {
		const [artwork] = await sql.query<{ renderId: string; publishedById: string }>(
			'SELECT "renderId", "publishedById" FROM "Artwork" WHERE id = $1 FOR UPDATE',
			[id],
		);
		if (!artwork) throw new RenderError('NOT_FOUND', `There is no artwork ${id}`);
		if (artwork.publishedById !== userId)
			throw new RenderError('NOT_ALLOWED', 'Only who published a picture can delete it');
		await deleteArtworks(sql, [id]);
		await deleteRenders(sql, [artwork.renderId]);
	});
}

/**
 * Deletes a render of `userId` that is over and not published. Throws `NOT_FOUND`, `NOT_FINISHED` while it is under way, and
 * `NOT_ALLOWED` for somebody else's and for one that is published: its artwork is deleted instead.
 */
export async function deleteRender(
	store: Store,
	{ id, userId }: { readonly id: string; readonly userId: string },
): Promise<void> {
	await transaction(store, async (sql) => {
		// A publication that is under way holds the row, and is seen below once it is done.
		const [render] = await sql.query<{ state: string; requestedById: string }>(
			'SELECT state, "requestedById" FROM "Render" WHERE id = $1 FOR UPDATE',
			[id],
		);
		if (!render) throw new RenderError('NOT_FOUND', `There is no render ${id}`);
		if (render.requestedById !== userId)
			throw new RenderError('NOT_ALLOWED', 'Only who asked for a render can delete it');
		if (!['DONE', 'FAILED', 'CANCELLED'].includes(render.state))
			throw new RenderError('NOT_FINISHED', 'It is under way: stop it first');
		const published = await sql.query('SELECT FROM "Artwork" WHERE "renderId" = $1', [id]);
		if (published.length > 0) throw new RenderError('NOT_ALLOWED', 'It is published: delete its artwork');
		await deleteRenders(sql, [id]);
	});
}

/** Deletes artworks. Credits keep title and thumbhash of what everybody could see, and of anything else only that it was. */
export async function deleteArtworks(sql: Queryable, ids: readonly string[]): Promise<void> {
	const secret = `SELECT id FROM "Artwork" WHERE id = ANY($1)
		AND NOT (visibility = 'PUBLIC' AND NOT hidden AND "contentLevel" <> 'ADULTS')`;
	await sql.query(`UPDATE "Lineage" SET "parentTitle" = '', "parentThumbhash" = '' WHERE "parentId" IN (${secret})`, [
		ids,
	]);
	await sql.query(`UPDATE "RenderSource" SET title = '', thumbhash = '' WHERE "artworkId" IN (${secret})`, [ids]);
	await sql.query('DELETE FROM "Artwork" WHERE id = ANY($1)', [ids]);
}

/** Deletes renders that no artwork shows any more, and lets their files go. */
export async function deleteRenders(sql: Queryable, ids: readonly string[]): Promise<void> {
	const files = await sql.query<{ key: string }>(
		`SELECT key FROM "RenderFile" WHERE "renderId" = ANY($1) UNION
		 SELECT "filmKey" FROM "Render" WHERE id = ANY($1) AND "filmKey" IS NOT NULL UNION
		 SELECT "blobKey" FROM "Checkpoint" WHERE "renderId" = ANY($1)`,
		[ids],
	);
	await sql.query('DELETE FROM "Render" WHERE id = ANY($1)', [ids]);
	await discardFiles(
		sql,
		files.map(({ key }) => key),
	);
}
