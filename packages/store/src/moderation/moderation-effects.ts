/** @file What an act of moderation changes. Each says whether anything has changed. */
import { isIdentifier, RenderError } from '@galatea/render';
import type { ContentLevel } from '../access/audience.ts';
import type { Queryable } from '../database/store.ts';
import { cancelOn } from '../renders/renders.ts';

/** Hides a subject from all but its person and the moderators, or shows it again. People are suspended instead. */
export async function setHidden(sql: Queryable, subjectId: string, hidden: boolean): Promise<boolean> {
	if (isIdentifier('user', subjectId)) throw new RenderError('NOT_ALLOWED', 'A person is suspended, not hidden');
	const changed = [];
	const artwork = 'UPDATE "Artwork" SET hidden = $2 WHERE (id = $1 OR "renderId" = $1) AND hidden <> $2 RETURNING id';
	// The artwork goes first: its render follows it. And last: a publication that was under way held the render till now.
	for (const statement of [
		artwork,
		'UPDATE "Render" SET hidden = $2 WHERE id = $1 AND hidden <> $2 RETURNING id',
		artwork,
		'UPDATE "Comment" SET hidden = $2 WHERE id = $1 AND hidden <> $2 RETURNING id',
		'UPDATE "Collection" SET hidden = $2 WHERE id = $1 AND hidden <> $2 RETURNING id',
	])
		changed.push(...(await sql.query(statement, [subjectId, hidden])));
	return changed.length > 0;
}

/** Says for whom an artwork is at least, whatever its person says. */
export async function setLeastLevel(sql: Queryable, subjectId: string, level: ContentLevel): Promise<boolean> {
	if (!isIdentifier('artwork', subjectId)) throw new RenderError('NOT_ALLOWED', 'Only an artwork has a content level');
	const changed = await sql.query(
		`UPDATE "Artwork" SET "leastContentLevel" = $2::"ContentLevel" WHERE id = $1 AND "leastContentLevel" <> $2::"ContentLevel"
		 RETURNING id`,
		[subjectId, level],
	);
	return changed.length > 0;
}

/** Suspends a person until a moment, or with null no longer. */
export async function setSuspendedUntil(sql: Queryable, personId: string, until: Date | null): Promise<boolean> {
	const changed = await sql.query(
		`UPDATE "User" SET "suspendedUntil" = $2::timestamptz WHERE id = $1 AND "suspendedUntil" IS DISTINCT FROM $2::timestamptz
		 RETURNING id`,
		[personId, until],
	);
	return changed.length > 0;
}

/** Ends a render that waits or runs. */
export async function stopRender(sql: Queryable, subjectId: string): Promise<boolean> {
	if (!isIdentifier('render', subjectId)) throw new RenderError('NOT_ALLOWED', 'Only a render can be stopped');
	return cancelOn(sql, subjectId);
}
