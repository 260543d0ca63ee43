/** @file Renewing the keys of a collection once one of them has grown long: everything keeps its order, history too. */
import { generateNKeysBetween } from 'fractional-indexing';
import type { Queryable } from '../database/store.ts';
import { simpleChangesOf } from './change-algebra.ts';
import type { CollectionChange, SimpleChange } from './revisions.ts';

/** A key that an item has, or had. */
interface Place {
	readonly id: string;
	readonly position: string;
}

/**
 * Gives all items of a collection short keys, in the order in which they stand. The places that its history remembers get
 * keys among them, so that what is taken back afterwards still goes where it was. The caller holds the row.
 */
export async function renewPositions(sql: Queryable, collectionId: string): Promise<void> {
	const items = await sql.query<Place>('SELECT id, position FROM "CollectionItem" WHERE "collectionId" = $1', [
		collectionId,
	]);
	const revisions = await sql.query<{ seq: number; change: CollectionChange }>(
		`SELECT seq, body AS change FROM "CollectionRevision"
		 WHERE "collectionId" = $1 AND body->>'type' IN ('itemRemoved', 'itemMoved', 'stateRestored')`,
		[collectionId],
	);
	const remembered = revisions.flatMap(({ change }) => (simpleChangesOf(change) ?? []).flatMap(placesOf));
	const places = [...new Map([...items, ...remembered].map((place) => [nameOf(place), place])).values()].sort(inOrder);
	const keys = generateNKeysBetween(null, null, places.length);
	const renewed = new Map(places.map((place, index) => [nameOf(place), keys[index] ?? place.position]));
	const keyOf = (place: Place): string => renewed.get(nameOf(place)) ?? place.position;
	await sql.query(
		`UPDATE "CollectionItem" AS item SET position = renewed.position
		 FROM unnest($1::text[], $2::text[]) AS renewed(id, position) WHERE item.id = renewed.id`,
		[items.map(({ id }) => id), items.map(keyOf)],
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

/** As the database orders items: keys are ASCII, so that these comparisons are byte by byte. */
function inOrder(a: Place, b: Place): number {
	if (a.position !== b.position) return a.position < b.position ? -1 : 1;
	return a.id < b.id ? -1 : 1;
}

function placesOf(change: SimpleChange): readonly Place[] {
	if (change.type === 'itemRemoved') return [change.item];
	if (change.type !== 'itemMoved') return [];
	const { itemId: id, before, after } = change;
	return [
		{ id, position: before },
		{ id, position: after },
	];
}

function withKeys(change: CollectionChange, keyOf: (place: Place) => string): CollectionChange {
	switch (change.type) {
		case 'itemRemoved':
			return { ...change, item: { ...change.item, position: keyOf(change.item) } };
		case 'itemMoved': {
			const key = (position: string): string => keyOf({ id: change.itemId, position });
			return { ...change, before: key(change.before), after: key(change.after) };
		}
		case 'stateRestored':
			return { ...change, changes: change.changes.map((each) => withKeys(each, keyOf) as SimpleChange) };
		default:
			return change;
	}
}
