/** @file Figures of all renders for whoever keeps the gallery: how many there are by state, why they failed, how long steps take. */
import type { RenderState } from '@galatea/render';
import { query, type Store } from '../database/store.ts';
import { quantiles, type SecondsRange } from './step-speeds.ts';

/** A render's state, and those apart that wait because their people let them. */
export type FiguredState = RenderState | 'PAUSED';

/** How long a step of one kind of work takes on one kind of device. */
interface StepFigure extends SecondsRange {
	readonly packId: string;
	readonly device: string;
	readonly width: number;
	readonly height: number;
	readonly cutouts: number;
}

export interface RenderFigures {
	/** Of states in which there are some. */
	readonly byState: ReadonlyMap<FiguredState, number>;
	/** Failed ones by their codes. */
	readonly failures: ReadonlyMap<string, number>;
	/** Of work that was done within the last day, the newest first, at most {@link maximumStepFigures}. */
	readonly steps: readonly StepFigure[];
}

/** Every one is a series in somebody's monitoring. */
const maximumStepFigures = 50;

interface Count {
	readonly kind: 'state' | 'paused' | 'failure';
	readonly name: string;
	readonly count: number;
}

/** Reads them in two statements. States are counted in their index alone; only waiting and failed rows are looked at. */
export async function readRenderFigures(store: Store): Promise<RenderFigures> {
	const counts = await query<Count>(
		store,
		`SELECT 'state' AS kind, state::text AS name, count(*)::int AS count FROM "Render" GROUP BY state
		 UNION ALL SELECT 'paused', 'PAUSED', count(*)::int FROM "Render" WHERE state = 'QUEUED' AND "pausedAt" IS NOT NULL
		 UNION ALL SELECT 'failure', coalesce("failureCode", 'UNKNOWN'), count(*)::int FROM "Render" WHERE state = 'FAILED' GROUP BY 2`,
	);
	const speeds = await query<Omit<StepFigure, keyof SecondsRange> & Parameters<typeof quantiles>[0]>(
		store,
		`SELECT "packId", device, width, height, cutouts, count, "logMean", "logVariance" FROM "StepSpeed"
		 WHERE "updatedAt" > now() - interval '1 day' ORDER BY "updatedAt" DESC LIMIT ${maximumStepFigures}`,
	);
	const of = (kind: Count['kind']) => counts.filter((row) => row.kind === kind && row.count > 0);
	const byState = new Map(of('state').map(({ name, count }) => [name as FiguredState, count]));
	for (const { count } of of('paused')) {
		byState.set('PAUSED', count);
		byState.set('QUEUED', (byState.get('QUEUED') ?? 0) - count);
	}
	return {
		byState,
		failures: new Map(of('failure').map(({ name, count }) => [name, count])),
		steps: speeds.map(({ count, logMean, logVariance, ...kind }) => ({
			...kind,
			...quantiles({ count, logMean, logVariance }),
		})),
	};
}
