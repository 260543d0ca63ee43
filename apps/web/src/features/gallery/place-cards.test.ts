import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardsBetween, hangCards, heightPx, wallWidths } from './place-cards.ts';

const layouts = ['masonry', 'grid'] as const;
const ratios = fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { maxLength: 60 });

test('by shape, the next card hangs in the shortest column', () => {
	const { places } = hangCards([2, 1, 0.5, 1, 1], 'masonry', 'medium');
	expect(places.map((place) => place.column)).toEqual([0, 1, 2, 2, 1]);
	expect(places[3]).toEqual({ column: 2, pictures: 0.5, captions: 1 });
});

test('in a grid, reading order is row by row', () => {
	const { places } = hangCards([2, 1, 0.5, 1, 1], 'grid', 'narrow');
	expect(places).toEqual([
		{ column: 0, pictures: 0, captions: 0 },
		{ column: 1, pictures: 0, captions: 0 },
		{ column: 0, pictures: 1, captions: 1 },
		{ column: 1, pictures: 1, captions: 1 },
		{ column: 0, pictures: 2, captions: 2 },
	]);
});

test('no two cards overlap, and what is added moves nothing that hangs', () => {
	fc.assert(
		fc.property(ratios, fc.constantFrom(...layouts), fc.constantFrom(...wallWidths), (all, layout, width) => {
			const { places } = hangCards(all, layout, width);
			expect(hangCards(all.slice(0, -1), layout, width).places).toEqual(places.slice(0, -1));
			const measure = { columnPx: 237, captionPx: 100 };
			for (const [index, place] of places.entries()) {
				const end = heightPx(place, measure) + (layout === 'grid' ? 1 : (all[index] ?? 0)) * 237 + 100;
				const next = places.slice(index + 1).find((other) => other.column === place.column);
				if (next) expect(heightPx(next, measure)).toBeCloseTo(end, 6);
			}
		}),
	);
});

test('between two heights are the cards of which something lies there, and no others', () => {
	const wall = hangCards([1, 1, 1, 1, 1, 1], 'masonry', 'narrow');
	const measure = { columnPx: 100, captionPx: 50 };
	const between = (top: number, bottom: number) =>
		cardsBetween(wall, [1, 1, 1, 1, 1, 1], 'masonry', measure, [top, bottom]);
	expect(between(0, 1)).toEqual([0, 1]);
	expect(between(150, 300)).toEqual([2, 3]);
	expect(between(149, 301)).toEqual([0, 1, 2, 3, 4, 5]);
	expect(between(450, 900)).toEqual([]);
});
