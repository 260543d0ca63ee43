/**
 * @file A waiting render's place, and honest times: null rather than a guess when nothing comparable was rendered, or
 * nobody is there to render it.
 */

import { query, type Store } from '../database/store.ts';
import { readSpeeds, type SecondsRange, type SpeedTable, type Work } from './step-speeds.ts';
import { lineOf } from './turns.ts';
import { listWorkers, type WorkerStatus } from './workers.ts';

/** A waiting render's place. */
export interface QueueStatus {
	/** 1 is next. */
	readonly position: number;
	/** Waiting renders before it that the same workers take: `position - 1`. */
	readonly ahead: number;
	/** Until it is done; null when nothing comparable has been rendered, or no worker is there. */
	readonly eta: SecondsRange | null;
	/** Whether a worker is there that has its pack. */
	readonly servable: boolean;
	/** Its pack, when workers are there but none of them has it; otherwise null. */
	readonly missingPackId: string | null;
}

/** Beyond so many renders ahead a sum of estimates says nothing. */
const maximumAhead = 500;

/** Steps of its own after which a render's own pace says more than that of others. */
const ownPaceAfterSteps = 3;

/** Ninth decile by median of the rest, where only a render's own pace is known. */
const ownPaceSpread = 1.3;

interface Ahead extends Work {
	readonly id: string;
	readonly state: 'QUEUED' | 'WARMING' | 'RUNNING';
	readonly step: number;
	readonly steps: number;
	/** Steps since this attempt began, and the seconds that they took; null before it computes. */
	readonly ownSteps: number;
	readonly ownSeconds: number | null;
	readonly sinceProgressSeconds: number | null;
	readonly device: string | null;
}

const selectAhead = `
	SELECT render.id, state, step, render.steps, step - "fromStep" AS "ownSteps",
		extract(epoch FROM "progressAt" - "attemptStartedAt")::float8 AS "ownSeconds",
		extract(epoch FROM clock_timestamp() - "progressAt")::float8 AS "sinceProgressSeconds",
		worker.device, recipe."engineVersion", recipe."packId", recipe.width, recipe.height, recipe.cutouts
	FROM "Render" AS render
		JOIN "Recipe" AS recipe ON recipe.hash = "recipeHash"
		LEFT JOIN "Worker" AS worker ON worker.name = "workerName"`;

/**
 * The place of a waiting render in the line of those that the same workers take (turns.ts); null when it does not wait. One that
 * is paused would come after all others, and nobody knows when.
 */
export async function queueStatus(store: Store, renderId: string): Promise<QueueStatus | null> {
	const [own] = await query<{ packId: string; isPaused: boolean }>(
		store,
		`SELECT "packId", "pausedAt" IS NOT NULL AS "isPaused" FROM "Render" JOIN "Recipe" ON hash = "recipeHash"
		 WHERE id = $1 AND state = 'QUEUED'`,
		[renderId],
	);
	return own ? lineStatus(store, { ...own, renderId }) : null;
}

/** What would be asked for, as far as time is concerned. */
export interface EstimatedWork extends Work {
	readonly steps: number;
}

/**
 * The place and the time of a render if it were asked for now and came behind all that wait: at most so many are ahead, because
 * turns may bring it forward. Of `count` such renders, the place of the first, and the time until all are done.
 */
export function estimateRender(store: Store, work: EstimatedWork, count = 1): Promise<QueueStatus> {
	return lineStatus(store, {
		packId: work.packId,
		isPaused: false,
		renderId: null,
		works: new Array(count).fill(work),
	});
}

interface Asker {
	readonly packId: string;
	readonly isPaused: boolean;
	/** Null for one that is not asked for yet. */
	readonly renderId: string | null;
	/** Of what is not asked for yet. */
	readonly works?: readonly EstimatedWork[];
}

async function lineStatus(store: Store, { packId, isPaused, renderId, works = [] }: Asker): Promise<QueueStatus> {
	const there = await listWorkers(store);
	const workers = there.filter((worker) => worker.packIds.includes(packId));
	// What other workers do is not in its way.
	const packIds = [...new Set([packId, ...workers.flatMap((worker) => worker.packIds)])];
	const rows = await query<Ahead>(
		store,
		`WITH line AS (${lineOf('$2')})
		 ${selectAhead} LEFT JOIN line ON line.id = render.id
		 WHERE state IN ('WARMING', 'RUNNING') AND recipe."packId" = ANY($2)
			OR state = 'QUEUED' AND line.place <= coalesce((SELECT place FROM line WHERE id = $1), 2147483647)
		 ORDER BY line.place NULLS FIRST, render."createdAt", render.id`,
		[renderId, packIds],
	);
	const ahead = rows.filter((row) => row.state === 'QUEUED' && row.id !== renderId).length;
	const isKnown = workers.length > 0 && !isPaused && rows.length <= maximumAhead;
	return {
		position: ahead + 1,
		ahead,
		servable: workers.length > 0,
		missingPackId: there.length > 0 && workers.length === 0 ? packId : null,
		eta: isKnown ? await waitingTime(store, [...rows, ...works.map(notBegun)], workers) : null,
	};
}

/** As the last of the line. */
function notBegun(work: EstimatedWork): Ahead {
	const nothingDone = { step: 0, ownSteps: 0, ownSeconds: null, sinceProgressSeconds: null, device: null };
	return { ...work, ...nothingDone, id: '', state: 'QUEUED' };
}

/** What the rest of a render should take that a worker has; null when unknown, or when no worker has it. */
export async function remainingTime(store: Store, renderId: string): Promise<SecondsRange | null> {
	const [row] = await query<Ahead>(store, `${selectAhead} WHERE render.id = $1 AND state IN ('WARMING', 'RUNNING')`, [
		renderId,
	]);
	return row ? rest(row, await readSpeeds(store), row.device === null ? [] : [row.device]) : null;
}

/** When the last of `rows` is done; what the workers are busy with comes first among them. */
async function waitingTime(
	store: Store,
	rows: readonly Ahead[],
	workers: readonly WorkerStatus[],
): Promise<SecondsRange | null> {
	const speeds = await readSpeeds(store);
	const devices = workers.map((worker) => worker.device);
	const low: number[] = [];
	const high: number[] = [];
	for (const row of rows) {
		const range = rest(row, speeds, row.device === null ? devices : [row.device]);
		if (!range) return null;
		low.push(range.lowSeconds);
		high.push(range.highSeconds);
	}
	return { lowSeconds: endOfLast(low, workers.length), highSeconds: endOfLast(high, workers.length) };
}

/** When the last of these works is done, if each in turn goes to the worker that is free first. */
export function endOfLast(seconds: readonly number[], workers: number): number {
	const freeAt = new Array<number>(Math.max(1, workers)).fill(0);
	let end = 0;
	for (const each of seconds) {
		const next = freeAt.indexOf(Math.min(...freeAt));
		end = (freeAt[next] ?? 0) + each;
		freeAt[next] = end;
	}
	return end;
}

function rest(row: Ahead, speeds: SpeedTable, devices: readonly string[]): SecondsRange | null {
	const left = row.state === 'QUEUED' ? row.steps : row.steps - row.step;
	const learnt = speeds(row, devices);
	if (row.state === 'RUNNING' && row.ownSeconds !== null && row.ownSteps >= ownPaceAfterSteps) {
		const pace = row.ownSeconds / row.ownSteps;
		const spread = learnt ? learnt.highSeconds / learnt.lowSeconds : ownPaceSpread;
		const lowSeconds = Math.max(0, pace * left - (row.sinceProgressSeconds ?? 0));
		return { lowSeconds, highSeconds: Math.max(lowSeconds, pace * left * spread) };
	}
	return learnt && { lowSeconds: learnt.lowSeconds * left, highSeconds: learnt.highSeconds * left };
}
