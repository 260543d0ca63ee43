/** @file What an act of moderation changes. Each says whether anything has changed. */
import { isIdentifier, RenderError } from '@galatea/render';
import type { ContentLevel } from '../access/audience.ts';
import type { Queryable } from '../database/store.ts';
import { db, rows } from '../database/typed.ts';
import { cancelOn } from '../renders/renders.ts';

/** Hides a subject from all but its person and the moderators, or shows it again. People are suspended instead. */
export async function setHidden(connection: Queryable, subjectId: string, hidden: boolean): Promise<boolean> {
	if (isIdentifier('user', subjectId)) throw new RenderError('NOT_ALLOWED', 'A person is suspended, not hidden');
	const changed: { readonly id: string }[] = [];
	const artwork = db
		.updateTable('Artwork')
		.set({ hidden })
		.where(({ eb, or }) => or([eb('id', '=', subjectId), eb('renderId', '=', subjectId)]))
		.where('hidden', '<>', hidden)
		.returning('id');
	const ofTable = (table: 'Render' | 'Comment' | 'Collection') =>
		db.updateTable(table).set({ hidden }).where('id', '=', subjectId).where('hidden', '<>', hidden).returning('id');
	// The artwork goes first: its render follows it. And last: a publication that was under way held the render till now.
	for (const statement of [artwork, ofTable('Render'), artwork, ofTable('Comment'), ofTable('Collection')])
		changed.push(...(await rows(connection, statement)));
	return changed.length > 0;
}

/** Says for whom an artwork is at least, whatever its person says. */
export async function setLeastLevel(connection: Queryable, subjectId: string, level: ContentLevel): Promise<boolean> {
	if (!isIdentifier('artwork', subjectId)) throw new RenderError('NOT_ALLOWED', 'Only an artwork has a content level');
	const changed = await rows(
		connection,
		db
			.updateTable('Artwork')
			.set({ leastContentLevel: level })
			.where('id', '=', subjectId)
			.where('leastContentLevel', '<>', level)
			.returning('id'),
	);
	return changed.length > 0;
}

/** Suspends a person until a moment, or with null no longer. */
export async function setSuspendedUntil(connection: Queryable, personId: string, until: Date | null): Promise<boolean> {
	const changed = await rows(
		connection,
		db
			.updateTable('User')
			.set({ suspendedUntil: until })
			.where('id', '=', personId)
			.where('suspendedUntil', 'is distinct from', until)
			.returning('id'),
	);
	return changed.length > 0;
}

/** Ends a render that waits or runs. */
export async function stopRender(connection: Queryable, subjectId: string): Promise<boolean> {
	if (!isIdentifier('render', subjectId)) throw new RenderError('NOT_ALLOWED', 'Only a render can be stopped');
	return cancelOn(connection, subjectId);
}
