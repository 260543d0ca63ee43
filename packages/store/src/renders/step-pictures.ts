/**
 * @file Pictures of single steps: asked for on a slider, decoded by a worker from the film of the render, once for all who
 * want to see them, and kept as long as somebody does. A request is a row, and its picture is written into it; the
 * doorbell rings for both.
 */
import { type PreviewReference, RenderError } from '@galatea/render';
import type { CountedAs } from '../access/networks.ts';
import { countTryOf } from '../access/rate-limits.ts';
import { storable } from '../database/storable.ts';
import { query, type Store, transaction } from '../database/store.ts';
import { workerTimeoutSeconds } from './workers.ts';

/** `FAILED`: asking again tries again. */
export interface StepPicture {
	readonly state: 'WAITING' | 'DONE' | 'FAILED';
	/** Null until DONE. Its step is the nearest that was kept to the one that was asked for, nearly always that itself. */
	readonly preview: PreviewReference | null;
}

/** A step that a worker should decode. */
export interface WantedStep {
	readonly renderId: string;
	readonly step: number;
}

/** What of a gallery waits at most: more than a worker decodes while somebody waits. */
const maximumWaitingSteps = 100;
/** What is kept of one render at most; then the one nobody has asked for the longest goes. */
export const maximumStepsOfRender = 240;
/** Steps that one caller has decoded: one a second is faster than anybody looks. */
const fromCaller = { maximum: 60, windowSeconds: 60 };

/**
 * Asks for the picture of a step of a render that is over, as far as the caller may, who is counted as `callers` (nobody when it is empty). One that was stored
 * on the way, or decoded for somebody else, is there at once. Throws `NOT_FOUND` when there is no such step or none were
 * kept, `PACK_UNAVAILABLE` while no worker is there that could decode it, and `TOO_MANY_TRIES`.
 */
export async function requestStepPicture(
	store: Store,
	{ renderId, step }: WantedStep,
	callers: readonly CountedAs[],
): Promise<StepPicture> {
	await mustHaveStep(store, renderId, step);
	const known = await touch(store, renderId, step);
	if (known?.state === 'DONE') return known;
	await mustBeServable(store, renderId);
	if (known?.state === 'WAITING') return known;
	await countTryOf(store, 'step pictures', callers, fromCaller);
	const made = await query(
		store,
		`INSERT INTO "StepPicture" ("renderId", step) SELECT $1, $2
		 WHERE (SELECT count(*) FROM "StepPicture" WHERE "previewKey" IS NULL AND failure IS NULL) < ${maximumWaitingSteps}
		 ON CONFLICT ("renderId", step) DO UPDATE SET failure = NULL, "requestedAt" = now(), "askedAt" = now() RETURNING step`,
		[renderId, step],
	);
	if (made.length === 0)
		throw new RenderError('TOO_MANY_TRIES', 'Too many steps wait for a worker; try again in a moment', {
			retryable: true,
		});
	await letOldestGo(store, renderId);
	return (await findStepPicture(store, renderId, step)) ?? { state: 'WAITING', preview: null };
}

async function mustHaveStep(store: Store, renderId: string, step: number): Promise<void> {
	const [render] = await query<{ step: number; hasFilm: boolean }>(
		store,
		'SELECT step, "filmKey" IS NOT NULL AS "hasFilm" FROM "Render" WHERE id = $1',
		[renderId],
	);
	if (!render?.hasFilm) throw new RenderError('NOT_FOUND', `The steps of render ${renderId} were not kept`);
	if (!Number.isSafeInteger(step) || step < 1 || step > render.step)
		throw new RenderError('NOT_FOUND', `Render ${renderId} has no step ${step}; its steps are 1 to ${render.step}`);
}

/** What there is of a step, stored on the way or asked for; this counts as asking for it. */
async function touch(store: Store, renderId: string, step: number): Promise<StepPicture | null> {
	const [frame] = await query<PreviewReference & { readonly step: number }>(
		store,
		`SELECT "previewKey" AS key, thumbhash, width, height, step FROM "Frame" WHERE "renderId" = $1 AND step = $2`,
		[renderId, step],
	);
	if (frame) return { state: 'DONE', preview: frame };
	await query(store, 'UPDATE "StepPicture" SET "askedAt" = now() WHERE "renderId" = $1 AND step = $2', [
		renderId,
		step,
	]);
	return findStepPicture(store, renderId, step);
}

/** Null for what nobody asked for, or was forgotten since. */
export async function findStepPicture(store: Store, renderId: string, step: number): Promise<StepPicture | null> {
	const [row] = await query<{ readonly failure: string | null; readonly preview: PreviewReference | null }>(
		store,
		`SELECT failure, CASE WHEN "previewKey" IS NOT NULL THEN json_build_object(
			'key', "previewKey", 'thumbhash', thumbhash, 'width', width, 'height', height, 'step', "shownStep") END AS preview
		 FROM "StepPicture" WHERE "renderId" = $1 AND step = $2`,
		[renderId, step],
	);
	if (!row) return null;
	if (row.preview) return { state: 'DONE', preview: row.preview };
	return { state: row.failure === null ? 'WAITING' : 'FAILED', preview: null };
}

/** Throws `PACK_UNAVAILABLE` while no worker is there that has the pack of a render. */
export async function mustBeServable(store: Store, renderId: string): Promise<void> {
	const workers = await query(
		store,
		`SELECT FROM "Worker" WHERE "lastSeenAt" > now() - make_interval(secs => $2) AND (
			SELECT "packId" FROM "Recipe" JOIN "Render" ON "recipeHash" = hash WHERE id = $1) = ANY("packIds") LIMIT 1`,
		[renderId, workerTimeoutSeconds],
	);
	if (workers.length > 0) return;
	throw new RenderError('PACK_UNAVAILABLE', 'No worker that is there has the pack of this render', { retryable: true });
}

/** The next forgetStepPictures takes it, unless somebody asks for it before. */
async function letOldestGo(store: Store, renderId: string): Promise<void> {
	await query(
		store,
		`UPDATE "StepPicture" SET "askedAt" = '-infinity' WHERE "renderId" = $1 AND "previewKey" IS NOT NULL AND step IN (
			SELECT step FROM "StepPicture" WHERE "renderId" = $1 ORDER BY "askedAt" DESC OFFSET ${maximumStepsOfRender})`,
		[renderId],
	);
}

/**
 * Takes up the step that waits the longest, of a render with one of these packs, and that no other worker has, and stores what
 * `decode` makes of it: the picture, or in English why there is none. False when there is no such step. While `decode` is
 * under way, and also when this process dies or it throws, nothing is lost: the row is locked, not marked.
 */
export async function answerStepPicture(
	store: Store,
	packIds: readonly string[],
	decode: (wanted: WantedStep) => Promise<PreviewReference | { readonly failure: string }>,
): Promise<boolean> {
	return transaction(store, async (sql) => {
		const [wanted] = await sql.query<WantedStep & { readonly step: number }>(
			`SELECT picture."renderId", picture.step FROM "StepPicture" AS picture
			 JOIN "Render" AS render ON render.id = "renderId" JOIN "Recipe" AS recipe ON recipe.hash = render."recipeHash"
			 WHERE picture."previewKey" IS NULL AND failure IS NULL AND "packId" = ANY($1)
			 ORDER BY picture."requestedAt", picture."renderId", picture.step LIMIT 1 FOR UPDATE OF picture SKIP LOCKED`,
			[packIds],
		);
		if (!wanted) return false;
		const { renderId, step } = wanted;
		const made = await decode(wanted);
		if ('failure' in made)
			await sql.query('UPDATE "StepPicture" SET failure = $3 WHERE "renderId" = $1 AND step = $2', [
				...[renderId, step],
				storable(made.failure),
			]);
		else
			await sql.query(
				`UPDATE "StepPicture" SET "previewKey" = $3, thumbhash = $4, width = $5, height = $6, "shownStep" = $7
				 WHERE "renderId" = $1 AND step = $2`,
				[renderId, step, made.key, made.thumbhash, made.width, made.height, made.step],
			);
		return true;
	});
}
