import { expect, test } from 'vitest';
import { groupBySection, placeAmong, withInSection } from './section-order.ts';

const [day, night, dawn] = ['Day', 'Night', 'Dawn'].map((title) => ({ id: title.toLowerCase(), title }));
if (!day || !night || !dawn) throw new Error('Three sections');
const a = { id: 'a', section: null };
const [b, c, d] = [
	{ id: 'b', section: day },
	{ id: 'c', section: day },
	{ id: 'd', section: night },
];

test('items are grouped by section in their order', () => {
	expect(groupBySection([a, b, c, d])).toEqual([
		{ section: null, items: [a] },
		{ section: day, items: [b, c] },
		{ section: night, items: [d] },
	]);
	expect(groupBySection([])).toEqual([]);
});

test('a step over the edge of a section leads into the next one, and never out of all of them', () => {
	// d goes up before c, b goes up before a, and c up before b.
	expect(placeAmong([a, b, c], 2, true)).toEqual({ section: day, afterItemId: 'b', sectionId: null });
	expect(placeAmong([a, c, d], 0, true)).toEqual({ section: null, afterItemId: null, sectionId: null });
	expect(placeAmong([b, d], 0, true)).toEqual({ section: day, afterItemId: null, sectionId: 'day' });
	// c goes down behind d, a behind b.
	expect(placeAmong([a, b, d], 3, false)).toEqual({ section: night, afterItemId: 'd', sectionId: null });
	expect(placeAmong([b, c, d], 1, false)).toEqual({ section: day, afterItemId: 'b', sectionId: null });
});

test('what is put into a section stands behind what is there, also where nothing is there yet', () => {
	const order = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).join('');
	const sections = [day, dawn, night];
	expect(order(withInSection([a, b, c, d], [a], day, sections))).toBe('bcad');
	expect(order(withInSection([a, b, c, d], [b, a], dawn, sections))).toBe('cbad');
	expect(order(withInSection([a, b, c, d], [d, b], null, sections))).toBe('adbc');
	expect(order(withInSection([a, b, c, d], [b], night, sections))).toBe('acdb');
});
