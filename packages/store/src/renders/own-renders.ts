/** @file What a person has asked for, whatever became of it: for that person alone. */

import type { Viewer } from '../access/visibility.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { printTimeCursor, readTimeCursor, type TimePlace } from '../database/time-cursor.ts';
import type { Render } from './render.ts';
import { getRenders } from './renders.ts';

/** How far a render has come, as its person looks for it. UNPUBLISHED has a picture and hangs nowhere; ENDED failed, or was stopped and not kept. */
export const renderStages = ['IN_PROGRESS', 'UNPUBLISHED', 'PUBLISHED', 'ENDED'] as const;
export type RenderStage = (typeof renderStages)[number];

const hangs = 'EXISTS (SELECT FROM "Artwork" WHERE "renderId" = render.id)';
const conditions: Readonly<Record<RenderStage, string>> = {
	IN_PROGRESS: `state IN ('QUEUED', 'WARMING', 'RUNNING')`,
	UNPUBLISHED: `"imageKey" IS NOT NULL AND NOT ${hangs}`,
	PUBLISHED: hangs,
	ENDED: `state IN ('FAILED', 'CANCELLED') AND "imageKey" IS NULL AND NOT ${hangs}`,
};

export interface OwnRenderPage {
	readonly edges: readonly { readonly cursor: string; readonly render: Render }[];
	readonly hasNextPage: boolean;
}

/**
 * The renders of `viewer`, the newest first; with a stage those alone. Nobody has none. Throws a RangeError on `first`
 * (1 to 100), `CursorError` on `after`.
 */
export async function listOwnRenders(
	store: Store,
	page: { readonly first: number; readonly after: string | null; readonly stage: RenderStage | null },
	viewer: Viewer,
): Promise<OwnRenderPage> {
	if (!Number.isInteger(page.first) || page.first < 1 || page.first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} renders, not ${page.first}`);
	const after = readTimeCursor(page.after, 'render');
	const rows = await query<TimePlace>(
		store,
		`SELECT id, "createdAt" FROM "Render" AS render WHERE "requestedById" = $1
			${page.stage ? `AND ${conditions[page.stage]}` : ''}
			${after ? 'AND ("createdAt", id) < ($3::timestamptz, $4)' : ''}
		 ORDER BY "createdAt" DESC, id DESC LIMIT $2`,
		[viewer.userId, page.first + 1, ...(after ? [after.createdAt, after.id] : [])],
	);
	const shown = rows.slice(0, page.first);
	const renders = await getRenders(
		store,
		shown.map(({ id }) => id),
		viewer,
	);
	// One may have gone between the two statements.
	const edges = shown.flatMap((row, index) => {
		const render = renders[index];
		return render ? { cursor: printTimeCursor(row), render } : [];
	});
	return { edges, hasNextPage: rows.length > page.first };
}
