/** @file Every render that is not over, for who keeps the gallery: in the order in which workers take them, and whose each is. */
import { query, type Store } from '../database/store.ts';
import type { unfinishedStates } from './host-figures.ts';
import type { RenderPriority } from './line-controls.ts';
import { lineOf } from './turns.ts';

/** What may be known of a render by who may not see it: nothing of its words and pictures. */
export interface HostedRender {
	readonly id: string;
	readonly state: (typeof unfinishedStates)[number];
	readonly createdAt: Date;
	/** Among all that wait, whatever their pack, from 1; null for one that does not wait its turn. */
	readonly place: number | null;
	readonly requestedById: string;
	readonly packId: string;
	readonly step: number;
	readonly steps: number;
	/** Null for one that nobody has taken up. */
	readonly workerName: string | null;
	readonly priority: RenderPriority;
}

/** Shown at most: what comes behind them changes before anybody gets there. */
export const maximumHostedRenders = 100;

/** Those that a worker has, the oldest first; then the line; then those that their people let wait. */
export async function hostedRenders(store: Store): Promise<readonly HostedRender[]> {
	return query<HostedRender & { readonly id: string }>(
		store,
		`WITH line AS (${lineOf(`ARRAY(
			SELECT DISTINCT asked."packId" FROM "Render" JOIN "Recipe" AS asked ON asked.hash = "recipeHash" WHERE state = 'QUEUED'
		)`)})
		SELECT render.id, render."createdAt", line.place, render."requestedById", recipe."packId", render.step, render.steps,
			render."workerName",
			CASE WHEN render.state = 'QUEUED' AND render."pausedAt" IS NOT NULL THEN 'PAUSED' ELSE render.state::text END AS state,
			CASE sign(render.priority) WHEN 1 THEN 'FIRST' WHEN -1 THEN 'LAST' ELSE 'BY_TURNS' END AS priority
		FROM "Render" AS render JOIN "Recipe" AS recipe ON recipe.hash = render."recipeHash"
			LEFT JOIN line ON line.id = render.id
		WHERE render.state IN ('QUEUED', 'WARMING', 'RUNNING')
		ORDER BY render.state = 'QUEUED', line.place, render."createdAt", render.id LIMIT ${maximumHostedRenders}`,
	);
}
