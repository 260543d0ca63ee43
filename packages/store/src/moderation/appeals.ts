/** @file Appeals: who is concerned by an act of moderation may say once what is wrong with it, and another moderator decides. */
import { newIdentifier, RenderError } from '@galatea/render';
import { refuseIssues } from '../access/refuse-issues.ts';
import { cleanText, textIssues } from '../access/written-text.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { db, now, rows } from '../database/typed.ts';
import { notify } from '../notifications/notify.ts';
import { apply, isActiveModerator, lockModerator, record } from './moderation.ts';
import {
	type Appeal,
	appealColumns,
	type ModerationAction,
	type ModerationKind,
	selectActions,
} from './moderation-rows.ts';
import { maximumReasonLength } from './reports.ts';

/** What can be appealed, and the act that takes it back. */
const reversals: Readonly<Partial<Record<ModerationKind, ModerationKind>>> = {
	HIDE: 'SHOW',
	SET_LEVEL: 'SET_LEVEL',
	SUSPEND: 'LIFT',
};

/** Whether the person concerned can appeal, as far as the kind of the act goes. */
export function canBeAppealed(action: ModerationAction): boolean {
	return action.kind in reversals && !action.undone && !(action.kind === 'SET_LEVEL' && action.level === 'EVERYONE');
}

/**
 * Appeals against an act. The same words once more are the same appeal. Throws `INVALID_INPUT`, `NOT_FOUND` for an act that
 * concerns somebody else, and `NOT_ALLOWED` for one that cannot be appealed, or has been.
 */
export async function createAppeal(
	store: Store,
	input: { readonly actionId: string; readonly words: string },
	userId: string,
): Promise<Appeal> {
	const words = cleanText(input.words);
	refuseIssues(textIssues(words, 'words', maximumReasonLength));
	return transaction(store, async (connection) => {
		const action = await readAction(connection, input.actionId);
		if (!action || action.personId !== userId)
			throw new RenderError('NOT_FOUND', 'There is no such decision about you');
		if (!canBeAppealed(action)) throw new RenderError('NOT_ALLOWED', 'This decision cannot be appealed');
		const [made] = await rows(
			connection,
			db
				.insertInto('Appeal')
				.values({ id: newIdentifier('appeal'), actionId: action.id, appellantId: userId, words })
				.onConflict((conflict) => conflict.column('actionId').doNothing())
				.returning(appealColumns),
		);
		if (made) return made;
		const [earlier] = await rows(
			connection,
			db.selectFrom('Appeal').select(appealColumns).where('actionId', '=', action.id),
		);
		if (earlier?.words === words) return earlier;
		throw new RenderError('NOT_ALLOWED', 'A decision can be appealed once');
	});
}

/**
 * Decides an appeal; one that is granted takes the act back. Whoever acted decides only where nobody else could. Deciding
 * the same again changes nothing. Throws `INVALID_INPUT`, `NOT_FOUND` and `NOT_ALLOWED`.
 */
export async function decideAppeal(
	store: Store,
	input: { readonly id: string; readonly granted: boolean; readonly answer: string },
	moderatorId: string,
): Promise<Appeal> {
	const answer = cleanText(input.answer);
	refuseIssues(textIssues(answer, 'answer', maximumReasonLength));
	return transaction(store, async (connection) => {
		await lockModerator(connection, moderatorId);
		const [appeal] = await rows(
			connection,
			db.selectFrom('Appeal').select(appealColumns).where('id', '=', input.id).forUpdate(),
		);
		const action = appeal && (await readAction(connection, appeal.actionId));
		if (!appeal || !action) throw new RenderError('NOT_FOUND', `There is no appeal ${input.id.slice(0, 64)}`);
		if (appeal.granted !== null) {
			if (appeal.decidedById === moderatorId && appeal.granted === input.granted) return appeal;
			throw new RenderError('NOT_ALLOWED', 'This appeal has been decided');
		}
		await refuseOwnCause(connection, appeal, action, moderatorId);
		if (input.granted) await takeBack(connection, appeal, action, { moderatorId, answer });
		const [decided] = await rows(
			connection,
			db
				.updateTable('Appeal')
				.set({ granted: input.granted, answer, decidedById: moderatorId, decidedAt: now })
				.where('id', '=', appeal.id)
				.returning(appealColumns),
		);
		if (!decided) throw new Error(`Appeal ${appeal.id} is gone`);
		// What it was about may be gone; the person concerned is there.
		const { appellantId } = appeal;
		await notify(connection, { recipientId: appellantId, kind: 'APPEAL', subjectId: appellantId, actorId: null });
		return decided;
	});
}

async function readAction(connection: Queryable, id: string): Promise<ModerationAction | null> {
	const [row] = await rows(connection, selectActions().where('action.id', '=', id));
	return row ?? null;
}

async function refuseOwnCause(
	connection: Queryable,
	appeal: Appeal,
	action: ModerationAction,
	moderatorId: string,
): Promise<void> {
	if (appeal.appellantId === moderatorId)
		throw new RenderError('NOT_ALLOWED', 'Nobody decides about what is their own');
	if (action.moderatorId !== moderatorId) return;
	const others = await rows(
		connection,
		db
			.selectFrom('User')
			.select('id')
			.where('id', 'not in', [moderatorId, appeal.appellantId])
			.where(isActiveModerator())
			.limit(1),
	);
	if (others.length > 0)
		throw new RenderError('NOT_ALLOWED', 'You made this decision: another moderator decides the appeal');
}

async function takeBack(
	connection: Queryable,
	appeal: Appeal,
	action: ModerationAction,
	{ moderatorId, answer }: { readonly moderatorId: string; readonly answer: string },
): Promise<void> {
	const kind = reversals[action.kind];
	if (!kind || action.undone) return;
	const { subjectId, label } = action;
	const act = { kind, subjectId, personId: appeal.appellantId, level: 'EVERYONE', until: null } as const;
	// It may have been taken back by hand, or be gone; that it was wrong is written down all the same.
	await apply(connection, act);
	await record(connection, { ...act, label, moderatorId, reason: answer, undoesId: action.id });
}
