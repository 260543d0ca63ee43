/** @file Reading what happened to a render. */
import type { RenderEvent } from '@galatea/render';
import { query, type Store } from '../database/store.ts';
import { asEvent, type EventRow } from './render-rows.ts';

/** More than are ever kept of one render but for the longest; a reader asks again from the last it got. */
const maximumEvents = 1_000;

/**
 * The events after number `afterSeq` (0 for all), rising, at most 1,000. Numbers may be missing: old progress is not
 * kept, and needs no catching up, since the render's row has its newest state.
 */
export async function eventsSince(store: Store, renderId: string, afterSeq: number): Promise<readonly RenderEvent[]> {
	const rows = await query<EventRow>(
		store,
		`SELECT seq, attempt, body, at FROM "RenderEvent" WHERE "renderId" = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
		[renderId, afterSeq, maximumEvents],
	);
	return rows.map(asEvent);
}
