/** @file For how long pictures of single steps are kept, those to be published among them: the film of a render is, so each can be decoded again. */
import { query, type Store, transaction } from '../database/store.ts';
import { removeUnused } from '../files/uploads.ts';

/** So long after somebody last asked for it a picture is forgotten. */
const keptDays = 30;
/** Who waits for one asks again within seconds; what nobody waits for any more is not decoded. */
const wantedMinutes = 10;

/** Forgets pictures of steps that nobody asks for any more, and removes those files that nothing else needs. */
export async function forgetStepPictures(store: Store): Promise<void> {
	await query(
		store,
		`DELETE FROM "StepPicture" WHERE "previewKey" IS NULL AND "askedAt" < now() - interval '${wantedMinutes} minutes'`,
	);
	const keys = await transaction(store, async (sql) => {
		const gone = await sql.query<{ renderId: string; key: string }>(
			`DELETE FROM "StepPicture" WHERE "askedAt" < now() - interval '${keptDays} days' RETURNING "renderId", "previewKey" AS key`,
		);
		if (gone.length === 0) return [];
		// The same bytes may be another step's, or have been stored on the way.
		await sql.query(
			`DELETE FROM "RenderFile" AS file USING unnest($1::text[], $2::text[]) AS gone(render_id, name)
			 WHERE file."renderId" = render_id AND file.key = name
				AND NOT EXISTS (SELECT FROM "StepPicture" WHERE "renderId" = render_id AND "previewKey" = name)
				AND NOT EXISTS (SELECT FROM "Frame" WHERE "renderId" = render_id AND "previewKey" = name)
				AND NOT EXISTS (SELECT FROM "Render" WHERE id = render_id AND name IN ("previewKey", "thumbnailKey"))
				AND NOT EXISTS (SELECT FROM "RenderEvent" WHERE "renderId" = render_id AND body -> 'preview' ->> 'key' = name)`,
			[gone.map(({ renderId }) => renderId), gone.map(({ key }) => key)],
		);
		return gone.map(({ key }) => key);
	});
	await removeUnused(store, keys);
}

/**
 * Forgets steps that were kept a while ago and neither hang nor are what a stopped run has come to, and removes those files that nothing
 * else needs: as long as its film is there, a step can be kept again.
 */
export async function forgetKeptSteps(store: Store): Promise<void> {
	const keys = await transaction(store, async (sql) => {
		const gone = await sql.query<{ renderId: string; key: string }>(
			`WITH forgotten AS (
				DELETE FROM "KeptStep" AS kept WHERE "requestedAt" < now() - interval '${keptDays} days'
					AND NOT EXISTS (SELECT FROM "Artwork" AS shown WHERE shown."renderId" = kept."renderId" AND shown."imageKey" = kept."imageKey")
					AND NOT EXISTS (SELECT FROM "Render" WHERE id = kept."renderId" AND "Render"."imageKey" = kept."imageKey")
				RETURNING "renderId", "imageKey", "thumbnailKey"
			 ) SELECT "renderId", key FROM forgotten, unnest(ARRAY["imageKey", "thumbnailKey"]) AS key WHERE key IS NOT NULL`,
		);
		if (gone.length === 0) return [];
		// Of a very long run two numbers may have been of the same step.
		await sql.query(
			`DELETE FROM "RenderFile" AS file USING unnest($1::text[], $2::text[]) AS gone(render_id, name)
			 WHERE file."renderId" = render_id AND file.key = name
				AND NOT EXISTS (SELECT FROM "KeptStep" WHERE "renderId" = render_id AND name IN ("imageKey", "thumbnailKey"))
				AND NOT EXISTS (SELECT FROM "Artwork" WHERE "renderId" = render_id AND name IN ("imageKey", "thumbnailKey"))
				AND NOT EXISTS (SELECT FROM "Render" WHERE id = render_id AND name IN ("imageKey", "thumbnailKey"))`,
			[gone.map(({ renderId }) => renderId), gone.map(({ key }) => key)],
		);
		return gone.map(({ key }) => key);
	});
	await removeUnused(store, keys);
}
