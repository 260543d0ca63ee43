/**
 * @file Whose render is next. People take turns: the one who was served longest ago comes first, with the next of their own
 * renders. All guests of a network take turns as one person, and alternate within them. Workers take from this line in one
 * statement, and estimates follow it: both read it here.
 */
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { type Claim, takeUp } from './attempts.ts';
import { isLeft } from './workers.ts';

/** So far ahead in the line a worker may take a render of the pack that it has loaded, in place of the first. */
const lookAhead = 4;

/**
 * The waiting renders of some packs with their `place` in the line, from 1, as a statement. `packIds` is SQL for an array of
 * text. Those that are paused stand in no line. Staff put some before all others (`priority` 1) or behind them (-1).
 */
export function lineOf(packIds: string): string {
	return `
		SELECT id, "packId", priority, "turnKey", "requestedById",
			row_number() OVER (ORDER BY priority DESC, round, "servedAt" NULLS FIRST, "createdAt", id)::int AS place
		FROM (
			SELECT *, row_number() OVER (
				PARTITION BY "turnKey", priority ORDER BY "ownRound", "ownServedAt" NULLS FIRST, "createdAt", id
			) AS round FROM (
				SELECT waiting.id, recipe."packId", waiting.priority, waiting."requestedById", waiting."createdAt",
					coalesce(charge."turnKey", waiting."requestedById") AS "turnKey", turn."servedAt",
					own."servedAt" AS "ownServedAt", row_number() OVER (
						PARTITION BY waiting."requestedById", waiting.priority
						ORDER BY waiting."ownPlace" NULLS LAST, waiting."createdAt", waiting.id
					) AS "ownRound"
				FROM "Render" AS waiting JOIN "Recipe" AS recipe ON recipe.hash = waiting."recipeHash"
					LEFT JOIN "RenderCharge" AS charge ON charge."renderId" = waiting.id
					LEFT JOIN "Turn" AS turn ON turn.key = coalesce(charge."turnKey", waiting."requestedById")
					LEFT JOIN "Turn" AS own ON own.key = waiting."requestedById"
				WHERE waiting.state = 'QUEUED' AND waiting."pausedAt" IS NULL AND recipe."packId" = ANY(${packIds})
			) AS own
		) AS round`;
}

/** Who wants a render, and what it has for it. */
export interface Taker {
	readonly workerName: string;
	readonly packIds: readonly string[];
	/** The pack that is loaded; null for none, and for a worker that has gone out of turn often enough. */
	readonly warmPackId: string | null;
}

/** A render that was taken up. */
export interface NextClaim {
	readonly claim: Claim;
	/** Whether another was before it, of a pack that is not loaded. */
	readonly isOutOfTurn: boolean;
}

interface NextRow {
	readonly id: string;
	readonly state: string;
	readonly place: number | null;
	readonly turnKey: string | null;
	readonly requestedById: string;
	readonly packId: string;
}

/**
 * Takes up the next render that a worker can serve: first one whose worker is gone, then the first in the line. Two workers that
 * ask at once get two different ones. Null when there is none. What was to be cancelled, or has lost too many workers, ends
 * on the way as `claimRender` says.
 */
export async function claimNextRender(store: Store, taker: Taker): Promise<NextClaim | null> {
	for (;;) {
		const outcome = await transaction(store, (sql) => takeNext(store, sql, taker));
		if (outcome === null || outcome.claim !== null) return outcome as NextClaim | null;
	}
}

async function takeNext(
	store: Store,
	sql: Queryable,
	{ workerName, packIds, warmPackId }: Taker,
): Promise<{ readonly claim: Claim | null; readonly isOutOfTurn: boolean } | null> {
	const [row] = await sql.query<NextRow>(
		`SELECT render.id, render.state, render."requestedById", line.place, line."turnKey", recipe."packId"
		 FROM "Render" AS render JOIN "Recipe" AS recipe ON recipe.hash = render."recipeHash"
			LEFT JOIN (${lineOf('$1')}) AS line ON line.id = render.id
		 WHERE render.state IN ('QUEUED', 'WARMING', 'RUNNING') AND recipe."packId" = ANY($1)
			AND CASE render.state WHEN 'QUEUED' THEN line.place IS NOT NULL AND render."pausedAt" IS NULL ELSE ${isLeft} END
		 ORDER BY render.state = 'QUEUED', line.priority DESC,
			(line.place <= ${lookAhead} AND recipe."packId" IS NOT DISTINCT FROM $2) DESC, line.place, render."createdAt", render.id
		 LIMIT 1 FOR UPDATE OF render SKIP LOCKED`,
		[packIds, warmPackId],
	);
	if (!row) return null;
	const claim = await takeUp(store, sql, row.id, workerName);
	if (claim !== null && row.state === 'QUEUED')
		await sql.query(
			`INSERT INTO "Turn" (key, "servedAt") SELECT key, clock_timestamp() FROM unnest($1::text[]) AS key ORDER BY key
			 ON CONFLICT (key) DO UPDATE SET "servedAt" = excluded."servedAt"`,
			[[...new Set([row.turnKey ?? row.requestedById, row.requestedById])]],
		);
	return { claim, isOutOfTurn: (row.place ?? 1) > 1 && row.packId === warmPackId };
}

/**
 * Lets go of a render that an attempt has not ended, so that any worker may go on with it at once. Without effect when another
 * attempt has it already.
 */
export async function releaseRender(store: Store, renderId: string, attempt: number): Promise<void> {
	await query(
		store,
		`UPDATE "Render" SET "workerName" = NULL WHERE id = $1 AND attempt = $2 AND state IN ('WARMING', 'RUNNING')`,
		[renderId, attempt],
	);
}
