/**
 * @file What is inside single steps: asked for by whoever wants to see how a picture comes about, computed by a worker between
 * renders, once for all who look, and kept as long as somebody does. Who stops asking cancels: nothing is computed for nobody.
 */
import { RenderError, type TermLoss } from '@galatea/render';
import type { CountedAs } from '../access/networks.ts';
import { countTryOf } from '../access/rate-limits.ts';
import { storable } from '../database/storable.ts';
import { query, type Store, transaction } from '../database/store.ts';
import type { ImageReference } from '../files/image-reference.ts';
import { mustBeServable, type WantedStep } from './step-pictures.ts';
import { isLeftOf } from './workers.ts';

/** One cutout, as it is kept. */
export interface KeptCutout {
	/** x and y of four corners in shares of the picture's sides, from its upper left with the clock. */
	readonly corners: readonly number[];
	/** One per term of each perceptor, perceptor after perceptor; null for terms that do not count this cutout. */
	readonly cosines: readonly (number | null)[];
}

/** What is inside a step, as it is kept. */
export interface InsideFigures {
	readonly loss: number;
	readonly terms: readonly TermLoss[];
	readonly losses: readonly { readonly name: string; readonly loss: number }[];
	/** How far the update moved the latent: the length of the difference, and that as a share of the latent's length. */
	readonly movedDistance: number;
	readonly movedShare: number;
	readonly codesAcross: number;
	readonly codesDown: number;
	/** In reading order; empty where there are more than are told. */
	readonly codes: readonly number[];
	readonly cutoutCount: number;
	/** The first of them. */
	readonly cutouts: readonly KeptCutout[];
	readonly sheetColumns: number;
	readonly latent: ImageReference;
	/** Null where the generator has no codebook. */
	readonly tiles: ImageReference | null;
	readonly picture: ImageReference;
	readonly heat: ImageReference;
	readonly sheet: ImageReference;
}

/** `FAILED`: asking again tries again. */
export interface StepInside {
	readonly state: 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED';
	/** Steps that were run again so far, of as many as are needed; 0 until a worker has it. */
	readonly doneSteps: number;
	readonly neededSteps: number;
	/** Null until DONE. */
	readonly figures: InsideFigures | null;
}

/** What of a gallery waits at most. */
const maximumWaiting = 50;
/** Steps that one caller looks into: each may cost a worker a minute. */
const fromCaller = { maximum: 10, windowSeconds: 60 };
/** Who waits asks again within seconds; after so long without a question nobody waits any more. */
const wantedSeconds = 30;

const isUnmade = 'inside.figures IS NULL AND inside.failure IS NULL';
const isWanted = `inside."askedAt" > now() - interval '${wantedSeconds} seconds'`;

/**
 * Asks for the inside of a step that a render has completed, for a caller who may know its recipe and is counted as `callers` (nobody when it
 * is empty). Asking again says that somebody still waits. Throws `NOT_FOUND` when there is no such step, `PACK_UNAVAILABLE` while no
 * worker is there that has the pack, and `TOO_MANY_TRIES`.
 */
export async function requestStepInside(
	store: Store,
	{ renderId, step }: WantedStep,
	callers: readonly CountedAs[],
): Promise<StepInside> {
	await mustHaveStep(store, renderId, step);
	await query(store, 'UPDATE "StepInside" SET "askedAt" = now() WHERE "renderId" = $1 AND step = $2', [renderId, step]);
	const known = await findStepInside(store, renderId, step);
	if (known?.state === 'DONE') return known;
	await mustBeServable(store, renderId);
	if (known?.state === 'WAITING' || known?.state === 'RUNNING') return known;
	await countTryOf(store, 'insides of steps', callers, fromCaller);
	const made = await query(
		store,
		`INSERT INTO "StepInside" ("renderId", step) SELECT $1, $2
		 WHERE (SELECT count(*) FROM "StepInside" AS inside WHERE ${isUnmade} AND ${isWanted}) < ${maximumWaiting}
		 ON CONFLICT ("renderId", step) DO UPDATE SET failure = NULL, "workerName" = NULL, "claimedAt" = NULL,
			"requestedAt" = now(), "askedAt" = now() RETURNING step`,
		[renderId, step],
	);
	if (made.length === 0)
		throw new RenderError('TOO_MANY_TRIES', 'Too many steps wait to be looked into; try again in a moment', {
			retryable: true,
		});
	return { state: 'WAITING', doneSteps: 0, neededSteps: 0, figures: null };
}

/** A fork has steps of its own from the one on after which it goes on. */
async function mustHaveStep(store: Store, renderId: string, step: number): Promise<void> {
	const [render] = await query<{ step: number; forkStep: number }>(
		store,
		`SELECT render.step, CASE recipe.json #>> '{initial,kind}' WHEN 'fork'
			THEN (recipe.json #>> '{initial,step}')::int ELSE 0 END AS "forkStep"
		 FROM "Render" AS render JOIN "Recipe" AS recipe ON recipe.hash = render."recipeHash" WHERE render.id = $1`,
		[renderId],
	);
	if (!render) throw new RenderError('NOT_FOUND', `There is no render ${renderId}`);
	if (Number.isSafeInteger(step) && step > render.forkStep && step <= render.step) return;
	const there =
		render.step > render.forkStep
			? `its own steps so far are ${render.forkStep + 1} to ${render.step}`
			: 'it has completed none of its own';
	throw new RenderError('NOT_FOUND', `Render ${renderId} has no step ${step} to look into; ${there}`);
}

/** Null for what nobody asked for, or was forgotten since. */
export async function findStepInside(store: Store, renderId: string, step: number): Promise<StepInside | null> {
	const [row] = await query<
		Omit<StepInside, 'state'> & { readonly failure: string | null; readonly workerName: string | null }
	>(
		store,
		`SELECT failure, "workerName", "doneSteps", "neededSteps", figures FROM "StepInside"
		 WHERE "renderId" = $1 AND step = $2`,
		[renderId, step],
	);
	if (!row) return null;
	const { failure, workerName, doneSteps, neededSteps, figures } = row;
	const unmade = workerName === null ? 'WAITING' : 'RUNNING';
	return { state: figures ? 'DONE' : failure === null ? unmade : 'FAILED', doneSteps, neededSteps, figures };
}

/**
 * The step that waits the longest for its inside, of a render with one of these packs and for at least `waitedSeconds`; the worker has it
 * from now on. One whose worker is gone waits again. Null when there is none that anybody still wants.
 */
export async function takeStepInside(
	store: Store,
	{ workerName, packIds }: { readonly workerName: string; readonly packIds: readonly string[] },
	waitedSeconds = 0,
): Promise<WantedStep | null> {
	const [taken] = await query<WantedStep & { readonly step: number }>(
		store,
		`UPDATE "StepInside" SET "workerName" = $1, "claimedAt" = clock_timestamp(), "doneSteps" = 0, "neededSteps" = 0
		 WHERE ("renderId", step) = (
			SELECT inside."renderId", inside.step FROM "StepInside" AS inside
				JOIN "Render" AS run ON run.id = inside."renderId" JOIN "Recipe" AS recipe ON recipe.hash = run."recipeHash"
			WHERE ${isUnmade} AND ${isWanted} AND recipe."packId" = ANY($2)
				AND inside."requestedAt" <= now() - make_interval(secs => $3) AND ${isLeftOf('inside')}
			ORDER BY inside."requestedAt", inside."renderId", inside.step LIMIT 1 FOR UPDATE OF inside SKIP LOCKED
		 ) RETURNING "renderId", step`,
		[workerName, packIds, waitedSeconds],
	);
	return taken ?? null;
}

/** Says how far a worker is. True when it is to stop: nobody asks any more, or the step is not this worker's. */
export async function reportStepInside(
	store: Store,
	{ renderId, step }: WantedStep,
	progress: { readonly workerName: string; readonly doneSteps: number; readonly neededSteps: number },
): Promise<boolean> {
	const [row] = await query<{ wanted: boolean }>(
		store,
		`UPDATE "StepInside" AS inside SET "doneSteps" = $4, "neededSteps" = $5
		 WHERE "renderId" = $1 AND step = $2 AND "workerName" = $3 AND ${isUnmade} RETURNING ${isWanted} AS wanted`,
		[renderId, step, progress.workerName, progress.doneSteps, progress.neededSteps],
	);
	return !row?.wanted;
}

/** Lets go of a step, so that any worker may have it when somebody asks for it again. */
export async function releaseStepInside(
	store: Store,
	{ renderId, step }: WantedStep,
	workerName: string,
): Promise<void> {
	await query(
		store,
		`UPDATE "StepInside" SET "workerName" = NULL, "claimedAt" = NULL
		 WHERE "renderId" = $1 AND step = $2 AND "workerName" = $3`,
		[renderId, step, workerName],
	);
}

/**
 * Stores what a worker found, or in English why there is nothing. Its files are for those alone who may know the recipe. Without
 * effect when the step is another worker's by now, or its render is gone.
 */
export async function finishStepInside(
	store: Store,
	{ renderId, step }: WantedStep,
	workerName: string,
	made: InsideFigures | { readonly failure: string },
): Promise<void> {
	await transaction(store, async (sql) => {
		const isFailure = 'failure' in made;
		const rows = await sql.query(
			`UPDATE "StepInside" SET figures = $4, failure = $5
			 WHERE "renderId" = $1 AND step = $2 AND "workerName" = $3 RETURNING step`,
			[renderId, step, workerName, isFailure ? null : JSON.stringify(made), isFailure ? storable(made.failure) : null],
		);
		if (rows.length === 0 || isFailure) return;
		await sql.query(
			`INSERT INTO "RenderFile" (key, "renderId", "ofRecipe") SELECT key, $1, true FROM unnest($2::text[]) AS key
			 ON CONFLICT DO NOTHING`,
			[renderId, [...new Set(filesOf(made))]],
		);
	});
}

/** Keys of the files of a step's inside. */
export function filesOf({ latent, tiles, picture, heat, sheet }: InsideFigures): readonly string[] {
	return [latent, tiles, picture, heat, sheet].flatMap((image) => (image === null ? [] : [image.key]));
}
