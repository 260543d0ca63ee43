import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupBySection, sectionOf } from '../sections/section-order.ts';
import { type DropRow, placeInGap, withPlaced } from './drop-place.ts';

const sections = ['day', 'dusk', 'night'].map((id) => ({ id, title: id.toUpperCase() }));
const [day, , night] = sections;

function item(id: string, section = day) {
	return { id, section: section ?? null };
}

/** As the list shows them: what is in no section, then every section with its title. */
function rowsOf(items: readonly ReturnType<typeof item>[]): readonly DropRow[] {
	const rows = (sectionId: string | null) =>
		items.filter((each) => (each.section?.id ?? null) === sectionId).map(({ id }) => ({ itemId: id, sectionId }));
	return [...rows(null), ...sections.flatMap(({ id }) => [{ itemId: null, sectionId: id }, ...rows(id)])];
}

const places = (items: readonly ReturnType<typeof item>[]) =>
	groupBySection(items).map(
		({ section, items: group }) => `${section?.id ?? '-'}: ${group.map(({ id }) => id).join()}`,
	);

test('a gap is after what stands above it, or first under the title above it; what is dragged is passed over', () => {
	const rows = rowsOf([{ id: 'a', section: null }, item('b'), item('c'), item('d', night)]);
	const place = (gap: number, ...dragged: string[]) => Object.values(placeInGap(rows, gap, new Set(dragged)));
	expect(place(0, 'd')).toEqual([null, null]);
	expect(place(1, 'd')).toEqual(['a', null]);
	expect(place(2, 'd')).toEqual([null, 'day']);
	expect(place(4, 'c')).toEqual(['b', 'day']);
	expect(place(4, 'b', 'c')).toEqual([null, 'day']);
	expect(place(5, 'a')).toEqual([null, 'dusk']);
	expect(place(rows.length, 'a')).toEqual(['d', 'night']);
});

test('dropped into an empty section, before the first title and together, items stand where the gap was', () => {
	const items = [{ id: 'a', section: null }, item('b'), item('c'), item('d', night)];
	const drop = (gap: number, ...ids: string[]) => {
		const dragged = new Set(ids);
		return places(withPlaced(items, dragged, placeInGap(rowsOf(items), gap, dragged), sections));
	};
	expect(drop(5, 'a')).toEqual(['day: b,c', 'dusk: a', 'night: d']);
	expect(drop(0, 'd')).toEqual(['-: d,a', 'day: b,c']);
	expect(drop(7, 'c', 'a')).toEqual(['day: b', 'night: d,a,c']);
});

test('wherever something is dropped, nothing is lost, it stands in the section of the gap, and its own gap changes nothing', () => {
	const list = fc
		.array(fc.constantFrom(null, ...sections), { minLength: 1, maxLength: 8 })
		.map((chosen) =>
			[null, ...sections].flatMap((section) =>
				chosen.flatMap((each, index) => (each === section ? [{ id: `i${index}`, section }] : [])),
			),
		);
	fc.assert(
		fc.property(list, fc.nat(), fc.nat(), (items, which, where) => {
			const rows = rowsOf(items);
			const id = items[which % items.length]?.id ?? '';
			const gap = where % (rows.length + 1);
			const place = placeInGap(rows, gap, new Set([id]));
			const after = withPlaced(items, new Set([id]), place, sections);
			expect(after.map((each) => each.id).sort()).toEqual(items.map((each) => each.id).sort());
			expect(sectionOf(after.find((each) => each.id === id))?.id ?? null).toBe(place.sectionId);
			const rank = (each: (typeof items)[number]) => sections.findIndex((section) => section.id === each.section?.id);
			expect(after.map(rank)).toEqual(after.map(rank).toSorted((one, other) => one - other));
			const own = rows.findIndex((row) => row.itemId === id);
			for (const beside of [own, own + 1])
				expect(withPlaced(items, new Set([id]), placeInGap(rows, beside, new Set([id])), sections)).toBe(items);
		}),
	);
});
