import { rgbaToThumbHash } from 'thumbhash';
import { expect, test } from 'vitest';
import { groundOf } from './ground.ts';

/** A thumbhash of a picture that is red on the left and blue on the right. */
function redAndBlue(): string {
	const rgba = new Uint8Array(32 * 32 * 4);
	for (let pixel = 0; pixel < 32 * 32; pixel++)
		rgba.set(pixel % 32 < 16 ? [220, 20, 20, 255] : [20, 20, 220, 255], pixel * 4);
	return btoa(String.fromCharCode(...rgbaToThumbHash(32, 32, rgba)));
}

test('a ground keeps the colours of its picture where they are, in at most 300 characters', () => {
	const css = groundOf(redAndBlue());
	expect(css?.length).toBeLessThanOrEqual(300);
	const bytes = Uint8Array.from(atob(css?.match(/base64,(.*)\)$/)?.[1] ?? ''), (character) => character.charCodeAt(0));
	expect(String.fromCharCode(...bytes.slice(0, 2))).toBe('BM');
	const [blueOfLeft = 0, , redOfLeft = 0] = bytes.slice(54, 57);
	const [blueOfRight = 0, , redOfRight = 0] = bytes.slice(54 + 15, 54 + 18);
	expect(redOfLeft).toBeGreaterThan(blueOfLeft + 80);
	expect(blueOfRight).toBeGreaterThan(redOfRight + 80);
});

test('no thumbhash, or a damaged one, gives no ground and no error', () => {
	expect(groundOf(null)).toBeUndefined();
	expect(groundOf('')).toBeUndefined();
	expect(groundOf('%%%')).toBeUndefined();
	expect(groundOf('AAA=')).toBeUndefined();
});
