/** @file What moderators do, as values. */
import type { AliasedExpression } from 'kysely';
import type { ContentLevel } from '../access/audience.ts';
import type { Tables } from '../database/tables.ts';
import { columnsOf, db, eb } from '../database/typed.ts';

/** DISMISS: the reports are wrong. SHOW and LIFT take back HIDE and SUSPEND. STOP ends a render that waits or runs. */
export const moderationKinds = ['DISMISS', 'HIDE', 'SHOW', 'SET_LEVEL', 'SUSPEND', 'LIFT', 'STOP'] as const;
export type ModerationKind = (typeof moderationKinds)[number];

/** An entry of the log. */
export interface ModerationAction {
	readonly id: string;
	readonly kind: ModerationKind;
	/** What it was done to; it may be gone. */
	readonly subjectId: string;
	/** Its title, first words or handle at the time. */
	readonly label: string;
	readonly moderatorId: string;
	/** Whom it concerns; null for guests of the time before they were told. */
	readonly personId: string | null;
	readonly reason: string;
	/** Of SET_LEVEL: it is at least this. */
	readonly level: ContentLevel | null;
	/** Of SUSPEND. */
	readonly until: Date | null;
	/** Whether an appeal has taken it back. */
	readonly undone: boolean;
	readonly createdAt: Date;
}

/** The columns of a {@link ModerationAction} that are in its row. */
export const actionColumns = [
	'id',
	'kind',
	'subjectId',
	'label',
	'moderatorId',
	'personId',
	'reason',
	'level',
	'until',
	'createdAt',
] as const satisfies readonly (keyof Tables['ModerationAction'])[];

/** Whether an appeal has taken an action back, of the action that a statement calls `name`. */
export function isUndone(name: string): AliasedExpression<boolean, 'undone'> {
	const undoing = db
		.selectFrom('ModerationAction as undoing')
		.where('undoing.undoesId', '=', columnsOf('ModerationAction', name)('id'));
	return eb.exists(undoing).$castTo<boolean>().as('undone');
}

/** Begins a statement that reads {@link ModerationAction}s; it calls them `action`. */
export function selectActions() {
	return db.selectFrom('ModerationAction as action').select(actionColumns).select(isUndone('action'));
}

/** What a person says against an action that concerns them. */
export interface Appeal {
	readonly id: string;
	readonly actionId: string;
	readonly appellantId: string;
	readonly words: string;
	readonly createdAt: Date;
	/** Null while it is open. */
	readonly granted: boolean | null;
	/** Of who decided it; empty while it is open. */
	readonly answer: string;
	readonly decidedById: string | null;
	readonly decidedAt: Date | null;
}

/** The columns of an {@link Appeal}. */
export const appealColumns = [
	'id',
	'actionId',
	'appellantId',
	'words',
	'createdAt',
	'granted',
	'answer',
	'decidedById',
	'decidedAt',
] as const satisfies readonly (keyof Tables['Appeal'])[];
