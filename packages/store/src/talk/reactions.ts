/** @file Reactions: a word's worth of opinion, at most one of each kind of each member. */
import { RenderError } from '@galatea/render';
import { countTry, type Limit } from '../access/rate-limits.ts';
import { type Viewer, viewerId } from '../access/visibility.ts';
import { type Store, transaction } from '../database/store.ts';
import { anyOf, db, rows, run, sql } from '../database/typed.ts';
import { notify } from '../notifications/notify.ts';
import { personOfSubject, visibleSubjects } from './subjects.ts';

/** The kinds, in the order in which they are offered. */
export const reactionKinds = ['LOVE', 'WONDER', 'SMILE', 'CLEVER'] as const;
export type ReactionKind = (typeof reactionKinds)[number];

/** Nobody changes their mind so often. */
const reactionsOfOne: Limit = { maximum: 200, windowSeconds: 5 * 60 };

export interface ReactionCount {
	readonly kind: ReactionKind;
	readonly count: number;
	/** Whether who asks is among them. */
	readonly mine: boolean;
}

/**
 * Adds or takes back one's reaction to an artwork or a comment; twice is once. Throws `NOT_SIGNED_IN` for guests,
 * `NOT_FOUND` for what the viewer may not see, and `TOO_MANY_TRIES`.
 */
export async function setReaction(
	store: Store,
	{ subjectId, kind, on }: { readonly subjectId: string; readonly kind: ReactionKind; readonly on: boolean },
	viewer: Viewer,
): Promise<void> {
	const reactable = /^(art|com)_/.test(subjectId) && (await visibleSubjects(store, [subjectId], viewer)).has(subjectId);
	if (!reactable) throw new RenderError('NOT_FOUND', `There is no artwork and no comment ${subjectId.slice(0, 64)}`);
	if (viewer.userId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', 'Sign up or in to react: guests may look');
	await countTry(store, `reaction of:${viewer.userId}`, reactionsOfOne);
	const { userId } = viewer;
	await transaction(store, async (connection) => {
		if (!on) {
			await run(
				connection,
				db
					.deleteFrom('Reaction')
					.where('subjectId', '=', subjectId)
					.where('userId', '=', userId)
					.where('kind', '=', kind),
			);
			return;
		}
		// What is gone since the look above has no subject any more, and takes no reaction.
		const subject = db
			.selectFrom('Subject')
			.select(['id', sql.val(userId).as('userId'), sql<ReactionKind>`${kind}::"ReactionKind"`.as('kind')])
			.where('id', '=', subjectId);
		const added = await rows(
			connection,
			db
				.insertInto('Reaction')
				.columns(['subjectId', 'userId', 'kind'])
				.expression(subject)
				.onConflict((conflict) => conflict.doNothing())
				.returning('kind'),
		);
		const person = added.length > 0 ? await personOfSubject(connection, subjectId) : null;
		if (person)
			await notify(connection, { recipientId: person.personId, kind: 'REACTION', subjectId, actorId: userId });
	});
}

/** All kinds with their numbers, for each subject, in the order of `subjectIds`. */
export async function reactionsTo(
	store: Store,
	subjectIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (readonly ReactionCount[])[]> {
	const found = await rows(
		store,
		db
			.selectFrom('Reaction')
			.select(({ eb, fn }) => [
				'subjectId',
				'kind',
				eb.cast<number>(fn.countAll(), 'integer').as('count'),
				fn.agg<boolean>('bool_or', [eb('userId', '=', viewerId(viewer))]).as('mine'),
			])
			.where('subjectId', '=', anyOf(subjectIds))
			.groupBy(['subjectId', 'kind']),
	);
	const known = new Map(found.map(({ subjectId, ...row }) => [`${subjectId} ${row.kind}`, row]));
	return subjectIds.map((id) =>
		reactionKinds.map((kind) => known.get(`${id} ${kind}`) ?? { kind, count: 0, mine: false }),
	);
}
