/**
 * @file Steps that are kept to be published: any step of a run that is over, at full quality. A worker decodes it from the film of
 * the run and writes how it was made into the file, which only somebody who wants to keep it needs. A request is a row, and its
 * pictures are written into it; the doorbell of the step pictures rings for both.
 */
import { isFinal, RenderError, type RenderState } from '@galatea/render';
import type { CountedAs } from '../access/networks.ts';
import { countTryOf } from '../access/rate-limits.ts';
import { storable } from '../database/storable.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { imagesOf } from '../files/image-columns.ts';
import type { ImageReference } from '../files/image-reference.ts';
import { mustBeServable, type WantedStep } from './step-pictures.ts';

/** `FAILED`: asking again tries again. */
export interface KeptStep {
	readonly state: 'WAITING' | 'DONE' | 'FAILED';
	/** The step of its picture: nearly always the one that was asked for, or of a very long run the nearest that has codes. */
	readonly step: number;
	/** PNG, with the recipe and the step in its metadata; null until DONE. */
	readonly image: ImageReference | null;
	/** A WebP for lists; null until DONE. */
	readonly thumbnail: ImageReference | null;
}

/** What a worker has made of a step. */
export interface KeptPictures {
	readonly shownStep: number;
	readonly image: ImageReference;
	readonly thumbnail: ImageReference;
}

/** A person publishes one step of a run; these are as many as an undecided one tries. */
const fromCaller = { maximum: 20, windowSeconds: 60 };
/** Kept of one render at most: each has an original. */
const maximumKeptSteps = 24;

interface KeepableRow {
	readonly state: RenderState;
	readonly step: number;
	readonly hasFilm: boolean;
	readonly image: ImageReference | null;
	readonly thumbnail: ImageReference | null;
}

/**
 * Keeps a step of a render that is over, the last that it completed when `step` is null, as far as the caller may, who is counted as
 * `callers` (nobody when it is empty). The last step of a finished render is its picture, and there at once. Who may ask is for
 * the caller to check. Throws `NOT_FOUND`, `NOT_FINISHED` while it is under way, `STEP_NOT_KEPT` when there is no such step or the
 * codes were not kept, `PACK_UNAVAILABLE` while no worker is there that could decode it, and `TOO_MANY_TRIES`.
 */
export async function keepStep(
	store: Store,
	{ renderId, step: wanted }: { readonly renderId: string; readonly step: number | null },
	callers: readonly CountedAs[],
): Promise<KeptStep & { readonly askedStep: number }> {
	const row = await findKeepable(store, renderId);
	const step = wanted ?? row.step;
	mustHave(renderId, row, step);
	if (row.state === 'DONE' && step === row.step && row.image)
		return { state: 'DONE', step, askedStep: step, image: row.image, thumbnail: row.thumbnail };
	if (!row.hasFilm) throw new RenderError('STEP_NOT_KEPT', `The steps of render ${renderId} were not kept`);
	const known = await findKeptStep(store, renderId, step);
	if (known?.state === 'DONE') return { ...known, askedStep: step };
	await mustBeServable(store, renderId);
	if (known?.state === 'WAITING') return { ...known, askedStep: step };
	await countTryOf(store, 'kept steps', callers, fromCaller);
	const made = await query(
		store,
		`INSERT INTO "KeptStep" ("renderId", step) SELECT $1, $2
		 WHERE (SELECT count(*) FROM "KeptStep" WHERE "renderId" = $1 AND step <> $2) < ${maximumKeptSteps}
		 ON CONFLICT ("renderId", step) DO UPDATE SET failure = NULL, "requestedAt" = now() RETURNING step`,
		[renderId, step],
	);
	if (made.length === 0)
		throw new RenderError(
			'TOO_MANY_TRIES',
			`${maximumKeptSteps} steps of this render are kept, which is as many as may be`,
		);
	const asked = await findKeptStep(store, renderId, step);
	return { ...(asked ?? { state: 'WAITING', step, image: null, thumbnail: null }), askedStep: step };
}

async function findKeepable(store: Store, renderId: string): Promise<KeepableRow> {
	const [row] = await query<KeepableRow & Parameters<typeof imagesOf>[0]>(
		store,
		`SELECT state, step, "filmKey" IS NOT NULL AS "hasFilm", "imageKey", "imageThumbhash", "imageWidth", "imageHeight",
			"thumbnailKey", "thumbnailWidth", "thumbnailHeight" FROM "Render" WHERE id = $1`,
		[renderId],
	);
	if (!row) throw new RenderError('NOT_FOUND', `There is no render ${renderId}`);
	return { ...row, ...imagesOf(row) };
}

function mustHave(renderId: string, { state, step: last }: KeepableRow, step: number): void {
	if (!isFinal(state))
		throw new RenderError(
			'NOT_FINISHED',
			`A step is kept of a render that is over; this one is ${state}: stop it first`,
		);
	if (Number.isSafeInteger(step) && step >= 1 && step <= last) return;
	const there = last === 0 ? 'it has completed none' : `its steps are 1 to ${last}`;
	throw new RenderError('STEP_NOT_KEPT', `Render ${renderId} has no step ${step}; ${there}`);
}

/** Null for what nobody asked to keep. */
export async function findKeptStep(store: Store, renderId: string, step: number): Promise<KeptStep | null> {
	const [row] = await query<
		Parameters<typeof imagesOf>[0] & { readonly failure: string | null; readonly shownStep: number | null }
	>(store, 'SELECT * FROM "KeptStep" WHERE "renderId" = $1 AND step = $2', [renderId, step]);
	if (!row) return null;
	const images = imagesOf(row);
	const unmade = row.failure === null ? 'WAITING' : 'FAILED';
	return { state: images.image ? 'DONE' : unmade, step: row.shownStep ?? step, ...images };
}

/**
 * Takes up the step that waits the longest to be kept, of a render with one of these packs, and that no other worker has, and stores
 * what `make` makes of it: its pictures, or in English why there are none. The last step of a stopped run becomes its
 * picture. False when there is no such step. When this process dies or `make` throws, nothing is lost: the row is locked, not marked.
 */
export async function answerKeptStep(
	store: Store,
	packIds: readonly string[],
	make: (wanted: WantedStep) => Promise<KeptPictures | { readonly failure: string }>,
): Promise<boolean> {
	return transaction(store, async (sql) => {
		const [wanted] = await sql.query<WantedStep & { readonly step: number }>(
			`SELECT kept."renderId", kept.step FROM "KeptStep" AS kept
			 JOIN "Render" AS render ON render.id = "renderId" JOIN "Recipe" AS recipe ON recipe.hash = render."recipeHash"
			 WHERE kept."imageKey" IS NULL AND kept.failure IS NULL AND "packId" = ANY($1)
			 ORDER BY kept."requestedAt", kept."renderId", kept.step LIMIT 1 FOR UPDATE OF kept SKIP LOCKED`,
			[packIds],
		);
		if (!wanted) return false;
		const made = await make(wanted);
		const { renderId, step } = wanted;
		if ('failure' in made)
			await sql.query('UPDATE "KeptStep" SET failure = $3 WHERE "renderId" = $1 AND step = $2', [
				...[renderId, step],
				storable(made.failure),
			]);
		else await savePictures(sql, wanted, made);
		return true;
	});
}

async function savePictures(
	sql: Queryable,
	{ renderId, step }: WantedStep,
	{ shownStep, image, thumbnail }: KeptPictures,
): Promise<void> {
	const columns = `"imageKey" = $3, "imageThumbhash" = $4, "imageWidth" = $5, "imageHeight" = $6,
		"thumbnailKey" = $7, "thumbnailWidth" = $8, "thumbnailHeight" = $9`;
	const values = [
		...[renderId, step, image.key, image.thumbhash, image.width, image.height],
		...[thumbnail.key, thumbnail.width, thumbnail.height],
	];
	await sql.query(`UPDATE "Render" SET ${columns} WHERE id = $1 AND step = $2 AND state <> 'DONE'`, values);
	await sql.query(`UPDATE "KeptStep" SET ${columns}, "shownStep" = $10 WHERE "renderId" = $1 AND step = $2`, [
		...values,
		shownStep,
	]);
}
