/**
 * @file A worker's side of a render: it takes it up, writes what happens, and ends it. Each taking-up is an attempt
 * with a number; a write of an attempt that is no longer the newest is refused, so that a worker that was given up
 * (its machine slept, its network was cut) cannot write into the work of its successor.
 */
import {
	isFinal,
	nextStates,
	type Recipe,
	type RenderEvent,
	type RenderEventBody,
	type RenderState,
	renderStates,
} from '@galatea/render';
import { storable } from '../database/storable.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import type { ImageReference } from '../files/image-reference.ts';
import { notify } from '../notifications/notify.ts';
import { newestCheckpointOn } from './checkpoints.ts';
import { saveFrame } from './frames.ts';
import { keepLosses, type LossPoint } from './losses.ts';
import { type Assignments, databaseNow, type Recorded, recordEvent } from './record-event.ts';
import { learnSpeed } from './step-speeds.ts';
import { SupersededError } from './superseded-error.ts';

/** What a worker gets when it takes a render up. */
export interface Claim {
	readonly renderId: string;
	/** Fencing token: every write of this attempt names it, and is refused once another worker has taken over. */
	readonly attempt: number;
	readonly recipe: Recipe;
	/** Where to go on from; null to begin. */
	readonly checkpoint: { readonly step: number; readonly bytes: Uint8Array } | null;
	/** Its 'warming' event, already appended. */
	readonly event: RenderEvent;
}

/** An appended event, and whether somebody asked meanwhile for the render to be cancelled. */
export interface Appended {
	readonly event: RenderEvent;
	readonly cancelRequested: boolean;
}

/**
 * Attempts in a row without a new checkpoint after which a render is given up: it is then more likely that it kills
 * its workers than that they died of something else.
 */
export const maximumAttemptsWithoutProgress = 5;

/** Progress events kept per render; older ones say nothing that the row, the frames and the losses do not. */
const keptProgressEvents = 300;
const pruneEverySeq = 64;

interface ClaimRow {
	readonly state: RenderState;
	readonly step: number;
	readonly attempt: number;
	readonly fromStep: number;
	readonly attemptsWithoutProgress: number;
	readonly cancelRequestedAt: Date | null;
	readonly recipe: Recipe;
}

/**
 * Takes a render up: it is WARMING, its attempt is one more, and whoever had it before can no longer write.
 * Null when there is nothing to do: it does not exist, has ended, was to be cancelled (it now is), or has lost too many
 * workers (it is now FAILED with `TOO_MANY_ATTEMPTS`).
 */
export async function claimRender(store: Store, renderId: string, workerName: string): Promise<Claim | null> {
	return transaction(store, (sql) => takeUp(store, sql, renderId, workerName));
}

/** {@link claimRender} inside a transaction. */
export async function takeUp(
	store: Store,
	sql: Queryable,
	renderId: string,
	workerName: string,
): Promise<Claim | null> {
	const row = await lockRender(sql, renderId);
	if (!row || isFinal(row.state)) return null;
	if (row.cancelRequestedAt) {
		await endWithoutWorker(sql, renderId, { type: 'cancelled', step: row.step });
		return null;
	}
	const checkpoint = await newestCheckpointOn(store, sql, renderId);
	const fromStep = checkpoint?.step ?? 0;
	const wasted = row.attempt > 0 && fromStep <= row.fromStep ? row.attemptsWithoutProgress + 1 : 0;
	if (wasted >= maximumAttemptsWithoutProgress) {
		await endWithoutWorker(sql, renderId, {
			type: 'failed',
			code: 'TOO_MANY_ATTEMPTS',
			message: `${wasted} workers in a row stopped while they had this render`,
			retryable: true,
		});
		return null;
	}
	const recorded = await recordEvent(sql, {
		renderId,
		states: before('WARMING'),
		body: { type: 'warming' },
		assignments: {
			state: 'WARMING',
			attempt: row.attempt + 1,
			attemptsWithoutProgress: wasted,
			fromStep,
			workerName,
			claimedAt: databaseNow,
			attemptStartedAt: null,
			progressAt: null,
		},
	});
	if (!recorded) throw new Error(`Render ${renderId} changed while its row was locked`);
	return { renderId, attempt: row.attempt + 1, recipe: row.recipe, checkpoint, event: recorded.event };
}

async function lockRender(sql: Queryable, renderId: string): Promise<ClaimRow | undefined> {
	const [row] = await sql.query<ClaimRow>(
		`SELECT state, step, attempt, "fromStep", "attemptsWithoutProgress", "cancelRequestedAt", recipe.json AS recipe
		 FROM "Render" JOIN "Recipe" AS recipe ON recipe.hash = "recipeHash"
		 WHERE id = $1 FOR UPDATE OF "Render"`,
		[renderId],
	);
	return row;
}

async function endWithoutWorker(sql: Queryable, renderId: string, body: RenderEventBody): Promise<void> {
	const states: readonly RenderState[] = ['QUEUED', 'WARMING', 'RUNNING'];
	const recorded = await recordEvent(sql, { renderId, states, body, assignments: assignmentsOf(body) });
	if (recorded) await tellOfEnd(sql, renderId, body);
}

/** Whoever asked for a render hears that it is done, or cannot be had. */
async function tellOfEnd(sql: Queryable, renderId: string, { type }: RenderEventBody): Promise<void> {
	if (type !== 'done' && type !== 'failed') return;
	const [render] = await sql.query<{ recipientId: string }>(
		'SELECT "requestedById" AS "recipientId" FROM "Render" WHERE id = $1',
		[renderId],
	);
	const kind = type === 'done' ? 'RENDER_DONE' : 'RENDER_FAILED';
	if (render) await notify(sql, { recipientId: render.recipientId, kind, subjectId: renderId, actorId: null });
}

/**
 * Appends what happened (`started`, `progress`, `failed`, `cancelled`) and the state that it means, then rings.
 * A progress event with a preview also makes a frame. `losses` are those of every step since the last call; without
 * them the curve has the event's own step. `cancelRequested` in the answer says that somebody wants an end.
 * Throws {@link SupersededError}, and a RangeError on a loss that is not a finite number, or on an event that another
 * function appends (`queued`, `warming`, `done`). `filmKey` is that of the stored film of a run that was stopped.
 */
export async function appendEvent(
	store: Store,
	renderId: string,
	attempt: number,
	body: RenderEventBody,
	extras: { readonly losses?: readonly LossPoint[]; readonly filmKey?: string | null } = {},
): Promise<Appended> {
	if (body.type === 'done') throw new RangeError('finishRender says "done": it comes with a picture');
	const own = body.type === 'progress' ? [{ step: body.step, loss: body.loss }] : [];
	const losses = extras.losses ?? own;
	for (const { step, loss } of [...losses, ...own])
		if (!Number.isFinite(loss)) throw new RangeError(`The loss of step ${step} is ${loss}, not a finite number`);
	return transaction(store, async (sql) => {
		const film = extras.filmKey == null ? {} : { filmKey: extras.filmKey };
		const recorded = await recordAttempt(sql, renderId, attempt, body, film);
		await keepLosses(sql, renderId, losses);
		if (body.type === 'progress' && body.preview)
			await saveFrame(sql, renderId, recorded.event, { preview: body.preview, loss: body.loss });
		await prune(sql, renderId, recorded.event);
		return recorded;
	});
}

/**
 * Ends a render well: it is DONE, with its picture. `image` is the original (PNG), `thumbnail` a WebP for lists.
 * Also learns how long a step took. Throws {@link SupersededError}.
 */
export async function finishRender(
	store: Store,
	input: {
		readonly renderId: string;
		readonly attempt: number;
		/** Steps completed. */
		readonly step: number;
		readonly image: ImageReference;
		readonly thumbnail: ImageReference;
		/** Key of the stored film of its steps. */
		readonly filmKey?: string | null;
		readonly losses?: readonly LossPoint[];
	},
): Promise<Appended> {
	const { renderId, attempt, step, image, thumbnail } = input;
	return transaction(store, async (sql) => {
		const recorded = await recordAttempt(
			sql,
			renderId,
			attempt,
			{ type: 'done', step },
			{
				imageKey: image.key,
				imageWidth: image.width,
				imageHeight: image.height,
				imageThumbhash: image.thumbhash,
				thumbnailKey: thumbnail.key,
				thumbnailWidth: thumbnail.width,
				thumbnailHeight: thumbnail.height,
				filmKey: input.filmKey ?? null,
			},
		);
		await keepLosses(sql, renderId, input.losses ?? []);
		await learnSpeed(sql, renderId);
		return recorded;
	});
}

async function recordAttempt(
	sql: Queryable,
	renderId: string,
	attempt: number,
	body: RenderEventBody,
	more: Assignments,
): Promise<Recorded> {
	const assignments = { ...assignmentsOf(body), ...more };
	const recorded = await recordEvent(sql, { renderId, states: statesFor(body), attempt, body, assignments });
	if (!recorded) throw new SupersededError(renderId, attempt);
	await tellOfEnd(sql, renderId, body);
	return recorded;
}

/** The states in which an attempt may say so. */
function statesFor(body: RenderEventBody): readonly RenderState[] {
	switch (body.type) {
		case 'progress':
			return ['RUNNING'];
		case 'started':
			return before('RUNNING');
		case 'done':
			return before('DONE');
		case 'failed':
			return before('FAILED').filter((state) => state !== 'QUEUED');
		case 'cancelled':
			return before('CANCELLED').filter((state) => state !== 'QUEUED');
		case 'queued':
		case 'warming':
			throw new RangeError(`A worker does not say "${body.type}": createRender and claimRender do`);
	}
}

function before(state: RenderState): readonly RenderState[] {
	return renderStates.filter((each) => nextStates[each].includes(state));
}

function assignmentsOf(body: RenderEventBody): Assignments {
	switch (body.type) {
		case 'queued':
		case 'warming':
			return {};
		case 'started':
			return {
				state: 'RUNNING',
				step: body.fromStep,
				fromStep: body.fromStep,
				attemptStartedAt: databaseNow,
				progressAt: databaseNow,
				startedAt: { sql: 'coalesce("startedAt", clock_timestamp())' },
			};
		case 'progress':
			return {
				step: body.step,
				loss: body.loss,
				termLosses: JSON.stringify(body.terms),
				progressAt: databaseNow,
				...(body.preview && {
					previewKey: body.preview.key,
					previewThumbhash: body.preview.thumbhash,
					previewWidth: body.preview.width,
					previewHeight: body.preview.height,
					previewStep: body.preview.step,
				}),
			};
		case 'done':
			return { state: 'DONE', step: body.step, finishedAt: databaseNow };
		case 'cancelled':
			return { state: 'CANCELLED', step: body.step, finishedAt: databaseNow };
		case 'failed':
			return {
				state: 'FAILED',
				failureCode: body.code,
				failureMessage: storable(body.message),
				failureRetryable: body.retryable,
				finishedAt: databaseNow,
			};
	}
}

async function prune(sql: Queryable, renderId: string, event: RenderEvent): Promise<void> {
	if (event.seq % pruneEverySeq !== 0) return;
	await sql.query(`DELETE FROM "RenderEvent" WHERE "renderId" = $1 AND type = 'progress' AND seq < $2`, [
		renderId,
		event.seq - keptProgressEvents,
	]);
}
