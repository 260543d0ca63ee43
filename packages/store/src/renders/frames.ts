/** @file Frames: the stored pictures of a render on its way. */
import { newIdentifier, type PreviewReference, type RenderEvent } from '@galatea/render';
import { type Queryable, query, type Store } from '../database/store.ts';

/** Keeps the picture that came with an event. A step that is computed again after a restart takes the place of the first. */
export async function saveFrame(
	sql: Queryable,
	renderId: string,
	event: RenderEvent,
	frame: { readonly preview: PreviewReference; readonly loss: number },
): Promise<void> {
	const { key, thumbhash, width, height, step } = frame.preview;
	await sql.query(
		`INSERT INTO "Frame" (id, "renderId", step, attempt, seq, loss, "previewKey", thumbhash, width, height)
		 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		 ON CONFLICT ("renderId", step) DO UPDATE SET attempt = excluded.attempt, seq = excluded.seq,
			loss = excluded.loss, "previewKey" = excluded."previewKey", thumbhash = excluded.thumbhash,
			width = excluded.width, height = excluded.height`,
		[newIdentifier('frame'), renderId, step, event.attempt, event.seq, frame.loss, key, thumbhash, width, height],
	);
}

/**
 * The stored pictures of a render on its way, rising by step: all of them, or evenly chosen ones when there are more than
 * `maximum` (at least 2), the first and the last among them.
 */
export async function framesOf(store: Store, renderId: string, maximum: number): Promise<readonly PreviewReference[]> {
	return query<PreviewReference & { readonly step: number }>(
		store,
		`WITH numbered AS (
			SELECT "previewKey", thumbhash, width, height, step,
				row_number() OVER (ORDER BY step) - 1 AS place, count(*) OVER () AS total
			FROM "Frame" WHERE "renderId" = $1
		), wanted AS (
			SELECT DISTINCT round(part * (total - 1)::numeric / ($2 - 1)) AS place
			FROM generate_series(0, $2::int - 1) AS part, (SELECT max(total) AS total FROM numbered) AS all_of_them
		)
		SELECT "previewKey" AS key, thumbhash, width, height, step
		FROM numbered JOIN wanted USING (place) ORDER BY step`,
		[renderId, maximum],
	);
}
