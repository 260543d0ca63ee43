import { describe, expect, it } from 'vitest';
import fixture from '../../fixtures/mixed.json' with { type: 'json' };
import { type RandomStream, randomSource } from '../random.ts';
import { apply } from './homography.ts';
import { drawNear, drawWide, feedMixed } from './mixed.ts';

/** A stream that gives these numbers. */
function told(numbers: readonly number[]): RandomStream {
	const rest = [...numbers];
	const uniform = (): number => rest.shift() ?? Number.NaN;
	const never = (): never => {
		throw new RangeError('only uniform numbers are told');
	};
	return { uniform, chance: (probability) => uniform() < probability, integer: never, fillNormal: never };
}

describe('a mixed cutout', () => {
	it.each(fixture.places)('looks where pixray’s does: $kind, aspect $aspect', ({ aspect, kind, draws, points }) => {
		const [map] = (kind === 'near' ? drawNear : drawWide)(1, aspect, 8, told(draws));
		for (const [x, y, sourceX, sourceY] of points as [number, number, number, number][]) {
			const place = apply(map as NonNullable<typeof map>, { x, y });
			expect(place.x).toBeCloseTo(sourceX, 9);
			expect(place.y).toBeCloseTo(sourceY, 9);
		}
	});

	it('is near in three of five, half of which are mirrored at the edges, and one grey is drawn for the others', () => {
		const shapesOf = (count: number): Record<string, readonly number[]> => {
			const shapes: Record<string, readonly number[]> = {};
			feedMixed(count, 1, 8, 'at', randomSource(1n).draw(1, 1), (name, shape, data) => {
				shapes[name] = shape;
				expect(data.length).toBe(shape.reduce((product, extent) => product * extent, 1));
			});
			return shapes;
		};
		expect(shapesOf(32)).toEqual({
			at_grey: [1, 1, 1, 1],
			at_mirrored: [10, 1, 3, 3],
			at_drawn_out: [9, 1, 3, 3],
			at_wide: [13, 1, 3, 3],
		});
		expect(shapesOf(1)).toEqual({ at_grey: [1, 1, 1, 1], at_wide: [1, 1, 3, 3] });
	});

	it('shows in the wide all of the picture, whatever its aspect', () => {
		for (const aspect of [0.4, 1, 2.5])
			for (const map of drawWide(200, aspect, 64, randomSource(2n).draw(1, 1))) {
				// Untilted ones: a tilt brings more of what is around it into sight, but only from the corners.
				if (map[6] !== 0 || map[7] !== 0) continue;
				const [first, last] = [apply(map, { x: 0, y: 0 }), apply(map, { x: 63, y: 63 })];
				for (const least of [first.x, first.y]) expect(least).toBeLessThan(1e-9 + 0.06);
				for (const most of [last.x, last.y]) expect(most).toBeGreaterThan(63 - 0.06);
			}
	});
});
