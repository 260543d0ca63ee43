/** @file The log of moderation as moderators read it, and as those read it whom it concerns. */
import { maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { type Appeal, actionColumns, appealColumns, type ModerationAction } from './moderation-rows.ts';

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
	const rows = await query<ModerationAction>(
		store,
		`SELECT ${actionColumns} FROM "ModerationAction" AS action
		 ${after ? 'WHERE ("createdAt", id) < ($2::timestamptz, $3)' : ''} ORDER BY "createdAt" DESC, id DESC LIMIT $1`,
		[page.first + 1, ...(after ? [after.createdAt, after.id] : [])],
	);
	const edges = rows.slice(0, page.first).map((action) => ({ cursor: printTimeCursor(action), action }));
	return { edges, hasNextPage: rows.length > page.first };
}

/** What was done to each subject, the newest first, in the order of `subjectIds`. */
export async function actionsOn(
	store: Store,
	subjectIds: readonly string[],
): Promise<readonly (readonly ModerationAction[])[]> {
	const rows = await query<ModerationAction>(
		store,
		`SELECT ${actionColumns} FROM unnest($1::text[]) AS subject (id), LATERAL (
			SELECT * FROM "ModerationAction" WHERE "subjectId" = subject.id ORDER BY "createdAt" DESC, id DESC LIMIT $2
		 ) AS action ORDER BY action."createdAt" DESC, action.id DESC`,
		[subjectIds, maximumShownActions],
	);
	return subjectIds.map((id) => rows.filter((action) => action.subjectId === id));
}

/** The decisions that concern each person and change something for them, the newest first, in the order of `personIds`. */
export async function actionsAbout(
	store: Store,
	personIds: readonly string[],
): Promise<readonly (readonly ModerationAction[])[]> {
	const rows = await query<ModerationAction>(
		store,
		`SELECT ${actionColumns} FROM unnest($1::text[]) AS person (id), LATERAL (
			SELECT * FROM "ModerationAction" WHERE "personId" = person.id AND kind <> 'DISMISS'
			ORDER BY "createdAt" DESC, id DESC LIMIT $2
		 ) AS action ORDER BY action."createdAt" DESC, action.id DESC`,
		[personIds, maximumShownActions],
	);
	return personIds.map((id) => rows.filter((action) => action.personId === id));
}

/** In the order of `ids`, null where there is none. */
export async function getActions(store: Store, ids: readonly string[]): Promise<readonly (ModerationAction | null)[]> {
	const rows = await query<ModerationAction>(
		store,
		`SELECT ${actionColumns} FROM "ModerationAction" AS action WHERE id = ANY($1)`,
		[ids],
	);
	const byId = new Map(rows.map((action) => [action.id, action]));
	return ids.map((id) => byId.get(id) ?? null);
}

/** The appeal against each action, null where there is none, in the order of `actionIds`. */
export async function appealsAgainst(store: Store, actionIds: readonly string[]): Promise<readonly (Appeal | null)[]> {
	const rows = await query<Appeal>(store, `SELECT ${appealColumns} FROM "Appeal" WHERE "actionId" = ANY($1)`, [
		actionIds,
	]);
	const byAction = new Map(rows.map((appeal) => [appeal.actionId, appeal]));
	return actionIds.map((id) => byAction.get(id) ?? null);
}

/** The appeals that nobody has decided, the longest waiting first. */
export async function openAppeals(store: Store): Promise<readonly Appeal[]> {
	return query<Appeal>(
		store,
		`SELECT ${appealColumns} FROM "Appeal" WHERE granted IS NULL ORDER BY "createdAt", id LIMIT $1`,
		[maximumShownAppeals],
	);
}
