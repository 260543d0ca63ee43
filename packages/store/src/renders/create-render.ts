/** @file Asking for renders: one, or several as a batch, all of them or none. */
import { createHash } from 'node:crypto';
import { hashRecipe, newIdentifier, parseRecipe, type Recipe, RenderError } from '@galatea/render';
import type { Visibility } from '../access/audience.ts';
import { eventChannel } from '../database/channels.ts';
import { sqlState } from '../database/database-errors.ts';
import { internals, type Queryable, query, type Store, transaction } from '../database/store.ts';
import { maximumBatch, rendersOfBatch } from './batches.ts';
import { saveRecipe } from './recipes.ts';
import type { WholeRender } from './render.ts';
import {
	type AskedWork,
	findReachedLimit,
	limitError,
	type RenderAccount,
	reachedLimit,
	type Standing,
	unlimitedAccount,
	workOf,
} from './render-limits.ts';
import { distinctSources, inheritedLicences, type RenderSource, sourceColumns } from './render-sources.ts';
import { getRender, mustGetRenders } from './renders.ts';

/** What is asked for beside the recipe. */
interface AskedRender {
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
}

/**
 * Asks for a picture: the render is QUEUED, with its first event. The caller then puts its id into the queue.
 * The same `idempotencyKey` of the same person gives the same render again (`created` is false), whatever the recipe.
 * Throws `INVALID_RECIPE`, `NOT_FOUND` when the person or the artwork is not there, and `RenderLimitError` when its account has
 * asked for as much as it may.
 */
export async function createRender(
	store: Store,
	{ recipe, ...asked }: AskedRender & { readonly recipe: Recipe },
): Promise<{ readonly render: WholeRender; readonly created: boolean }> {
	const { renders, created } = await createAll(store, [recipe], asked, null);
	return { render: renders[0] as WholeRender, created };
}

/**
 * Asks for the renders of several recipes as one batch: for all of them or, where a limit leaves no room for all, for none. Each has
 * its own charge, place in the line and page. Otherwise as {@link createRender}. Throws a RangeError for a number of recipes that no
 * batch has.
 */
export async function createRenderBatch(
	store: Store,
	{ recipes, ...asked }: AskedRender & { readonly recipes: readonly Recipe[] },
): Promise<{ readonly batchId: string; readonly renders: readonly WholeRender[]; readonly created: boolean }> {
	if (recipes.length < 2 || recipes.length > maximumBatch)
		throw new RangeError(`A batch has 2 to ${maximumBatch} renders, not ${recipes.length}`);
	const { renders, created } = await createAll(store, recipes, asked, newIdentifier('batch'));
	const batchId = renders[0]?.batchId;
	if (batchId == null) throw new Error('a batch was asked for, and its renders have none');
	return { batchId, renders, created };
}

async function createAll(
	store: Store,
	given: readonly Recipe[],
	input: AskedRender,
	batchId: string | null,
): Promise<{ readonly renders: readonly WholeRender[]; readonly created: boolean }> {
	const { account = unlimitedAccount(input.userId), idempotencyKey } = input;
	const keys = given.map((_recipe, index) => storedKey(idempotencyKey, batchId === null ? null : index));
	const recipes = given.map((recipe) => parseRecipe(recipe));
	const works: number[] = [];
	for (const recipe of recipes) works.push(workOf(recipe, await stepsThere(store, recipe)));
	const asked = { work: works.reduce((sum, work) => sum + work, 0), count: recipes.length };
	const earlierOr = async (standing: Standing | null) => {
		const earlier = await findByKey(store, input.userId, keys[0] ?? null);
		if (earlier) return { renders: await withItsBatch(store, earlier), created: false };
		if (standing) throw await limitError(internals(store), standing, asked);
		return null;
	};
	// Before anything is written: the recipe of a render that is refused is not kept.
	const known = await findReachedLimit(internals(store), account, asked);
	const answer = known && (await earlierOr(known));
	if (answer) return answer;
	const recipeHashes: string[] = [];
	for (const recipe of recipes) recipeHashes.push(await saveRecipe(store, recipe));
	const ids = recipes.map(() => newIdentifier('render'));
	const sources = distinctSources(input.sources ?? []);
	const values = [
		ids,
		recipeHashes,
		input.userId,
		sources[0]?.artworkId ?? null,
		keys,
		recipes[0]?.steps,
		input.visibility ?? null,
		input.pictureKeys ?? [],
		input.recipeHidden ?? false,
		...sourceColumns(sources),
		input.continuedIds ?? [],
		works,
		batchId,
	];
	const standing = await insertRenders(store, values, account, asked);
	if (standing === null) return { renders: await mustGetRenders(store, ids), created: true };
	const earlier = await earlierOr(standing === 'ASKED' ? null : standing);
	if (earlier) return earlier;
	throw new Error(
		`Renders ${ids.join(', ')} were neither taken nor refused, and their person has none under the same key`,
	);
}

/** A hash: the caller's text may be of any length and have any characters, a key of an index may not. */
function storedKey(text: string | null | undefined, index: number | null): string | null {
	if (text == null) return null;
	const hash = createHash('sha256').update(text);
	return (index === null ? hash : hash.update(`\0${index}`)).digest('hex');
}

/** All that are still there of those that were asked for together with a render, itself among them. */
async function withItsBatch(store: Store, render: WholeRender): Promise<readonly WholeRender[]> {
	return render.batchId === null ? [render] : mustGetRenders(store, await rendersOfBatch(store, render.batchId));
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

/** Null when all were inserted; otherwise the limit that was reached, or `ASKED` when its key has a render already. */
async function insertRenders(
	store: Store,
	values: readonly unknown[],
	account: RenderAccount,
	asked: AskedWork,
): Promise<Standing | 'ASKED' | null> {
	return transaction(store, async (sql) => {
		// Two that ask at once would each not see the other: they come one after the other. A statement sees what was there when it
		// began, so that the lock is one of its own.
		await sql.query(`SELECT pg_advisory_xact_lock(hashtext('galatea: a render is asked for'))`);
		return insertIfWithin(sql, values, account, asked);
	});
}

async function insertIfWithin(
	sql: Queryable,
	values: readonly unknown[],
	account: RenderAccount,
	asked: AskedWork,
): Promise<Standing | 'ASKED' | null> {
	const all = [...values];
	const parameter = (value: unknown): string => `$${all.push(value)}`;
	try {
		const [row] = await sql.query<Partial<Standing> & { readonly isMade: boolean }>(
			`WITH ${reachedLimit(account, asked, parameter)}, asked AS (
				SELECT * FROM unnest($1::text[], $2::text[], $5::text[], $15::float8[])
					WITH ORDINALITY AS each (id, hash, key, work, place)
			), made AS (
				INSERT INTO "Render" (id, "recipeHash", "requestedById", "remixOfId", "idempotencyKey", steps, visibility, "recipeHidden", seq,
					"createdAt", "batchId", "batchPlace")
				SELECT id, hash, $3, $4, key, $6,
					coalesce($7::"Visibility", (SELECT "defaultVisibility" FROM "User" WHERE id = $3), 'PUBLIC'), $9, 1,
					clock_timestamp() + (place - 1) * interval '1 millisecond', $16::text, CASE WHEN $16::text IS NOT NULL THEN place END
				FROM asked WHERE NOT EXISTS (SELECT FROM reached)
					AND NOT EXISTS (SELECT FROM "Render" WHERE "requestedById" = $3 AND "idempotencyKey" = ANY($5::text[]))
				ORDER BY place RETURNING id
			), charged AS (
				INSERT INTO "RenderCharge" ("renderId", "turnKey", keys, work, "createdAt")
				SELECT id, ${parameter(account.turnKey)}, ${parameter(account.keys)}::text[], asked.work, now() FROM made JOIN asked USING (id)
			), attached AS (
				INSERT INTO "RenderFile" (key, "renderId") SELECT unnest($8::text[]), id FROM made
			), credited AS (
				INSERT INTO "RenderSource"
					("renderId", place, "artworkId", title, thumbhash, kind, step, share, licence, "inheritedLicences")
				SELECT made.id, row_number() OVER (PARTITION BY made.id ORDER BY inherited, place), "artworkId", title, thumbhash, kind, step, share, licence,
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
				RETURNING "renderId", seq
			)
			SELECT made.id IS NOT NULL AS "isMade", reached.*,
				CASE WHEN made.id IS NOT NULL THEN pg_notify('${eventChannel}', made.id || ':' || appended.seq) END
			FROM (SELECT) AS one LEFT JOIN made ON true LEFT JOIN appended ON appended."renderId" = made.id LEFT JOIN reached ON true`,
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
