/** @file How often moderators had to act against a person of late: what a next decision is measured by. */
import type { Store } from '../database/store.ts';
import { anyOf, db, rows, sql } from '../database/typed.ts';

/** A strike counts so long, in days. */
export const strikeDays = 365;

/**
 * The strikes of each person, in the order of `personIds`: the things of theirs that moderators hid or suspended them
 * for within {@link strikeDays} days. Several acts about one thing are one strike. What was taken back, after an appeal or
 * by hand, is none; nor is a level, about which people may differ in good faith.
 */
export async function strikesOf(store: Store, personIds: readonly string[]): Promise<readonly number[]> {
	const undoing = db
		.selectFrom('ModerationAction as undoing')
		.where('undoing.undoesId', '=', sql.ref<string>('action.id'));
	const found = await rows(
		store,
		db
			.selectFrom('ModerationAction as action')
			.select(({ eb, fn }) => [
				'action.personId',
				eb.cast<number>(fn.count('action.subjectId').distinct(), 'integer').as('count'),
			])
			.where('action.personId', '=', anyOf(personIds))
			.where('action.kind', 'in', ['HIDE', 'SUSPEND'])
			.where('action.createdAt', '>', sql<Date>`now() - make_interval(days => ${strikeDays})`)
			.where(({ exists, not }) => not(exists(undoing)))
			.where(({ and, eb, exists, not, or, selectFrom }) => {
				const later = selectFrom('ModerationAction as later')
					.where('later.undoesId', 'is', null)
					.whereRef('later.createdAt', '>=', 'action.createdAt');
				const shown = later.whereRef('later.subjectId', '=', 'action.subjectId').where('later.kind', '=', 'SHOW');
				const lifted = later.whereRef('later.personId', '=', 'action.personId').where('later.kind', '=', 'LIFT');
				return and([
					or([eb('action.kind', '<>', 'HIDE'), not(exists(shown))]),
					or([eb('action.kind', '<>', 'SUSPEND'), not(exists(lifted))]),
				]);
			})
			.groupBy('action.personId'),
	);
	const byPerson = new Map(found.map(({ personId, count }) => [personId, count]));
	return personIds.map((id) => byPerson.get(id) ?? 0);
}
