/**
 * @file Who watches a render now. Each API process has a row for every browser that watches through it, and says again and again
 * that it is there: so all processes together count, and what a process that died has left is not counted for long.
 */

import { query, type Store } from '../database/store.ts';
import { getUsers, type User } from './users.ts';

/** A row that nobody has confirmed for so long is not counted, and goes with the next confirmation of any other. */
export const watcherLifeMs = 60_000;

/** Members who are named; those who came first. */
export const maximumNamed = 12;

/** Browsers of one network that count without being a member's: a script can call itself by many names. */
const maximumOfNetwork = 16;

/** One browser that watches one render. */
export interface Watcher {
	readonly renderId: string;
	/** A hash of what it calls itself; the same in every process. */
	readonly browser: string;
	/** A hash of the network from which it comes. */
	readonly network: string;
	/** Whose it is, a guest's too; null for nobody's. */
	readonly userId: string | null;
}

/** Who watches one render, besides whoever asked for it. */
export interface Audience {
	readonly count: number;
	/** Those of them who let others see that they watch, at most {@link maximumNamed}. */
	readonly members: readonly User[];
}

/** Says that these watch through a process, and forgets what other processes have left behind. Renders that are gone are passed over. */
export async function keepWatchers(store: Store, processId: string, watchers: readonly Watcher[]): Promise<void> {
	const column = <Name extends keyof Watcher>(name: Name) => watchers.map((watcher) => watcher[name]);
	await query(
		store,
		`INSERT INTO "RenderWatcher" ("renderId", "processId", browser, network, "userId")
		 SELECT render.id, $1, watcher.browser, watcher.network, person.id
		 FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS watcher ("renderId", browser, network, "userId")
		 JOIN "Render" AS render ON render.id = watcher."renderId" LEFT JOIN "User" AS person ON person.id = watcher."userId"
		 ON CONFLICT ("renderId", "processId", browser)
		 DO UPDATE SET "seenAt" = now(), network = excluded.network, "userId" = excluded."userId"`,
		[processId, column('renderId'), column('browser'), column('network'), column('userId')],
	);
	await query(store, `DELETE FROM "RenderWatcher" WHERE "seenAt" < now() - make_interval(secs => $1)`, [
		watcherLifeMs / 1000,
	]);
}

/** These watch through a process no longer; without a list nobody does. */
export async function endWatchers(
	store: Store,
	processId: string,
	watchers: readonly Pick<Watcher, 'renderId' | 'browser'>[] | null,
): Promise<void> {
	if (watchers === null) {
		await query(store, 'DELETE FROM "RenderWatcher" WHERE "processId" = $1', [processId]);
		return;
	}
	await query(
		store,
		`DELETE FROM "RenderWatcher" AS gone USING unnest($2::text[], $3::text[]) AS watcher ("renderId", browser)
		 WHERE gone."processId" = $1 AND gone."renderId" = watcher."renderId" AND gone.browser = watcher.browser`,
		[processId, watchers.map(({ renderId }) => renderId), watchers.map(({ browser }) => browser)],
	);
}

/**
 * How many people watch each render, besides whoever asked for it; those whom nobody watches are not in the map. A member counts
 * once however many browsers they have, a browser once however many pages and processes it has.
 */
export async function audienceSizes(store: Store, renderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
	const rows = await query<{ renderId: string; count: number }>(
		store,
		`WITH browser AS (
			SELECT watcher."renderId", watcher.browser, min(watcher.network) AS network,
				max(person.id) FILTER (WHERE person.role <> 'GUEST') AS "memberId",
				bool_or(coalesce(watcher."userId" = render."requestedById", false)) AS "isOwner"
			FROM "RenderWatcher" AS watcher JOIN "Render" AS render ON render.id = watcher."renderId"
			LEFT JOIN "User" AS person ON person.id = watcher."userId"
			WHERE watcher."renderId" = ANY($1) AND watcher."seenAt" > now() - make_interval(secs => $2)
			GROUP BY watcher."renderId", watcher.browser
		), placed AS (
			SELECT "renderId", "memberId",
				row_number() OVER (PARTITION BY "renderId", network, "memberId" IS NULL ORDER BY browser) AS place
			FROM browser WHERE NOT "isOwner"
		)
		SELECT "renderId",
			(count(DISTINCT "memberId") + count(*) FILTER (WHERE "memberId" IS NULL AND place <= $3))::int AS count
		FROM placed GROUP BY "renderId"`,
		[[...renderIds], watcherLifeMs / 1000, maximumOfNetwork],
	);
	return new Map(rows.map(({ renderId, count }) => [renderId, count]));
}

/** Who watches one render. In nobody's eyes in particular: who has blocked whom is not regarded. */
export async function audienceOf(store: Store, renderId: string): Promise<Audience> {
	const count = (await audienceSizes(store, [renderId])).get(renderId) ?? 0;
	if (count === 0) return { count, members: [] };
	const named = await query<{ id: string }>(
		store,
		`SELECT person.id FROM "RenderWatcher" AS watcher JOIN "Render" AS render ON render.id = watcher."renderId"
		 JOIN "User" AS person ON person.id = watcher."userId"
		 WHERE render.id = $1 AND watcher."seenAt" > now() - make_interval(secs => $2) AND person.role <> 'GUEST'
			AND person."namedAsWatcher" AND person."leftAt" IS NULL AND person.id <> render."requestedById"
			AND (person."suspendedUntil" IS NULL OR person."suspendedUntil" < now())
		 GROUP BY person.id ORDER BY min(watcher.since), person.id LIMIT ${maximumNamed}`,
		[renderId, watcherLifeMs / 1000],
	);
	const members = await getUsers(
		store,
		named.map(({ id }) => id),
	);
	return { count, members: members.filter((member) => member !== null) };
}
