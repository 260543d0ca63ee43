/** @file Where something that is dragged comes to stand: from the gap it is dropped in to a place of the collection, and back to the list. */
import { type Section, sectionOf } from '../sections/section-order.ts';

/** A row of the list: an item, or the title of a section (null for an item). */
export interface DropRow {
	/** Null for a title. */
	readonly itemId: string | null;
	/** The section whose title it is, or in which the item stands; null for none. */
	readonly sectionId: string | null;
}

/** Where items are put: right after one, or first in a section, null for none. */
export interface DropPlace {
	readonly afterItemId: string | null;
	readonly sectionId: string | null;
}

/** The place of the gap before the row `gap`, from 0 to the number of rows. What is dragged is passed over: nothing is put after itself. */
export function placeInGap(rows: readonly DropRow[], gap: number, dragged: ReadonlySet<string>): DropPlace {
	const before = rows.slice(0, gap).findLast(({ itemId }) => itemId === null || !dragged.has(itemId));
	return { afterItemId: before?.itemId ?? null, sectionId: before?.sectionId ?? null };
}

interface Placed {
	readonly id: string;
	readonly section?: Section | null;
}

/** The items once those of `ids` stand in `place`, in the order they had; the same list where nothing changes. */
export function withPlaced<Item extends Placed>(
	items: readonly Item[],
	ids: ReadonlySet<string>,
	{ afterItemId, sectionId }: DropPlace,
	sections: readonly Section[],
): readonly Item[] {
	const rank = (of: string | undefined): number => sections.findIndex(({ id }) => id === of);
	const section = sections.find(({ id }) => id === sectionId) ?? null;
	const others = items.filter(({ id }) => !ids.has(id));
	const first = others.findIndex((item) => rank(sectionOf(item)?.id) >= rank(section?.id));
	const begin = first === -1 ? others.length : first;
	const at = afterItemId === null ? begin : others.findIndex(({ id }) => id === afterItemId) + 1;
	const moved = items.filter(({ id }) => ids.has(id));
	const after = [...others.slice(0, at), ...moved.map((item) => ({ ...item, section })), ...others.slice(at)];
	const same = after.every((item, index) => {
		const before = items[index];
		return item.id === before?.id && sectionOf(item)?.id === sectionOf(before)?.id;
	});
	return same ? items : after;
}
