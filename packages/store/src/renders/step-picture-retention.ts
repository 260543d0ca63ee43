/** @file For how long pictures of single steps are kept: the film of a render is, so each can be decoded again. */
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
