/** @file Renders as people see them: read, and cancelled. */
import { RenderError } from '@galatea/render';
import { type Viewer, visibleIds } from '../access/visibility.ts';
import { cancelChannel } from '../database/channels.ts';
import { inOrder } from '../database/in-order.ts';
import { type Queryable, query, type Store, transaction, withPrisma } from '../database/store.ts';
import { databaseNow, recordEvent } from './record-event.ts';
import { asSeenBy, type Render, type WholeRender } from './render.ts';
import { asRender, renderParts } from './render-rows.ts';
import { isLeft } from './workers.ts';

/**
 * Null when there is none. Asks nobody who may see it or know its recipe: for workers, and for its person, who has asked
 * {@link getRenders} before.
 */
export async function getRender(store: Store, id: string): Promise<WholeRender | null> {
	const row = await withPrisma(store, (prisma) => prisma.render.findUnique({ where: { id }, include: renderParts }));
	return row && asRender(row);
}

/** All of them, in the order of `ids`, without asking who may see them. Throws `NOT_FOUND`. */
export async function mustGetRenders(store: Store, ids: readonly string[]): Promise<readonly WholeRender[]> {
	const rows = await withPrisma(store, (prisma) =>
		prisma.render.findMany({ where: { id: { in: [...ids] } }, include: renderParts }),
	);
	const renders = inOrder(ids, rows.map(asRender));
	for (const [index, render] of renders.entries())
		if (!render) throw new RenderError('NOT_FOUND', `There is no render ${ids[index]}`);
	return renders as readonly WholeRender[];
}

/** In the order of `ids`, null where there is none that the viewer may see. */
export async function getRenders(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly (Render | null)[]> {
	const visible = await visibleIds(store, 'Render', ids, viewer);
	const rows = await withPrisma(store, (prisma) =>
		prisma.render.findMany({ where: { id: { in: [...visible] } }, include: renderParts }),
	);
	return inOrder(
		ids,
		rows.map((row) => asSeenBy(asRender(row), viewer)),
	);
}

/**
 * Asks for an end. A waiting render is CANCELLED at once; of a running one the worker is told, and it ends at the next
 * step. Asking twice is once. Who may ask is for the caller to check.
 * Throws `NOT_FOUND` and `ALREADY_FINISHED`.
 */
export async function requestCancel(store: Store, id: string): Promise<WholeRender> {
	const asked = await transaction(store, (sql) => cancelOn(sql, id));
	const render = await getRender(store, id);
	if (!render) throw new RenderError('NOT_FOUND', `There is no render ${id}`);
	if (!asked) throw new RenderError('ALREADY_FINISHED', `Render ${id} has already ended: it is ${render.state}`);
	return render;
}

/** {@link requestCancel} inside a transaction; whether there was something to end. */
export async function cancelOn(sql: Queryable, id: string): Promise<boolean> {
	const ended = await recordEvent(sql, {
		renderId: id,
		states: ['QUEUED'],
		body: { type: 'cancelled', step: 0 },
		assignments: { state: 'CANCELLED', cancelRequestedAt: databaseNow, finishedAt: databaseNow },
	});
	if (ended) {
		// What never began has cost nothing.
		await sql.query('DELETE FROM "RenderCharge" USING "Render" WHERE "renderId" = $1 AND id = $1 AND attempt = 0', [
			id,
		]);
		return true;
	}
	const told = await sql.query(
		`WITH marked AS (
			UPDATE "Render" SET "cancelRequestedAt" = coalesce("cancelRequestedAt", clock_timestamp())
			WHERE id = $1 AND state IN ('WARMING', 'RUNNING') RETURNING id
		)
		SELECT pg_notify('${cancelChannel}', id) FROM marked`,
		[id],
	);
	return told.length > 0;
}

/** A render for the queue, which goes to who has its pack. */
interface QueuedRender {
	readonly id: string;
	readonly packId: string;
}

/**
 * Renders that the queue should have, oldest first: those that wait and are not paused, those whose worker is gone, and finished
 * ones whose video waits. To be added to the queue whenever a process starts, in case one died between the database and the queue;
 * adding twice is safe.
 */
export async function queuedRenders(store: Store): Promise<readonly QueuedRender[]> {
	return query<QueuedRender>(
		store,
		`SELECT id, "packId" FROM "Render" AS render JOIN "Recipe" ON hash = "recipeHash"
		 WHERE state = 'QUEUED' AND "pausedAt" IS NULL OR state IN ('WARMING', 'RUNNING') AND ${isLeft}
			OR id IN (SELECT "renderId" FROM "Video" WHERE "webpKey" IS NULL AND failure IS NULL)
		 ORDER BY render."createdAt", id`,
	);
}
