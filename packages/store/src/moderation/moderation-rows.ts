/** @file What moderators do, as values. */
import type { ContentLevel } from '../access/audience.ts';

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

/** The columns of a {@link ModerationAction}, of the table under the name `action`. */
export const actionColumns = `action.id, action.kind, action."subjectId", action.label, action."moderatorId", action."personId",
	action.reason, action.level, action.until, action."createdAt",
	EXISTS (SELECT FROM "ModerationAction" AS undoing WHERE undoing."undoesId" = action.id) AS undone`;

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

export const appealColumns =
	'id, "actionId", "appellantId", words, "createdAt", granted, answer, "decidedById", "decidedAt"';
