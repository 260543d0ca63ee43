/** @file What keeps a host from sleeping: how long renders wait, and why they failed of late. */
import { query, type Store } from '../database/store.ts';

/** States in which something is still to be done; PAUSED waits because its person lets it. */
export const unfinishedStates = ['QUEUED', 'PAUSED', 'WARMING', 'RUNNING'] as const;

export interface UnfinishedRenders {
	readonly state: (typeof unfinishedStates)[number];
	readonly count: number;
	/** Since when the oldest of them has been asked for. */
	readonly oldestAt: Date;
}

export interface RecentFailures {
	/** As of a render's failure; `UNKNOWN` where none was written down. */
	readonly code: string;
	readonly count: number;
	readonly lastAt: Date;
}

/** Different codes that are told at most. */
export const maximumFailureCodes = 20;

/** Renders that are not over yet, by states in which there are some, in the order of {@link unfinishedStates}. */
export async function unfinishedRenders(store: Store): Promise<readonly UnfinishedRenders[]> {
	const found = await query<UnfinishedRenders & { readonly state: string }>(
		store,
		`SELECT CASE WHEN state = 'QUEUED' AND "pausedAt" IS NOT NULL THEN 'PAUSED' ELSE state::text END AS state,
			count(*)::int AS count, min("createdAt") AS "oldestAt"
		 FROM "Render" WHERE state IN ('QUEUED', 'WARMING', 'RUNNING') GROUP BY 1`,
	);
	return unfinishedStates.flatMap((state) => found.filter((row) => row.state === state));
}

/** Why renders failed within the last day, the most frequent reason first, at most {@link maximumFailureCodes}. */
export async function recentFailures(store: Store): Promise<readonly RecentFailures[]> {
	return query<RecentFailures & { readonly code: string }>(
		store,
		`SELECT coalesce("failureCode", 'UNKNOWN') AS code, count(*)::int AS count, max("finishedAt") AS "lastAt"
		 FROM "Render" WHERE state = 'FAILED' AND "finishedAt" > now() - interval '1 day'
		 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${maximumFailureCodes}`,
	);
}
