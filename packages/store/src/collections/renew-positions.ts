/** @file Renewing the keys of a collection once one of them has grown long: everything keeps its order, history too. */
import { generateNKeysBetween } from 'fractional-indexing';
import type { Queryable } from '../database/store.ts';
import { simpleChangesOf } from './change-algebra.ts';
import type { CollectionChange, SimpleChange } from './revisions.ts';

/** A key that an item or a section has, or had. */
interface Place {
	readonly id: string;
	readonly position: string;
}

/**
 * Gives all items and sections of a collection short keys, in the order in which they stand. The places that its history remembers
 * get keys among them, so that what is taken back afterwards still goes where it was. The caller holds the row.
 */
export async function renewPositions(sql: Queryable, collectionId: string): Promise<void> {
	// Items and sections are never compared with each other, so it does not matter that they share one order here.
	const placed = await sql.query<Place>(
		`SELECT id, position FROM "CollectionItem" WHERE "collectionId" = $1
		 UNION ALL SELECT id, position FROM "CollectionSection" WHERE "collectionId" = $1`,
		[collectionId],
	);
	const revisions = await sql.query<{ seq: number; change: CollectionChange }>(
		`SELECT seq, body AS change FROM "CollectionRevision"
		 WHERE "collectionId" = $1 AND body->>'type' IN
			('itemRemoved', 'itemMoved', 'sectionAdded', 'sectionRemoved', 'sectionMoved', 'stateRestored')`,
		[collectionId],
	);
	const remembered = revisions.flatMap(({ change }) => (simpleChangesOf(change) ?? []).flatMap(placesOf));
	const places = [...new Map([...placed, ...remembered].map((place) => [nameOf(place), place])).values()].sort(inOrder);
	const keys = generateNKeysBetween(null, null, places.length);
	const renewed = new Map(places.map((place, index) => [nameOf(place), keys[index] ?? place.position]));
	const keyOf = (place: Place): string => renewed.get(nameOf(place)) ?? place.position;
	for (const table of ['CollectionItem', 'CollectionSection'])
		await sql.query(
			`UPDATE "${table}" AS placed SET position = renewed.position
			 FROM unnest($1::text[], $2::text[]) AS renewed(id, position) WHERE placed.id = renewed.id`,
			[placed.map(({ id }) => id), placed.map(keyOf)],
		);
	const rewritten = revisions.map(({ change }) => JSON.stringify(withKeys(change, keyOf)));
	await sql.query(
		`UPDATE "CollectionRevision" AS revision SET body = renewed.body
		 FROM unnest($2::int[], $3::jsonb[]) AS renewed(seq, body)
		 WHERE revision."collectionId" = $1 AND revision.seq = renewed.seq`,
		[collectionId, revisions.map(({ seq }) => seq), rewritten],
	);
}

const nameOf = ({ id, position }: Place): string => `${id} ${position}`;

/** As the database orders them: keys are ASCII, so that these comparisons are byte by byte. */
function inOrder(a: Place, b: Place): number {
	if (a.position !== b.position) return a.position < b.position ? -1 : 1;
	return a.id < b.id ? -1 : 1;
}

function placesOf(change: SimpleChange): readonly Place[] {
	switch (change.type) {
		case 'itemRemoved':
			return [change.item];
		case 'sectionAdded':
		case 'sectionRemoved':
			return [change.section];
		case 'itemMoved':
		case 'sectionMoved': {
			const id = change.type === 'itemMoved' ? change.itemId : change.sectionId;
			return [change.before, change.after].map((position) => ({ id, position }));
		}
		default:
			return [];
	}
}

function withKeys(change: CollectionChange, keyOf: (place: Place) => string): CollectionChange {
	switch (change.type) {
		case 'itemRemoved':
			return { ...change, item: { ...change.item, position: keyOf(change.item) } };
		case 'sectionAdded':
		case 'sectionRemoved':
			return { ...change, section: { ...change.section, position: keyOf(change.section) } };
		case 'itemMoved':
		case 'sectionMoved': {
			const id = change.type === 'itemMoved' ? change.itemId : change.sectionId;
			const key = (position: string): string => keyOf({ id, position });
			return { ...change, before: key(change.before), after: key(change.after) };
		}
		case 'stateRestored':
			return { ...change, changes: change.changes.map((each) => withKeys(each, keyOf) as SimpleChange) };
		default:
			return change;
	}
}
