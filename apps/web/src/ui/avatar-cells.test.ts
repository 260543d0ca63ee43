import { expect, test } from 'vitest';
import { avatarCells, avatarHue } from './avatar-cells.ts';

const handles = Array.from({ length: 500 }, (_, index) => `person_${index}`);

test('a drawn avatar is mirrored, lies within five by five cells, and is never empty', () => {
	for (const handle of handles) {
		const cells = avatarCells(handle).map(([x, y]) => `${x} ${y}`);
		expect(cells).toContain('2 2');
		expect(new Set(cells).size).toBe(cells.length);
		for (const [x, y] of avatarCells(handle)) {
			expect([x, y].every((place) => place >= 0 && place < 5)).toBe(true);
			expect(cells).toContain(`${4 - x} ${y}`);
		}
	}
});

test('neighbours look different, and the same person always the same', () => {
	const drawn = handles.map((handle) => JSON.stringify([avatarCells(handle), avatarHue(handle)]));
	expect(new Set(drawn).size).toBeGreaterThan(495);
	expect(handles.map((handle) => JSON.stringify([avatarCells(handle), avatarHue(handle)]))).toEqual(drawn);
	expect(handles.map(avatarHue).every((hue) => Number.isInteger(hue) && hue >= 0 && hue < 360)).toBe(true);
});
