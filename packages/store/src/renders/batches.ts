/**
 * @file Batches: renders that were asked for together, one recipe with several seeds. A batch is nothing beside its renders: who may
 * see any of them may see it, with those alone, and it is gone when the last of them is.
 */
import type { Viewer } from '../access/visibility.ts';
import { query, type Store } from '../database/store.ts';
import type { Render } from './render.ts';
import { getRenders } from './renders.ts';

/** Renders of one batch: as many as are compared at a glance. */
export const maximumBatch = 4;

/** As far as a viewer may see it. */
export interface RenderBatch {
	readonly id: string;
	readonly requestedById: string;
	/** In the order in which they were asked for; at least one. */
	readonly renders: readonly Render[];
}

/** Null when there is none, or the viewer may see nothing of it. */
export async function findBatch(store: Store, id: string, viewer: Viewer): Promise<RenderBatch | null> {
	const seen = await getRenders(store, await rendersOfBatch(store, id), viewer);
	const renders = seen.flatMap((render) => render ?? []);
	const [first] = renders;
	return first ? { id, requestedById: first.requestedById, renders } : null;
}

/** Ids of all that are still there, in the order in which they were asked for. Asks nobody who may see them. */
export async function rendersOfBatch(store: Store, id: string): Promise<readonly string[]> {
	const rows = await query<{ id: string }>(
		store,
		'SELECT id FROM "Render" WHERE "batchId" = $1 ORDER BY "batchPlace"',
		[id],
	);
	return rows.map((row) => row.id);
}
