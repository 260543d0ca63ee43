/** @file How often moderators had to act against a person of late: what a next decision is measured by. */
import { query, type Store } from '../database/store.ts';

/** A strike counts so long, in days. */
export const strikeDays = 365;

/**
 * The strikes of each person, in the order of `personIds`: the things of theirs that moderators hid or suspended them
 * for within {@link strikeDays} days. Several acts about one thing are one strike. What was taken back, after an appeal or
 * by hand, is none; nor is a level, about which people may differ in good faith.
 */
export async function strikesOf(store: Store, personIds: readonly string[]): Promise<readonly number[]> {
	const rows = await query<{ personId: string; count: number }>(
		store,
		`SELECT action."personId", count(DISTINCT action."subjectId")::int AS count FROM "ModerationAction" AS action
		 WHERE action."personId" = ANY($1) AND action.kind IN ('HIDE', 'SUSPEND')
			AND action."createdAt" > now() - make_interval(days => $2)
			AND NOT EXISTS (SELECT FROM "ModerationAction" AS undoing WHERE undoing."undoesId" = action.id)
			AND NOT EXISTS (
				SELECT FROM "ModerationAction" AS later
				WHERE later."undoesId" IS NULL AND later."createdAt" >= action."createdAt" AND CASE action.kind
					WHEN 'HIDE' THEN later.kind = 'SHOW' AND later."subjectId" = action."subjectId"
					ELSE later.kind = 'LIFT' AND later."personId" = action."personId" END
			)
		 GROUP BY action."personId"`,
		[personIds, strikeDays],
	);
	const byPerson = new Map(rows.map(({ personId, count }) => [personId, count]));
	return personIds.map((id) => byPerson.get(id) ?? 0);
}
