/**
 * @file How long a step takes, learnt from finished renders: one log-normal per kind of work (engine, pack, size,
 * number of cutouts) and device, whose mean and variance forget. A median and a ninth decile follow from them.
 */
import { type Queryable, query, type Store } from '../database/store.ts';

/** Seconds: half of such work takes at most `lowSeconds`, nine of ten at most `highSeconds`. */
export interface SecondsRange {
	readonly lowSeconds: number;
	readonly highSeconds: number;
}

/** The kind of work of a recipe, as far as time is concerned. */
export interface Work {
	readonly engineVersion: number;
	readonly packId: string;
	readonly width: number;
	readonly height: number;
	readonly cutouts: number;
}

interface Speed extends Work {
	readonly device: string;
	readonly count: number;
	readonly logMean: number;
	readonly logVariance: number;
}

/**
 * Weight of the newest render: the mean of the first five, then each counts a fifth, so that half of what is
 * remembered is of the last three.
 */
const smallestWeight = 0.2;

/** 90 % of a normal distribution lie below the mean and this many standard deviations. */
const ninthDecile = 1.2816;

/** Spread of the logarithm that one unknown machine may show against another run of its own; fades with the count. */
const priorDeviation = 0.25;

/**
 * Learns from a render that is DONE: the seconds from taking it up to its end, loading of networks included, by the
 * steps that this attempt made. Attempts that made less than half of the steps say too little.
 */
export async function learnSpeed(sql: Queryable, renderId: string): Promise<void> {
	await sql.query(
		`WITH observed AS (
			SELECT recipe."engineVersion", recipe."packId", recipe.width, recipe.height, recipe.cutouts, worker.device,
				ln(extract(epoch FROM "finishedAt" - "claimedAt")::float8 / (render.steps - "fromStep")) AS x
			FROM "Render" AS render
				JOIN "Recipe" AS recipe ON recipe.hash = "recipeHash"
				JOIN "Worker" AS worker ON worker.name = "workerName"
			WHERE render.id = $1 AND "finishedAt" > "claimedAt" AND (render.steps - "fromStep") * 2 >= render.steps
		)
		INSERT INTO "StepSpeed" AS old
			("engineVersion", "packId", width, height, cutouts, device, count, "logMean", "logVariance")
		SELECT "engineVersion", "packId", width, height, cutouts, device, 1, x, 0 FROM observed
		ON CONFLICT ("engineVersion", "packId", width, height, cutouts, device) DO UPDATE SET
			count = old.count + 1,
			-- With weight w and difference d: mean' = mean + w d, variance' = (1 - w)(variance + w d²).
			"logMean" = old."logMean" + greatest($2::float8, 1.0 / (old.count + 1)) * (excluded."logMean" - old."logMean"),
			"logVariance" = (1 - greatest($2::float8, 1.0 / (old.count + 1))) * (old."logVariance"
				+ greatest($2::float8, 1.0 / (old.count + 1)) * (excluded."logMean" - old."logMean") ^ 2),
			"updatedAt" = now()`,
		[renderId, smallestWeight],
	);
}

/** Seconds per step of a kind of work; null when none like it was ever finished on these devices. */
export type SpeedTable = (work: Work, devices: readonly string[]) => SecondsRange | null;

/** Everything learnt so far. On several devices: from the fastest's median to the slowest's ninth decile. */
export async function readSpeeds(store: Store): Promise<SpeedTable> {
	const rows = await query<Speed & { readonly count: number }>(store, 'SELECT * FROM "StepSpeed"');
	const byKind = new Map<string, Speed[]>();
	for (const row of rows) byKind.set(keyOf(row), [...(byKind.get(keyOf(row)) ?? []), row]);
	return (work, devices) => {
		const ranges = (byKind.get(keyOf(work)) ?? []).filter((speed) => devices.includes(speed.device)).map(quantiles);
		if (ranges.length === 0) return null;
		return {
			lowSeconds: Math.min(...ranges.map((range) => range.lowSeconds)),
			highSeconds: Math.max(...ranges.map((range) => range.highSeconds)),
		};
	};
}

/** Median and ninth decile of a log-normal that was learnt from `count` values. */
export function quantiles(speed: Pick<Speed, 'count' | 'logMean' | 'logVariance'>): SecondsRange {
	const deviation = Math.sqrt(speed.logVariance + priorDeviation ** 2 / speed.count);
	return { lowSeconds: Math.exp(speed.logMean), highSeconds: Math.exp(speed.logMean + ninthDecile * deviation) };
}

function keyOf(work: Work): string {
	return [work.engineVersion, work.packId, work.width, work.height, work.cutouts].join(' ');
}
