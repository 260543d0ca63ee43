/** @file The log of moderation as moderators read it, and as those read it whom it concerns. */
import type { Expression, SelectQueryBuilder } from 'kysely';
import { maximumPageSize } from '../database/cursor.ts';
import { inOrder } from '../database/in-order.ts';
import type { Store } from '../database/store.ts';
import type { Tables } from '../database/tables.ts';
import { isOlder, printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { anyOf, db, eachOf, rows, sql } from '../database/typed.ts';
import {
	type Appeal,
	actionColumns,
	appealColumns,
	isUndone,
	type ModerationAction,
	selectActions,
} from './moderation-rows.ts';

/** Shown of one subject or one person, the newest; the whole log is a list of its own. */
const maximumShownActions = 20;
/** Open appeals shown at a time, the longest waiting first. */
const maximumShownAppeals = 50;

export interface ModerationLogPage {
	readonly edges: readonly { readonly cursor: string; readonly action: ModerationAction }[];
	readonly hasNextPage: boolean;
}

/** The log, the newest first. Throws a RangeError on `first` (1 to 100), `CursorError` on `after`. */
export async function listActions(
	store: Store,
	page: { readonly first: number; readonly after: string | null },
): Promise<ModerationLogPage> {
	if (!Number.isInteger(page.first) || page.first < 1 || page.first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} entries, not ${page.first}`);
	const after = readTimeCursor(page.after, 'moderationAction');
	const found = await rows(
		store,
		selectActions()
			.where(({ ref }) => isOlder({ createdAt: ref('action.createdAt'), id: ref('action.id') }, after))
			.orderBy('action.createdAt', 'desc')
			.orderBy('action.id', 'desc')
			.limit(page.first + 1),
	);
	const edges = found.slice(0, page.first).map((action) => ({ cursor: printTimeCursor(action), action }));
	return { edges, hasNextPage: found.length > page.first };
}

/** What was done to each subject, the newest first, in the order of `subjectIds`. */
export async function actionsOn(
	store: Store,
	subjectIds: readonly string[],
): Promise<readonly (readonly ModerationAction[])[]> {
	const found = await rows(
		store,
		newestOfEach(subjectIds, (id) => db.selectFrom('ModerationAction').where('subjectId', '=', id)),
	);
	return subjectIds.map((id) => found.filter((action) => action.subjectId === id));
}

/** The decisions that concern each person and change something for them, the newest first, in the order of `personIds`. */
export async function actionsAbout(
	store: Store,
	personIds: readonly string[],
): Promise<readonly (readonly ModerationAction[])[]> {
	const found = await rows(
		store,
		newestOfEach(personIds, (id) =>
			db.selectFrom('ModerationAction').where('personId', '=', id).where('kind', '<>', 'DISMISS'),
		),
	);
	return personIds.map((id) => found.filter((action) => action.personId === id));
}

/** In the order of `ids`, null where there is none. */
export async function getActions(store: Store, ids: readonly string[]): Promise<readonly (ModerationAction | null)[]> {
	return inOrder(ids, await rows(store, selectActions().where('action.id', '=', anyOf(ids))));
}

/** The newest of the actions that each id has, the newest of all first. */
function newestOfEach(
	ids: readonly string[],
	actionsOf: (id: Expression<string>) => SelectQueryBuilder<Tables, 'ModerationAction', object>,
) {
	const newest = actionsOf(sql.ref<string>('asked.id'))
		.selectAll()
		.orderBy('createdAt', 'desc')
		.orderBy('id', 'desc')
		.limit(maximumShownActions);
	return db
		.selectFrom(eachOf(ids))
		.innerJoinLateral(newest.as('action'), (join) => join.onTrue())
		.select(actionColumns.map((column) => `action.${column}` as const))
		.select(isUndone('action'))
		.orderBy('action.createdAt', 'desc')
		.orderBy('action.id', 'desc');
}

/** The appeal against each action, null where there is none, in the order of `actionIds`. */
export async function appealsAgainst(store: Store, actionIds: readonly string[]): Promise<readonly (Appeal | null)[]> {
	const found = await rows(
		store,
		db.selectFrom('Appeal').select(appealColumns).where('actionId', '=', anyOf(actionIds)),
	);
	const byAction = new Map(found.map((appeal) => [appeal.actionId, appeal]));
	return actionIds.map((id) => byAction.get(id) ?? null);
}

/** The appeals that nobody has decided, the longest waiting first. */
export async function openAppeals(store: Store): Promise<readonly Appeal[]> {
	return rows(
		store,
		db
			.selectFrom('Appeal')
			.select(appealColumns)
			.where('granted', 'is', null)
			.orderBy('createdAt')
			.orderBy('id')
			.limit(maximumShownAppeals),
	);
}
