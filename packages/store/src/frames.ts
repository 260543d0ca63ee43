/** @file Frames: the stored pictures of a render on its way. */
import { newIdentifier, type PreviewReference, type RenderEvent } from '@galatea/render';
import type { Queryable } from './store.ts';

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
