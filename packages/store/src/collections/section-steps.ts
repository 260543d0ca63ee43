/** @file Bringing sections of a collection back to what they were. The caller holds the row of the collection. */
import { ChangedSinceError, RenderError } from '@galatea/render';
import type { Queryable } from '../database/store.ts';
import { maximumSections } from './collection.ts';
import type { KeptSection, SectionChange } from './revisions.ts';

/** A section as it is put in, with the items that come to stand in it from none. */
export interface PutSection {
	readonly section: KeptSection;
	readonly itemIds: readonly string[];
}

/** Puts sections in. Throws `COLLECTION_FULL`, and `CHANGED_SINCE` for an item that is not there, or in a section already. */
export async function putSections(
	sql: Queryable,
	collectionId: string,
	sections: readonly PutSection[],
): Promise<readonly SectionChange[]> {
	if (sections.length === 0) return [];
	const [kept] = await sql.query<{ count: number }>(
		'SELECT count(*)::int AS count FROM "CollectionSection" WHERE "collectionId" = $1',
		[collectionId],
	);
	if ((kept?.count ?? 0) + sections.length > maximumSections)
		throw new RenderError('COLLECTION_FULL', `A collection has at most ${maximumSections} sections`);
	for (const { section, itemIds } of sections) {
		const { id, title, position } = section;
		await sql.query('INSERT INTO "CollectionSection" (id, "collectionId", title, position) VALUES ($1, $2, $3, $4)', [
			id,
			collectionId,
			title,
			position,
		]);
		if (itemIds.length === 0) continue;
		const placed = await sql.query(
			`UPDATE "CollectionItem" SET "sectionId" = $2
			 WHERE "collectionId" = $1 AND id = ANY($3) AND "sectionId" IS NULL RETURNING id`,
			[collectionId, id, itemIds],
		);
		if (placed.length < itemIds.length) throw new ChangedSinceError('An item is not where it was any more');
	}
	return sections.map(({ section, itemIds }) => ({ type: 'sectionAdded', section, itemIds }));
}

/** Takes sections out; what stands in them stands in none then. Throws `CHANGED_SINCE` for one that is not there. */
export async function takeSections(
	sql: Queryable,
	collectionId: string,
	sectionIds: readonly string[],
): Promise<readonly SectionChange[]> {
	if (sectionIds.length === 0) return [];
	const sections = await sql.query<KeptSection & { readonly itemIds: readonly string[] }>(
		`SELECT id, title, position, ARRAY(
			SELECT item.id FROM "CollectionItem" AS item WHERE item."sectionId" = section.id ORDER BY item.id) AS "itemIds"
		 FROM "CollectionSection" AS section WHERE "collectionId" = $1 AND id = ANY($2)`,
		[collectionId, sectionIds],
	);
	if (sections.length < sectionIds.length) throw new ChangedSinceError('A section is not in the collection any more');
	await sql.query('DELETE FROM "CollectionSection" WHERE id = ANY($1)', [sectionIds]);
	return sections.map(({ itemIds, ...section }) => ({ type: 'sectionRemoved', section, itemIds }));
}

/** Gives sections other titles, or other keys. Throws `CHANGED_SINCE` for one that is not there. */
export async function changeSections(
	sql: Queryable,
	collectionId: string,
	steps: readonly { readonly sectionId: string; readonly to: string }[],
	column: 'position' | 'title',
): Promise<readonly SectionChange[]> {
	if (steps.length === 0) return [];
	const rows = await sql.query<{ sectionId: string; title: string; before: string; after: string }>(
		`UPDATE "CollectionSection" AS section SET ${column} = step.to
		 FROM unnest($2::text[], $3::text[]) AS step(id, "to"), "CollectionSection" AS former
		 WHERE section."collectionId" = $1 AND section.id = step.id AND former.id = section.id
		 RETURNING section.id AS "sectionId", section.title, former.${column} AS before, section.${column} AS after`,
		[collectionId, steps.map(({ sectionId }) => sectionId), steps.map(({ to }) => to)],
	);
	if (rows.length < steps.length) throw new ChangedSinceError('A section is not in the collection any more');
	const type = column === 'title' ? 'sectionRenamed' : 'sectionMoved';
	return rows.map((row) => ({ type, ...row }));
}

/** Throws `CHANGED_SINCE` unless the collection has all of these sections. */
export async function refuseMissingSections(
	sql: Queryable,
	collectionId: string,
	sectionIds: readonly string[],
): Promise<void> {
	const wanted = new Set(sectionIds);
	if (wanted.size === 0) return;
	const found = await sql.query('SELECT FROM "CollectionSection" WHERE "collectionId" = $1 AND id = ANY($2)', [
		collectionId,
		[...wanted],
	]);
	if (found.length < wanted.size) throw new ChangedSinceError('A section is not in the collection any more');
}
