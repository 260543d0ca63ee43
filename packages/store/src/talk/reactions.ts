/** @file Reactions: a word's worth of opinion, at most one of each kind of each member. */
import { RenderError } from '@galatea/render';
import { countTry, type Limit } from '../access/rate-limits.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import { query, type Store, transaction } from '../database/store.ts';
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
	await transaction(store, async (sql) => {
		if (!on) {
			const gone = 'DELETE FROM "Reaction" WHERE "subjectId" = $1 AND "userId" = $2 AND kind = $3::"ReactionKind"';
			await sql.query(gone, [subjectId, userId, kind]);
			return;
		}
		// What is gone since the look above has no subject any more, and takes no reaction.
		const added = await sql.query(
			`INSERT INTO "Reaction" ("subjectId", "userId", kind) SELECT id, $2, $3::"ReactionKind" FROM "Subject" WHERE id = $1
			 ON CONFLICT DO NOTHING RETURNING kind`,
			[subjectId, userId, kind],
		);
		const person = added.length > 0 ? await personOfSubject(sql, subjectId) : null;
		if (person) await notify(sql, { recipientId: person.personId, kind: 'REACTION', subjectId, actorId: userId });
	});
}

/** All kinds with their numbers, for each subject, in the order of `subjectIds`. */
export async function reactionsTo(
	store: Store,
	subjectIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (readonly ReactionCount[])[]> {
	const rows = await query<ReactionCount & { subjectId: string }>(
		store,
		`SELECT "subjectId", kind, count(*)::int AS count, bool_or("userId" = $2) AS mine FROM "Reaction"
		 WHERE "subjectId" = ANY($1) GROUP BY "subjectId", kind`,
		[subjectIds, viewerValue(viewer)],
	);
	const known = new Map(rows.map(({ subjectId, ...row }) => [`${subjectId} ${row.kind}`, row]));
	return subjectIds.map((id) =>
		reactionKinds.map((kind) => known.get(`${id} ${kind}`) ?? { kind, count: 0, mine: false }),
	);
}
