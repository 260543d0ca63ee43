/** @file The items of a collection, in its order: of those only what the viewer may be shown. */
import { isIdentifier } from '@galatea/render';
import { itemMayBeSeen } from '../access/collection-visibility.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import { CursorError, maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import type { CollectionItem, CollectionOrder } from './collection.ts';
import { itemColumns, sectionPlace } from './collection-rows.ts';

/**
 * A page of items. A cursor is opaque, and good whatever is added, moved or removed meanwhile; what people begin or cease to
 * love meanwhile may come twice, or be passed over, in the order by love alone.
 */
export interface ItemPage {
	readonly edges: readonly { readonly cursor: string; readonly item: CollectionItem }[];
	readonly hasNextPage: boolean;
}

/** What says in which order the items of a collection are listed. */
export interface ItemOrder {
	readonly id: string;
	readonly order: CollectionOrder;
	/** Whether they are listed by section: first what stands in none, then section by section, each in `order`. */
	readonly hasSections: boolean;
}

/**
 * A page of a collection that the viewer may see (the caller has asked). `seed`, a 32-bit integer, is of the order RANDOM; the
 * day gives it when left out, and a cursor keeps it. Throws a RangeError on `first`, and {@link CursorError} on `after`.
 */
export async function listItems(
	store: Store,
	collection: ItemOrder,
	request: { readonly first: number; readonly after?: string | null; readonly seed?: number | null },
	viewer: Viewer,
): Promise<ItemPage> {
	const { first } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} items, not ${first}`);
	const { order, hasSections } = collection;
	const after = readItemCursor(order, request.after ?? null);
	const seed = after?.seed ?? request.seed ?? Math.floor(Date.now() / dayMs);
	const values: unknown[] = [collection.id, viewerValue(viewer), first + 1];
	const bind = (value: unknown): string => `$${values.push(value)}`;
	const { keyOf, cast, descends } = itemKeys[order];
	const key = keyOf(() => bind(String(seed)));
	const within = after && `(${key}, item.id) ${descends ? '<' : '>'} (${bind(after.key)}${cast}, ${bind(after.id)})`;
	const behind = () => {
		if (!after || !hasSections) return within;
		const section = `${bind(after.section)} COLLATE "C"`;
		return `(${sectionPlace} > ${section} OR ${sectionPlace} = ${section} AND ${within})`;
	};
	const way = descends ? 'DESC' : 'ASC';
	const rows = await query<CollectionItem & { readonly key: Date | number | string; readonly sectionPlace: string }>(
		store,
		`SELECT ${itemColumns}, ${key} AS key, ${hasSections ? sectionPlace : "''"} AS "sectionPlace"
		 FROM "CollectionItem" AS item LEFT JOIN "Artwork" AS artwork ON artwork.id = item."artworkId"
			${hasSections ? 'LEFT JOIN "CollectionSection" AS section ON section.id = item."sectionId"' : ''}
		 WHERE item."collectionId" = $1 AND ${itemMayBeSeen(viewer, '$2')} AND ${behind() ?? 'true'}
		 ORDER BY ${hasSections ? `${sectionPlace}, ` : ''}${key} ${way}, item.id ${way} LIMIT $3`,
		values,
	);
	const edges = rows.slice(0, first).map(({ key: place, sectionPlace: section, ...item }) => ({
		cursor: printItemCursor(order, { id: item.id, key: place, section, seed }),
		item,
	}));
	return { edges, hasNextPage: rows.length > first };
}

const dayMs = 86_400_000;

/** What places an item in an order, and how a cursor says it. */
interface ItemKey {
	/** The expression, of "CollectionItem" under the name `item`; `seed` binds the seed of the list as text. */
	readonly keyOf: (seed: () => string) => string;
	/** Behind the placeholder of a key from a cursor. */
	readonly cast: string;
	readonly descends: boolean;
	readonly pattern: RegExp;
}

const itemKeys: Readonly<Record<CollectionOrder, ItemKey>> = {
	MANUAL: { keyOf: () => 'item.position', cast: ' COLLATE "C"', descends: false, pattern: /^\w{1,80}$/ },
	NEWEST: {
		keyOf: () => 'item."addedAt"',
		cast: '::timestamptz',
		descends: true,
		pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
	},
	MOST_LIKED: {
		keyOf: () => `(SELECT count(*)::int FROM "Reaction" AS reaction
			WHERE reaction."subjectId" = item."artworkId" AND reaction.kind = 'LOVE')`,
		cast: '::int',
		descends: true,
		pattern: /^\d{1,9}$/,
	},
	RANDOM: {
		keyOf: (seed) => `md5(${seed()}::text || item.id) COLLATE "C"`,
		cast: ' COLLATE "C"',
		descends: false,
		pattern: /^[0-9a-f]{32}$/,
	},
};

/** The items in which an artwork stands in each of `collectionIds`; null where it does not. */
export async function itemsWith(
	store: Store,
	artworkId: string,
	collectionIds: readonly string[],
): Promise<readonly (CollectionItem | null)[]> {
	const rows = await query<CollectionItem>(
		store,
		`SELECT ${itemColumns} FROM "CollectionItem" AS item WHERE "artworkId" = $1 AND "collectionId" = ANY($2)`,
		[artworkId, collectionIds],
	);
	const byCollection = new Map(rows.map((item) => [item.collectionId, item]));
	return collectionIds.map((id) => byCollection.get(id) ?? null);
}

function printItemCursor(
	order: CollectionOrder,
	{ id, key, section, seed }: Omit<ItemCursor, 'key'> & { readonly key: Date | number | string },
): string {
	const place = key instanceof Date ? key.toISOString() : key;
	const text = `${order}:${order === 'RANDOM' ? seed : ''}:${id}:${place}`;
	return Buffer.from(section === '' ? text : `${text}@${section}`).toString('base64url');
}

interface ItemCursor {
	readonly key: string;
	readonly id: string;
	/** As {@link sectionPlace} gives it. */
	readonly section: string;
	readonly seed: number | null;
}

function readItemCursor(order: CollectionOrder, cursor: string | null): ItemCursor | null {
	if (cursor === null) return null;
	const text = Buffer.from(cursor, 'base64url').toString();
	const [, found, seed = '', id = '', key = '', section = ''] =
		/^([A-Z_]+):(-?\d{0,10}):(itm_\w{26}):([^@]*)(?:@(\w{1,80} sec_\w{26}))?$/.exec(text) ?? [];
	const right = itemKeys[order].pattern.test(key) && (order !== 'NEWEST' || !Number.isNaN(Date.parse(key)));
	if (found !== order || !isIdentifier('collectionItem', id) || !right || (order === 'RANDOM') !== (seed !== ''))
		throw new CursorError('This is not a cursor of this list: leave it out to begin anew');
	return { key, id, section, seed: seed === '' ? null : Number(seed) };
}
