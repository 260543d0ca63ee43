import { describe, expect, test } from 'vitest';
import fixture from '../fixtures/tint.json' with { type: 'json' };
import { tint } from './tint.ts';

type Colour = readonly [red: number, green: number, blue: number];

const { side } = fixture;
const [start, ground, cover] = [fixture.picture, fixture.ground, fixture.cover].map((list) =>
	Float32Array.from(list),
) as [Float32Array, Float32Array, Float32Array];
const purple = fixture.painted.purple.colour as unknown as Colour;

describe('a thing is painted in the colour that is asked for', () => {
	test.each(Object.entries(fixture.painted))('as the training paints drawings: %s', (_name, painted) => {
		const expected = painted.picture;
		const picture = start.slice();
		tint(picture, ground, { colour: painted.colour as unknown as Colour, cover }, side);
		const worst = Math.max(...picture.map((value, at) => Math.abs(value - (expected[at] as number))));
		expect(worst).toBeLessThan(1e-5);
	});

	test('where nothing covers the ground, and where a thing looks like the ground, it stays as it was', () => {
		const bare = start.slice();
		tint(bare, ground, { colour: purple, cover: new Float32Array(cover.length) }, side);
		expect(bare).toEqual(start);
		const alike = ground.slice();
		tint(alike, ground, { colour: purple, cover }, side);
		expect(alike).toEqual(ground);
	});

	test('a thing that has the colour already keeps its shades', () => {
		const picture = start.slice();
		tint(picture, ground, { colour: [230, 150, 100], cover }, side);
		expect(picture).toEqual(start);
	});

	test('a cover of wide cells is drawn out over the picture', () => {
		const picture = start.slice();
		// Half the picture, in two cells by two.
		tint(picture, ground, { colour: purple, cover: Float32Array.of(1, 0, 1, 0) }, side);
		const changed = (column: number) => {
			const at = 5 * side + column;
			return picture[at] !== start[at];
		};
		expect([2, 3, 9].map(changed)).toEqual([true, true, false]);
	});
});
