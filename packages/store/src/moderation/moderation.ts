/** @file What moderators do about a subject: each act with its reason, in a log that is only added to. */
import { createHash } from 'node:crypto';
import { type InputIssue, newIdentifier, RenderError } from '@galatea/render';
import type { Expression, SqlBool } from 'kysely';
import type { ContentLevel } from '../access/audience.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import type { Role } from '../access/role.ts';
import { cleanText, textIssues } from '../access/written-text.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { columnsOf, db, eb, now, rows, run } from '../database/typed.ts';
import { notify } from '../notifications/notify.ts';
import { personOfSubject } from '../talk/subjects.ts';
import { setHidden, setLeastLevel, setSuspendedUntil, stopRender } from './moderation-effects.ts';
import {
	actionColumns,
	isUndone,
	type ModerationAction,
	type ModerationKind,
	selectActions,
} from './moderation-rows.ts';
import { maximumReasonLength } from './reports.ts';

/** Ten years: who shall never come back. */
export const maximumSuspensionDays = 3_650;

export interface ModerationInput {
	readonly subjectId: string;
	readonly kind: ModerationKind;
	/** The person concerned reads it. */
	readonly reason: string;
	/** For SET_LEVEL. */
	readonly level?: ContentLevel | null;
	/** For SUSPEND, of the person whose the subject is: 1 to 3,650. */
	readonly days?: number | null;
	/** The same text of the same moderator is the same act, however often it is sent. */
	readonly idempotencyKey?: string | null;
}

/**
 * Acts on a subject, and closes its open reports. Throws `INVALID_INPUT`, `NOT_FOUND` for a subject that is not there, and
 * `NOT_ALLOWED` for who is no moderator, for what is one's own, for a person of the same role or a higher one, and when it
 * would change nothing. That the moderator may see the subject is for the caller to check.
 */
export async function moderate(store: Store, input: ModerationInput, moderatorId: string): Promise<ModerationAction> {
	const reason = cleanText(input.reason);
	refuseIssues([...textIssues(reason, 'reason', maximumReasonLength), ...choiceIssues(input)]);
	const key = input.idempotencyKey == null ? null : createHash('sha256').update(input.idempotencyKey).digest('hex');
	return transaction(store, async (connection) => {
		const role = await lockModerator(connection, moderatorId);
		// Two acts on one subject come one after the other.
		await run(connection, db.selectFrom('Subject').where('id', '=', input.subjectId).forUpdate());
		const earlier = key === null ? null : await findByKey(connection, moderatorId, key);
		if (earlier) return earlier;
		const person = await personOfSubject(connection, input.subjectId);
		if (!person) throw new RenderError('NOT_FOUND', `There is nothing ${input.subjectId.slice(0, 64)}`);
		if (person.personId === moderatorId) throw new RenderError('NOT_ALLOWED', 'Nobody decides about what is their own');
		const until = input.kind === 'SUSPEND' ? new Date(Date.now() + (input.days ?? 1) * 86_400_000) : null;
		if (input.kind === 'SUSPEND' && !(rank(person.role) > 0 && rank(person.role) < rank(role)))
			throw new RenderError('NOT_ALLOWED', 'Only members of a lower role than your own can be suspended');
		if (!(await apply(connection, { ...input, personId: person.personId, until })))
			throw new RenderError('NOT_ALLOWED', 'This would change nothing: somebody may have done it before you');
		return record(connection, {
			...input,
			reason,
			until,
			key,
			moderatorId,
			label: person.label,
			personId: person.personId,
		});
	});
}

function choiceIssues({ kind, level, days }: ModerationInput): readonly InputIssue[] {
	const issues: InputIssue[] = [];
	if (kind === 'SET_LEVEL' && level == null) issues.push({ path: 'level', message: 'must be given' });
	const right = days != null && Number.isInteger(days) && days >= 1 && days <= maximumSuspensionDays;
	if (kind === 'SUSPEND' && !right)
		issues.push({ path: 'days', message: `must be a whole number from 1 to ${maximumSuspensionDays}` });
	return issues;
}

function rank(role: Role): number {
	return ['GUEST', 'MEMBER', 'MODERATOR', 'ADMIN'].indexOf(role);
}

/** The condition that a row of "User" is somebody who may moderate now. */
export function isActiveModerator(): Expression<SqlBool> {
	const user = columnsOf('User', 'User');
	const suspendedUntil = user('suspendedUntil');
	return eb.and([
		eb(user('role'), 'in', ['MODERATOR', 'ADMIN']),
		eb.or([eb(suspendedUntil, 'is', null), eb(suspendedUntil, '<=', now)]),
	]);
}

/** The role of a moderator, who stays one until the end. Throws `NOT_ALLOWED`. */
export async function lockModerator(connection: Queryable, userId: string): Promise<Role> {
	const [row] = await rows(
		connection,
		db.selectFrom('User').select('role').where('id', '=', userId).where(isActiveModerator()).forShare(),
	);
	if (!row) throw new RenderError('NOT_ALLOWED', 'Only moderators and admins decide about what others made');
	return row.role;
}

async function findByKey(connection: Queryable, moderatorId: string, key: string): Promise<ModerationAction | null> {
	const [row] = await rows(
		connection,
		selectActions().where('action.moderatorId', '=', moderatorId).where('action.idempotencyKey', '=', key),
	);
	return row ?? null;
}

function openReports(subjectId: string) {
	return db.selectFrom('Report').select('id').where('subjectId', '=', subjectId).where('actionId', 'is', null);
}

/** Whether it has changed anything. */
export async function apply(
	connection: Queryable,
	act: {
		readonly kind: ModerationKind;
		readonly subjectId: string;
		readonly personId: string;
		readonly level?: ContentLevel | null;
		readonly until: Date | null;
	},
): Promise<boolean> {
	switch (act.kind) {
		case 'DISMISS':
			return (await rows(connection, openReports(act.subjectId).limit(1))).length > 0;
		case 'HIDE':
		case 'SHOW':
			return setHidden(connection, act.subjectId, act.kind === 'HIDE');
		case 'SET_LEVEL':
			return setLeastLevel(connection, act.subjectId, act.level ?? 'EVERYONE');
		case 'SUSPEND':
		case 'LIFT':
			return setSuspendedUntil(connection, act.personId, act.until);
		case 'STOP':
			return stopRender(connection, act.subjectId);
	}
}

/** Writes an act into the log and closes the reports of its subject. */
export async function record(
	connection: Queryable,
	act: {
		readonly kind: ModerationKind;
		readonly subjectId: string;
		readonly label: string;
		readonly moderatorId: string;
		readonly personId: string | null;
		readonly reason: string;
		readonly level?: ContentLevel | null;
		readonly until: Date | null;
		readonly undoesId?: string;
		readonly key?: string | null;
	},
): Promise<ModerationAction> {
	const [action] = await rows(
		connection,
		db
			.insertInto('ModerationAction')
			.values({
				id: newIdentifier('moderationAction'),
				kind: act.kind,
				subjectId: act.subjectId,
				label: act.label,
				moderatorId: act.moderatorId,
				personId: act.personId,
				reason: act.reason,
				level: act.kind === 'SET_LEVEL' ? (act.level ?? null) : null,
				until: act.until,
				undoesId: act.undoesId ?? null,
				idempotencyKey: act.key ?? null,
			})
			.returning(actionColumns)
			.returning(isUndone('ModerationAction')),
	);
	if (!action) throw new Error('The log took no entry');
	await run(
		connection,
		db
			.updateTable('Report')
			.set({ actionId: action.id, openKey: null })
			.where('subjectId', '=', act.subjectId)
			.where('actionId', 'is', null),
	);
	// Of what an appeal takes back its answer tells.
	if (act.personId !== null && act.kind !== 'DISMISS' && act.undoesId === undefined)
		await notify(connection, {
			recipientId: act.personId,
			kind: 'DECISION',
			subjectId: act.kind === 'SUSPEND' || act.kind === 'LIFT' ? act.personId : act.subjectId,
			actorId: null,
		});
	return action;
}
