/** @file Renders that are in progress and may be watched, for the list of what is live now. */

import { mayBeSeen, type Viewer, viewerValue } from '../access/visibility.ts';
import { query, type Store } from '../database/store.ts';
import type { Render } from './render.ts';
import { getRenders } from './renders.ts';

/** Of one list; more than there are workers in most galleries. */
const maximumLiveRenders = 48;

/** Those that a worker has now and that are listed for the viewer: what began last comes first, at most 48. */
export async function liveRenders(store: Store, viewer: Viewer): Promise<readonly Render[]> {
	const columns = { owner: '"requestedById"', visibility: 'visibility' };
	const rows = await query<{ id: string }>(
		store,
		`SELECT id FROM "Render" WHERE state IN ('WARMING', 'RUNNING') AND ${mayBeSeen(viewer, 'list', columns, '$1')}
		 ORDER BY "createdAt" DESC, id DESC LIMIT ${maximumLiveRenders}`,
		[viewerValue(viewer)],
	);
	const renders = await getRenders(
		store,
		rows.map((row) => row.id),
		viewer,
	);
	// One may have ended between the two statements.
	return renders.filter((render) => render?.state === 'WARMING' || render?.state === 'RUNNING') as readonly Render[];
}
