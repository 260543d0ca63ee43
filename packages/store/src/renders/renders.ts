/** @file Renders as people see them: asked for, read, cancelled. */
import { createHash } from 'node:crypto';
import { hashRecipe, newIdentifier, parseRecipe, type Recipe, RenderError } from '@galatea/render';
import type { Visibility } from '../access/audience.ts';
import { type Viewer, visibleIds } from '../access/visibility.ts';
import { cancelChannel, eventChannel } from '../database/channels.ts';
import { sqlState } from '../database/database-errors.ts';
import { inOrder } from '../database/in-order.ts';
import { internals, type Queryable, query, type Store, transaction, withPrisma } from '../database/store.ts';
import { saveRecipe } from './recipes.ts';
import { databaseNow, recordEvent } from './record-event.ts';
import { asSeenBy, type Render, type WholeRender } from './render.ts';
import {
	findReachedLimit,
	limitError,
	type RenderAccount,
	reachedLimit,
	type Standing,
	unlimitedAccount,
	workOf,
} from './render-limits.ts';
import { asRender, renderParts } from './render-rows.ts';
import { distinctSources, inheritedLicences, type RenderSource, sourceColumns } from './render-sources.ts';
import { isLeft } from './workers.ts';

/**
 * Asks for a picture: the render is QUEUED, with its first event. The caller then puts its id into the queue.
 * The same `idempotencyKey` of the same person gives the same render again (`created` is false), whatever the recipe.
 * Throws `INVALID_RECIPE`, `NOT_FOUND` when the person or the artwork is not there, and `RenderLimitError` when its account has
 * asked for as much as it may.
 */
export async function createRender(
	store: Store,
	input: {
		readonly recipe: Recipe;
		/** Stored pictures that it is made with: who may watch it may have them. */
		readonly pictureKeys?: readonly string[];
		readonly userId: string;
		/** What it is made from; the first is what it is called a remix of. */
		readonly sources?: readonly RenderSource[];
		/**
		 * Renders of the same person that were not published and that it goes on with: what they are made from, it is made
		 * from, under the terms of then.
		 */
		readonly continuedIds?: readonly string[];
		readonly idempotencyKey?: string | null;
		/** The person's default when left out. */
		readonly visibility?: Visibility | null;
		/** Whether only the person may know how it is made; no when left out. */
		readonly recipeHidden?: boolean | null | undefined;
		/** As whom it is counted; without limits when left out. */
		readonly account?: RenderAccount;
	},
): Promise<{ readonly render: WholeRender; readonly created: boolean }> {
	const { account = unlimitedAccount(input.userId) } = input;
	// Its hash: the caller's text may be of any length and have any characters, a key of an index may not.
	const key = input.idempotencyKey == null ? null : createHash('sha256').update(input.idempotencyKey).digest('hex');
	const recipe = parseRecipe(input.recipe);
	const work = workOf(recipe, await stepsThere(store, recipe));
	const earlierOr = async (standing: Standing | null) => {
		const earlier = await findByKey(store, input.userId, key);
		if (earlier) return { render: earlier, created: false };
		if (standing) throw await limitError(internals(store), standing, work);
		return null;
	};
	// Before anything is written: the recipe of a render that is refused is not kept.
	const known = await findReachedLimit(internals(store), account, work);
	const answer = known && (await earlierOr(known));
	if (answer) return answer;
	const recipeHash = await saveRecipe(store, recipe);
	const id = newIdentifier('render');
	const sources = distinctSources(input.sources ?? []);
	const values = [
		id,
		recipeHash,
		input.userId,
		sources[0]?.artworkId ?? null,
		key,
		recipe.steps,
		input.visibility ?? null,
		input.pictureKeys ?? [],
		input.recipeHidden ?? false,
		...sourceColumns(sources),
		input.continuedIds ?? [],
	];
	const standing = await insertRender(store, values, account, work);
	if (standing === null) return { render: await mustGetRender(store, id), created: true };
	const earlier = await earlierOr(standing === 'ASKED' ? null : standing);
	if (earlier) return earlier;
	throw new Error(`Render ${id} was neither taken nor refused, and its person has none under the same key`);
}

/** The render that a person has asked for under a key; null when there is none, or no key. */
async function findByKey(store: Store, userId: string, key: string | null): Promise<WholeRender | null> {
	if (key === null) return null;
	const [earlier] = await query<{ id: string }>(
		store,
		'SELECT id FROM "Render" WHERE "requestedById" = $1 AND "idempotencyKey" = $2',
		[userId, key],
	);
	return earlier ? getRender(store, earlier.id) : null;
}

/** How many of its first steps a fork need not run: their state is kept. */
async function stepsThere(store: Store, { initial }: Recipe): Promise<number> {
	if (initial.kind !== 'fork') return 0;
	const kept = await query(
		store,
		`SELECT FROM "Checkpoint" AS checkpoint JOIN "Render" AS render ON render.id = "renderId"
		 WHERE "recipeHash" = $1 AND checkpoint.step = $2 LIMIT 1`,
		[hashRecipe(parseRecipe(initial.recipe)), initial.step],
	);
	return kept.length > 0 ? initial.step : 0;
}

/** Null when it was inserted; otherwise the limit that was reached, or `ASKED` when its key has a render already. */
async function insertRender(
	store: Store,
	values: readonly unknown[],
	account: RenderAccount,
	work: number,
): Promise<Standing | 'ASKED' | null> {
	return transaction(store, async (sql) => {
		// Two that ask at once would each not see the other: they come one after the other. A statement sees what was there when it
		// began, so that the lock is one of its own.
		await sql.query(`SELECT pg_advisory_xact_lock(hashtext('galatea: a render is asked for'))`);
		return insertIfWithin(sql, values, account, work);
	});
}

async function insertIfWithin(
	sql: Queryable,
	values: readonly unknown[],
	account: RenderAccount,
	work: number,
): Promise<Standing | 'ASKED' | null> {
	const all = [...values];
	const parameter = (value: unknown): string => `$${all.push(value)}`;
	try {
		const [row] = await sql.query<Partial<Standing> & { readonly isMade: boolean }>(
			`WITH ${reachedLimit(account, work, parameter)}, made AS (
				INSERT INTO "Render" (id, "recipeHash", "requestedById", "remixOfId", "idempotencyKey", steps, visibility, "recipeHidden", seq, "createdAt")
				SELECT $1, $2, $3, $4, $5, $6,
					coalesce($7::"Visibility", (SELECT "defaultVisibility" FROM "User" WHERE id = $3), 'PUBLIC'), $9, 1, clock_timestamp()
				WHERE NOT EXISTS (SELECT FROM reached)
				ON CONFLICT ("requestedById", "idempotencyKey") DO NOTHING
				RETURNING id
			), charged AS (
				INSERT INTO "RenderCharge" ("renderId", "turnKey", keys, work, "createdAt")
				SELECT id, ${parameter(account.turnKey)}, ${parameter(account.keys)}::text[], ${parameter(work)}, now() FROM made
			), attached AS (
				INSERT INTO "RenderFile" (key, "renderId") SELECT unnest($8::text[]), id FROM made
			), credited AS (
				INSERT INTO "RenderSource"
					("renderId", place, "artworkId", title, thumbhash, kind, step, share, licence, "inheritedLicences")
				SELECT made.id, row_number() OVER (ORDER BY inherited, place), "artworkId", title, thumbhash, kind, step, share, licence,
					terms
				FROM made, (
					SELECT false AS inherited, source.place, artwork.id AS "artworkId", title, "imageThumbhash" AS thumbhash,
						source.kind::"LineageKind", source.step, source.share, CASE WHEN "publishedById" <> $3 THEN licence END AS licence,
						CASE WHEN "publishedById" = $3 THEN ${inheritedLicences('artwork."renderId"')} ELSE '{}' END AS terms
					FROM unnest($10::text[], $11::text[], $12::int[], $13::float[]) WITH ORDINALITY
						AS source (id, kind, step, share, place) JOIN "Artwork" AS artwork ON artwork.id = source.id
					UNION ALL (
						SELECT DISTINCT ON (coalesce("artworkId", "renderId" || place)) true, place, "artworkId", title, thumbhash, kind, step,
							share, licence, "inheritedLicences" FROM "RenderSource"
						WHERE "renderId" = ANY($14) AND ("artworkId" IS NULL OR "artworkId" <> ALL($10))
						ORDER BY coalesce("artworkId", "renderId" || place), place
					)
				) AS source
			), appended AS (
				INSERT INTO "RenderEvent" ("renderId", seq, attempt, type, body, at)
				SELECT id, 1, 0, 'queued', '{"type": "queued"}', clock_timestamp() FROM made
				RETURNING seq
			)
			SELECT made.id IS NOT NULL AS "isMade", reached.*,
				CASE WHEN made.id IS NOT NULL THEN pg_notify('${eventChannel}', made.id || ':' || appended.seq) END
			FROM (SELECT) AS one LEFT JOIN made ON true LEFT JOIN appended ON true LEFT JOIN reached ON true`,
			all,
		);
		if (!row || row.isMade) return null;
		const { scope, key, waiting, maximumWaiting, work: spent, maximumWork } = row;
		return scope == null ? 'ASKED' : ({ scope, key, waiting, maximumWaiting, work: spent, maximumWork } as Standing);
	} catch (error) {
		// 23503: a row that is referred to is missing.
		if (sqlState(error) !== '23503') throw error;
		const { constraint } = error as { constraint?: string };
		const missing = constraint === 'Render_requestedById_fkey' ? 'user' : 'artwork';
		throw new RenderError('NOT_FOUND', `The ${missing} of this render does not exist`, { cause: error });
	}
}

/**
 * Null when there is none. Asks nobody who may see it or know its recipe: for workers, and for its person, who has asked
 * {@link getRenders} before.
 */
export async function getRender(store: Store, id: string): Promise<WholeRender | null> {
	const row = await withPrisma(store, (prisma) => prisma.render.findUnique({ where: { id }, include: renderParts }));
	return row && asRender(row);
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

async function mustGetRender(store: Store, id: string): Promise<WholeRender> {
	const render = await getRender(store, id);
	if (!render) throw new RenderError('NOT_FOUND', `There is no render ${id}`);
	return render;
}
