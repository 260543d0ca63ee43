/** @file The loss of every step, kept in rows of 512 so that a render of ten thousand steps is twenty rows. */
import { type Queryable, query, type Store } from '../database/store.ts';

export interface LossPoint {
	readonly step: number;
	readonly loss: number;
}

const stepsPerChunk = 512;
const defaultMaximumPoints = 500;

/** Steps one after another in one chunk: one slice of its array. */
interface Slice {
	readonly chunk: number;
	/** Element of the first loss, from 1, as PostgreSQL counts. */
	readonly from: number;
	readonly losses: number[];
}

/** Keeps losses; a step that is computed again after a restart takes the place of the first. */
export async function keepLosses(sql: Queryable, renderId: string, points: readonly LossPoint[]): Promise<void> {
	for (const { chunk, from, losses } of slicesOf(points)) {
		const bounds = `${from}:${from + losses.length - 1}`;
		// The bounds are numbers of our own, and an array slice takes no parameter in a list of columns.
		await sql.query(
			`INSERT INTO "LossChunk" ("renderId", chunk, losses[${bounds}]) VALUES ($1, $2, $3::real[])
			 ON CONFLICT ("renderId", chunk) DO UPDATE SET losses[${bounds}] = $3::real[]`,
			[renderId, chunk, losses],
		);
	}
}

function slicesOf(points: readonly LossPoint[]): readonly Slice[] {
	const slices: Slice[] = [];
	for (const { step, loss } of [...points].sort((a, b) => a.step - b.step)) {
		const chunk = Math.floor(step / stepsPerChunk);
		const from = (step % stepsPerChunk) + 1;
		const last = slices.at(-1);
		if (last && last.chunk === chunk && last.from + last.losses.length === from) last.losses.push(loss);
		else if (!last || last.chunk !== chunk || last.from + last.losses.length < from)
			slices.push({ chunk, from, losses: [loss] });
		// Else the same step twice: the first stands.
	}
	return slices;
}

/**
 * The loss curve so far, rising by step: every step, or evenly chosen ones when there are more than `maximumPoints`
 * (at least 2); the newest is always among them. Losses have the precision of 32-bit floats.
 */
export async function lossHistory(
	store: Store,
	renderId: string,
	maximumPoints: number = defaultMaximumPoints,
): Promise<readonly LossPoint[]> {
	return query<LossPoint & { readonly step: number }>(
		store,
		`WITH points AS (
			SELECT chunk * ${stepsPerChunk} + place - 1 AS step, losses[place] AS loss
			FROM "LossChunk", LATERAL generate_subscripts(losses, 1) AS place
			WHERE "renderId" = $1 AND losses[place] IS NOT NULL
		), numbered AS (
			-- From the newest backwards, so that the newest is kept.
			SELECT step, loss, row_number() OVER (ORDER BY step DESC) - 1 AS age, count(*) OVER () AS total FROM points
		)
		SELECT step::int, loss::float8 FROM numbered WHERE age % ceil(total::float8 / $2)::bigint = 0 ORDER BY step`,
		[renderId, Math.max(2, maximumPoints)],
	);
}
