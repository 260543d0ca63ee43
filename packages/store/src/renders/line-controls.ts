/**
 * @file What people do to their own waiting renders (let them wait, and order them), and what staff do to anybody's. Each rings for the
 * renders it concerns, whose watchers then look at the line again.
 */
import { RenderError } from '@galatea/render';
import { eventChannel } from '../database/channels.ts';
import { query, type Store, transaction } from '../database/store.ts';

/** Where staff put a render: before all others, by turns, or behind all others. */
export const renderPriorities = ['FIRST', 'BY_TURNS', 'LAST'] as const;
export type RenderPriority = (typeof renderPriorities)[number];

const priorityNumbers: Readonly<Record<RenderPriority, number>> = { FIRST: 1, BY_TURNS: 0, LAST: -1 };

/** How many renders one call orders: more than anybody's line in view. */
export const maximumOrdered = 200;

/**
 * Lets a waiting render of `userId` wait until told otherwise, or take its turns again. Twice is once. Who goes on is as who
 * asked then: its place among the person's own is as before. Throws `NOT_FOUND`, `NOT_ALLOWED` for somebody else's, and
 * `ALREADY_FINISHED` for one that does not wait any more.
 */
export async function setRenderPaused(
	store: Store,
	{ renderId, userId, paused }: { readonly renderId: string; readonly userId: string; readonly paused: boolean },
): Promise<void> {
	await change(
		store,
		renderId,
		userId,
		`"pausedAt" = CASE WHEN $2 THEN coalesce("pausedAt", clock_timestamp()) END`,
		paused,
	);
}

/** Puts a waiting render before all others, behind them, or back into turns. That `staff` asks is for the caller to check. */
export async function setRenderPriority(store: Store, renderId: string, priority: RenderPriority): Promise<void> {
	await change(store, renderId, null, 'priority = $2', priorityNumbers[priority]);
}

async function change(
	store: Store,
	renderId: string,
	userId: string | null,
	assignment: string,
	value: boolean | number,
): Promise<void> {
	await transaction(store, async (sql) => {
		const [render] = await sql.query<{ state: string; requestedById: string }>(
			'SELECT state, "requestedById" FROM "Render" WHERE id = $1 FOR UPDATE',
			[renderId],
		);
		if (!render) throw new RenderError('NOT_FOUND', `There is no render ${renderId}`);
		if (userId !== null && render.requestedById !== userId)
			throw new RenderError('NOT_ALLOWED', 'Only who asked for a render can let it wait');
		if (render.state !== 'QUEUED')
			throw new RenderError('ALREADY_FINISHED', `Render ${renderId} waits no more: it is ${render.state}`);
		await sql.query(
			`WITH changed AS (UPDATE "Render" SET ${assignment} WHERE id = $1 RETURNING id, seq)
			 SELECT pg_notify('${eventChannel}', id || ':' || seq) FROM changed`,
			[renderId, value],
		);
	});
}

/**
 * Orders the waiting renders of a person: these first, in this order, then the others in the order of asking. Ids of others, and of
 * what does not wait, are passed over. Throws a RangeError on more than {@link maximumOrdered}. Returns the ids that were ordered.
 */
export async function orderRenders(store: Store, userId: string, ids: readonly string[]): Promise<readonly string[]> {
	if (ids.length > maximumOrdered) throw new RangeError(`At most ${maximumOrdered} renders are ordered at once`);
	const rows = await query<{ id: string; ownPlace: number | null }>(
		store,
		`WITH changed AS (
			UPDATE "Render" AS render SET "ownPlace" = wanted.place FROM "Render" AS own
				LEFT JOIN (SELECT id, min(place)::int AS place FROM unnest($2::text[]) WITH ORDINALITY AS each (id, place) GROUP BY id) AS wanted
					ON wanted.id = own.id
			WHERE own.id = render.id AND own."requestedById" = $1 AND own.state = 'QUEUED' AND render.state = 'QUEUED'
			RETURNING render.id, render.seq, render."ownPlace"
		)
		SELECT id, "ownPlace", pg_notify('${eventChannel}', id || ':' || seq) FROM changed ORDER BY "ownPlace"`,
		[userId, ids],
	);
	return rows.filter(({ ownPlace }) => ownPlace !== null).map(({ id }) => id);
}
