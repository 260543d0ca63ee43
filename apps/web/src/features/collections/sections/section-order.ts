/** @file The items of a collection by their sections: as they are shown, and where one goes. */

export interface Section {
	readonly id: string;
	readonly title: string;
}

interface Placed {
	readonly id: string;
	/** Null for what stands before the first section. */
	readonly section?: Section | null;
}

/** Items that stand one after the other in the same section, or in none. */
export interface SectionGroup<Item> {
	readonly section: Section | null;
	readonly items: readonly Item[];
}

/** The section of an item; null for none. */
export function sectionOf(item: Placed | undefined): Section | null {
	return item?.section ?? null;
}

/** The items, which come section by section, in groups. */
export function groupBySection<Item extends Placed>(items: readonly Item[]): readonly SectionGroup<Item>[] {
	const groups: { section: Section | null; items: Item[] }[] = [];
	for (const item of items) {
		const last = groups.at(-1);
		const section = sectionOf(item);
		if (last && last.section?.id === section?.id) last.items.push(item);
		else groups.push({ section, items: [item] });
	}
	return groups;
}

/** Where something is put, as the API is told, and the section it comes to stand in. */
interface SectionPlace {
	readonly section: Section | null;
	readonly afterItemId: string | null;
	readonly sectionId: string | null;
}

/**
 * The place `to` among `others`. It lies in the section of what it comes after, or going up in that of what comes after it: one step
 * over the edge of a section stays beside the neighbour that was passed.
 */
export function placeAmong(others: readonly Placed[], to: number, goesUp: boolean): SectionPlace {
	const [before, after] = [others[to - 1], others[to]];
	const section = sectionOf(goesUp ? (after ?? before) : (before ?? after));
	const afterItemId = before && sectionOf(before)?.id === section?.id ? before.id : null;
	return { section, afterItemId, sectionId: afterItemId === null ? (section?.id ?? null) : null };
}

/** The items once `moved` of them stand at the end of a section, null for none; `sections` are in their order. */
export function withInSection<Item extends Placed>(
	items: readonly Item[],
	moved: readonly Item[],
	section: Section | null,
	sections: readonly Section[],
): readonly Item[] {
	const rank = (of: Section | null): number => (of === null ? -1 : sections.findIndex(({ id }) => id === of.id));
	const ids = new Set(moved.map(({ id }) => id));
	const others = items.filter(({ id }) => !ids.has(id));
	const behind = others.findIndex((item) => rank(sectionOf(item)) > rank(section));
	const at = behind === -1 ? others.length : behind;
	return [...others.slice(0, at), ...moved.map((item) => ({ ...item, section })), ...others.slice(at)];
}
