/**
 * @file Bringing parts of a collection back to what they were, many at once: what undoing a change and restoring an earlier
 * state both come down to. The caller holds the row of the collection.
 */
import { ChangedSinceError, RenderError } from '@galatea/render';
import { type CollectRow, collectColumns, collectPermissionOf } from '../access/collect-permission.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import type { Queryable } from '../database/store.ts';
import { forgetCollectionNews } from '../notifications/notify.ts';
import { type Collection, type CollectionItem, maximumCollectionItems } from './collection.ts';
import { itemColumns } from './collection-rows.ts';
import { writeDetails } from './details.ts';
import type { ItemChange, RemovedItem, SimpleChange } from './revisions.ts';
import { changeSections, type PutSection, putSections, refuseMissingSections, takeSections } from './section-steps.ts';

/** One thing to bring back. */
export type Step =
	| { readonly type: 'take'; readonly itemId: string }
	| { readonly type: 'put'; readonly item: RemovedItem }
	/** To a key, and to a section, null for none; it stays in its own where that is left out. */
	| { readonly type: 'move'; readonly itemId: string; readonly to: string; readonly sectionId?: string | null }
	| { readonly type: 'annotate'; readonly itemId: string; readonly to: string }
	| { readonly type: 'takeSection'; readonly sectionId: string }
	| ({ readonly type: 'putSection' } & PutSection)
	/** To a key. */
	| { readonly type: 'moveSection'; readonly sectionId: string; readonly to: string }
	| { readonly type: 'renameSection'; readonly sectionId: string; readonly to: string }
	/** Gives details the values they had. */
	| { readonly type: 'describe'; readonly values: Readonly<Record<string, unknown>> };

/** What takes a change back. */
export function stepBack(change: SimpleChange): Step {
	switch (change.type) {
		case 'itemAdded':
			return { type: 'take', itemId: change.itemId };
		case 'itemRemoved':
			return { type: 'put', item: change.item };
		case 'itemMoved':
			return {
				type: 'move',
				itemId: change.itemId,
				to: change.before,
				...(change.sections && { sectionId: change.sections.before }),
			};
		case 'noteChanged':
			return { type: 'annotate', itemId: change.itemId, to: change.before };
		case 'sectionAdded':
			return { type: 'takeSection', sectionId: change.section.id };
		case 'sectionRemoved':
			return { type: 'putSection', section: change.section, itemIds: change.itemIds };
		case 'sectionMoved':
			return { type: 'moveSection', sectionId: change.sectionId, to: change.before };
		case 'sectionRenamed':
			return { type: 'renameSection', sectionId: change.sectionId, to: change.before };
		case 'details':
			return { type: 'describe', values: change.before };
	}
}

/** What steps have done, and how many items could not be put back. */
export interface Taken {
	readonly changes: readonly SimpleChange[];
	/** Their artworks are deleted or in the collection again, or their artists do not want them there. */
	readonly leftOut: number;
}

/**
 * Takes all steps, whatever their order. Throws `CHANGED_SINCE` for an item or a section that is not there, `COLLECTION_FULL`, and
 * `SLUG_TAKEN` for an address that the owner has given to another collection.
 */
export async function takeSteps(
	sql: Queryable,
	collection: Collection,
	steps: readonly Step[],
	viewer: Viewer,
): Promise<Taken> {
	const of = <Type extends Step['type']>(type: Type) =>
		steps.filter((step): step is Extract<Step, { readonly type: Type }> => step.type === type);
	const { id } = collection;
	// Sections come before what is put into them.
	const sectionsPut = await putSections(sql, id, of('putSection'));
	const wanted = of('put').map(({ item }) => item);
	const named = [...wanted, ...of('move')].flatMap(({ sectionId }) => sectionId ?? []);
	await refuseMissingSections(sql, id, named);
	// What is taken out comes before what is put in: an artwork may be put back under another item.
	const taken = await takeItems(
		sql,
		collection,
		of('take').map(({ itemId }) => itemId),
	);
	const put = await putItems(sql, collection, wanted, viewer);
	const moved = await moveItems(sql, id, of('move'));
	const annotated = await annotateItems(sql, id, of('annotate'));
	const sectionsMoved = await changeSections(sql, id, of('moveSection'), 'position');
	const sectionsRenamed = await changeSections(sql, id, of('renameSection'), 'title');
	// What stood in them has left.
	const sectionsTaken = await takeSections(
		sql,
		id,
		of('takeSection').map(({ sectionId }) => sectionId),
	);
	const described = [];
	for (const { values } of of('describe')) described.push(...(await describe(sql, collection, values)));
	const changes = [
		...[...sectionsPut, ...taken, ...put, ...moved, ...annotated],
		...[...sectionsMoved, ...sectionsRenamed, ...sectionsTaken, ...described],
	];
	return { changes, leftOut: wanted.length - put.length };
}

/** Takes items out, with the news of them; a collection that one of them was the cover of shows its first items. */
export async function takeItems(
	sql: Queryable,
	collection: Pick<Collection, 'id' | 'coverItemId'>,
	itemIds: readonly string[],
): Promise<readonly ItemChange[]> {
	if (itemIds.length === 0) return [];
	const rows = await sql.query<CollectionItem>(
		`DELETE FROM "CollectionItem" AS item WHERE "collectionId" = $1 AND id = ANY($2) RETURNING ${itemColumns}`,
		[collection.id, itemIds],
	);
	if (rows.length < itemIds.length) throw new ChangedSinceError('An item is not in the collection any more');
	await sql.query('UPDATE "Collection" SET "coverItemId" = NULL WHERE id = $1 AND "coverItemId" = ANY($2)', [
		collection.id,
		itemIds,
	]);
	await forgetCollectionNews(
		sql,
		collection.id,
		rows.flatMap(({ artworkId }) => artworkId ?? []),
	);
	return rows.map(({ collectionId: _, sectionId, ...item }) => {
		const cover = item.id === collection.coverItemId;
		const section = sectionId === null ? {} : { sectionId };
		const removed = { ...item, addedAt: item.addedAt.toISOString(), ...section, ...(cover && { cover }) };
		return { type: 'itemRemoved', item: removed };
	});
}

async function putItems(
	sql: Queryable,
	{ id, coverItemId }: Collection,
	items: readonly RemovedItem[],
	viewer: Viewer,
): Promise<readonly ItemChange[]> {
	if (items.length === 0) return [];
	const collectable = await collectableOf(
		sql,
		id,
		items.flatMap(({ artworkId }) => artworkId ?? []),
		viewer,
	);
	const fit = items.filter(({ artworkId }) => artworkId === null || collectable.has(artworkId));
	const [kept] = await sql.query<{ count: number }>(
		'SELECT count(*)::int AS count FROM "CollectionItem" WHERE "collectionId" = $1',
		[id],
	);
	if ((kept?.count ?? 0) + fit.length > maximumCollectionItems)
		throw new RenderError('COLLECTION_FULL', `A collection holds at most ${maximumCollectionItems} artworks`);
	await sql.query(
		`INSERT INTO "CollectionItem"
			(id, "collectionId", "artworkId", note, "addedById", "addedAt", position, "sectionId", "goneTitle", "goneArtist")
		 SELECT id, $1, "artworkId", note, "addedById", "addedAt", position, "sectionId", "goneTitle", "goneArtist"
		 FROM jsonb_to_recordset($2::jsonb) AS kept(id text, "artworkId" text, note text, "addedById" text,
			"addedAt" timestamptz, position text, "sectionId" text, "goneTitle" text, "goneArtist" text)`,
		[id, JSON.stringify(fit)],
	);
	const cover = fit.find((item) => item.cover);
	if (cover && coverItemId === null)
		await sql.query('UPDATE "Collection" SET "coverItemId" = $2 WHERE id = $1 AND "coverItemId" IS NULL', [
			id,
			cover.id,
		]);
	return fit.map(({ id: itemId, artworkId, sectionId }) => ({
		type: 'itemAdded',
		itemId,
		artworkId,
		...(sectionId != null && { sectionId }),
	}));
}

/** Those of the artworks that the viewer may put in: there, not in it, not withdrawn, and collectable. They are held. */
async function collectableOf(
	sql: Queryable,
	collectionId: string,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<ReadonlySet<string>> {
	const rows = await sql.query<CollectRow & { readonly id: string; readonly withdrawn: boolean }>(
		`SELECT artwork.id, ${collectColumns(viewer, '$3')}, EXISTS (
			SELECT FROM "CollectionWithdrawal" WHERE "collectionId" = $1 AND "artworkId" = artwork.id) AS withdrawn
		 FROM "Artwork" AS artwork JOIN "User" AS artist ON artist.id = artwork."publishedById"
		 WHERE artwork.id = ANY($2) AND NOT EXISTS (
			SELECT FROM "CollectionItem" AS item WHERE item."collectionId" = $1 AND item."artworkId" = artwork.id)
		 FOR SHARE OF artwork`,
		[collectionId, artworkIds, viewerValue(viewer)],
	);
	return new Set(
		rows
			.filter((row) => collectPermissionOf(row, viewer) === 'ALLOWED' && (row.mine || !row.withdrawn))
			.map(({ id }) => id),
	);
}

async function moveItems(
	sql: Queryable,
	collectionId: string,
	steps: readonly Extract<Step, { readonly type: 'move' }>[],
): Promise<readonly ItemChange[]> {
	if (steps.length === 0) return [];
	interface Row {
		readonly itemId: string;
		readonly artworkId: string | null;
		readonly before: string;
		readonly after: string;
		readonly sectionBefore: string | null;
		readonly sectionAfter: string | null;
	}
	const rows = await sql.query<Row>(
		`UPDATE "CollectionItem" AS item SET position = step.to,
			"sectionId" = CASE WHEN step.stays THEN item."sectionId" ELSE step.section END
		 FROM unnest($2::text[], $3::text[], $4::bool[], $5::text[]) AS step(id, "to", stays, section), "CollectionItem" AS former
		 WHERE item."collectionId" = $1 AND item.id = step.id AND former.id = item.id
		 RETURNING item.id AS "itemId", item."artworkId", former.position AS before, item.position AS after,
			former."sectionId" AS "sectionBefore", item."sectionId" AS "sectionAfter"`,
		[
			collectionId,
			steps.map(({ itemId }) => itemId),
			steps.map(({ to }) => to),
			steps.map(({ sectionId }) => sectionId === undefined),
			steps.map(({ sectionId }) => sectionId ?? null),
		],
	);
	if (rows.length < steps.length) throw new ChangedSinceError('An item is not in the collection any more');
	return rows.map(({ sectionBefore, sectionAfter, ...row }) => ({
		type: 'itemMoved',
		...row,
		...(sectionBefore !== sectionAfter && { sections: { before: sectionBefore, after: sectionAfter } }),
	}));
}

async function annotateItems(
	sql: Queryable,
	collectionId: string,
	steps: readonly { readonly itemId: string; readonly to: string }[],
): Promise<readonly ItemChange[]> {
	if (steps.length === 0) return [];
	const rows = await sql.query<{ itemId: string; artworkId: string | null; before: string; after: string }>(
		`UPDATE "CollectionItem" AS item SET note = step.to
		 FROM unnest($2::text[], $3::text[]) AS step(id, "to"), "CollectionItem" AS former
		 WHERE item."collectionId" = $1 AND item.id = step.id AND former.id = item.id
		 RETURNING item.id AS "itemId", item."artworkId", former.note AS before, item.note AS after`,
		[collectionId, steps.map(({ itemId }) => itemId), steps.map(({ to }) => to)],
	);
	if (rows.length < steps.length) throw new ChangedSinceError('An item is not in the collection any more');
	return rows.map((row) => ({ type: 'noteChanged', ...row }));
}

/** A cover that is not in the collection any more gives way to the first items. */
async function describe(
	sql: Queryable,
	collection: Collection,
	values: Readonly<Record<string, unknown>>,
): Promise<readonly SimpleChange[]> {
	// The steps before may have changed which item is the cover.
	const [now] = await sql.query<{ coverItemId: string | null; wanted: string | null }>(
		`SELECT "coverItemId", (
			SELECT item.id FROM "CollectionItem" AS item WHERE item."collectionId" = collection.id AND item.id = $2) AS wanted
		 FROM "Collection" AS collection WHERE id = $1`,
		[collection.id, values['coverItemId'] ?? null],
	);
	const { coverItemId = null, wanted = null } = now ?? {};
	const cover = 'coverItemId' in values && { coverItemId: wanted };
	const change = await writeDetails(sql, { ...collection, coverItemId }, { ...values, ...cover });
	return change === null ? [] : [change];
}
