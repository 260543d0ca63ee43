/**
 * @file The sections of a collection: made, renamed, moved and removed, and items moved into them. Owner and editors do that. Every
 * change holds the row of the collection and is one revision.
 */
import { maximumTitleLength, newIdentifier, RenderError, shownTextIssues } from '@galatea/render';
import { refuseIssues } from '../access/refuse-issues.ts';
import type { Viewer } from '../access/visibility.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import type { CollectionSection } from './collection.ts';
import { lockForAct } from './collection-permission.ts';
import { type ChangedItem, placeLocked } from './items.ts';
import { checkedIds } from './many-items.ts';
import { positionAfter, positionAtEnd } from './positions.ts';
import { writeRevision } from './revisions.ts';
import { sectionIn } from './section-rows.ts';
import { changeSections, putSections, takeSections } from './section-steps.ts';

/** A section, and the number of the change; null where nothing had to be changed. */
export interface ChangedSection {
	readonly section: CollectionSection;
	readonly seq: number | null;
}

/** Adds an empty section behind the others. Throws `INVALID_INPUT`, `NOT_SIGNED_IN`, `NOT_FOUND`, `NOT_ALLOWED` and `COLLECTION_FULL`. */
export async function addSection(
	store: Store,
	input: { readonly collectionId: string; readonly title: string },
	viewer: Viewer,
): Promise<ChangedSection> {
	const { collectionId } = input;
	const title = checkedTitle(input.title);
	return transaction(store, async (sql) => {
		await lockForAct(sql, collectionId, viewer, 'ARRANGE');
		const position = await positionAtEnd(sql, 'CollectionSection', collectionId);
		const section = { id: newIdentifier('collectionSection'), title, position };
		const [change] = await putSections(sql, collectionId, [{ section, itemIds: [] }]);
		if (!change) throw new Error('A section was put in and left no change');
		const seq = await writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change });
		return { section: { ...section, collectionId }, seq };
	});
}

/** Gives a section another title. Throws `INVALID_INPUT`, `NOT_SIGNED_IN`, `NOT_FOUND` and `NOT_ALLOWED`. */
export async function renameSection(
	store: Store,
	input: { readonly collectionId: string; readonly sectionId: string; readonly title: string },
	viewer: Viewer,
): Promise<ChangedSection> {
	const title = checkedTitle(input.title);
	return transaction(store, async (sql) => {
		const section = await lockSection(sql, input, viewer);
		if (section.title === title) return { section, seq: null };
		return { section: { ...section, title }, seq: await change(sql, section, title, 'title', viewer) };
	});
}

/**
 * Puts a section, with what is in it, right after another, or with null first of all: behind what stands in no section. Throws
 * `NOT_SIGNED_IN`, `NOT_FOUND` (also for a place that is gone) and `NOT_ALLOWED`.
 */
export async function moveSection(
	store: Store,
	input: { readonly collectionId: string; readonly sectionId: string; readonly afterSectionId: string | null },
	viewer: Viewer,
): Promise<ChangedSection> {
	const { collectionId, sectionId, afterSectionId } = input;
	return transaction(store, async (sql) => {
		const section = await lockSection(sql, input, viewer);
		if (afterSectionId === sectionId) return { section, seq: null };
		const place = { afterId: afterSectionId, movedId: sectionId };
		const position = await positionAfter(sql, 'CollectionSection', collectionId, place);
		if (position === null)
			throw new RenderError('NOT_FOUND', `There is no section ${afterSectionId} in this collection to put it after`);
		return { section: { ...section, position }, seq: await change(sql, section, position, 'position', viewer) };
	});
}

/**
 * Removes a section: what stands in it stands in none then, before the first section. Throws `NOT_SIGNED_IN`, `NOT_FOUND` and
 * `NOT_ALLOWED`. Returns the number of the change.
 */
export async function removeSection(
	store: Store,
	input: { readonly collectionId: string; readonly sectionId: string },
	viewer: Viewer,
): Promise<number> {
	const { collectionId, sectionId } = input;
	return transaction(store, async (sql) => {
		await lockSection(sql, input, viewer);
		const [taken] = await takeSections(sql, collectionId, [sectionId]);
		if (!taken) throw new Error('A section was taken out and left no change');
		return writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change: taken });
	});
}

/**
 * Puts items at the end of a section, or with null behind what stands in none, in the order in which they are given. Throws
 * `INVALID_INPUT`, `NOT_SIGNED_IN`, `NOT_FOUND` and `NOT_ALLOWED`. Each is a change of its own.
 */
export async function moveToSection(
	store: Store,
	input: { readonly collectionId: string; readonly itemIds: readonly string[]; readonly sectionId: string | null },
	viewer: Viewer,
): Promise<readonly ChangedItem[]> {
	const { collectionId, sectionId } = input;
	const itemIds = checkedIds(input.itemIds, 'itemIds');
	return transaction(store, async (sql) => {
		await lockForAct(sql, collectionId, viewer, 'ARRANGE');
		if (sectionId !== null) await mustHave(sql, collectionId, sectionId);
		const changed = [];
		for (const itemId of itemIds) {
			const [last] = await sql.query<{ id: string }>(
				`SELECT id FROM "CollectionItem" WHERE "collectionId" = $1 AND "sectionId" IS NOT DISTINCT FROM $2
				 ORDER BY position DESC, id DESC LIMIT 1`,
				[collectionId, sectionId],
			);
			// Into an empty section it goes with the key that it has.
			const afterItemId = last?.id ?? itemId;
			changed.push(await placeLocked(sql, { collectionId, itemId, afterItemId, sectionId }, viewer));
		}
		return changed;
	});
}

/** A section that the viewer may change, the row of its collection locked. */
async function lockSection(
	sql: Queryable,
	{ collectionId, sectionId }: { readonly collectionId: string; readonly sectionId: string },
	viewer: Viewer,
): Promise<CollectionSection> {
	await lockForAct(sql, collectionId, viewer, 'ARRANGE');
	return mustHave(sql, collectionId, sectionId);
}

async function mustHave(sql: Queryable, collectionId: string, sectionId: string): Promise<CollectionSection> {
	const section = await sectionIn(sql, collectionId, sectionId);
	if (!section) throw new RenderError('NOT_FOUND', `There is no section ${sectionId} in this collection`);
	return section;
}

async function change(
	sql: Queryable,
	{ id: sectionId, collectionId }: CollectionSection,
	to: string,
	column: 'position' | 'title',
	viewer: Viewer,
): Promise<number> {
	const [made] = await changeSections(sql, collectionId, [{ sectionId, to }], column);
	if (!made) throw new Error('A section was changed and left no change');
	return writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change: made });
}

/** One line of 1 to 200 characters. Throws `INVALID_INPUT`. */
function checkedTitle(written: string): string {
	const title = written.trim();
	refuseIssues(shownTextIssues(title, 'title', { maximum: maximumTitleLength }));
	return title;
}
