import { describe, expect, test } from 'vitest';
import { chooseFrames, decodeFilm, encodeFilm, type Film, FilmError, filmEverySteps } from './film.ts';

/** As many of the codes change from frame to frame as `share` says; the same for the same arguments. */
function film(frames: number, share: number, codebookRows = 16_384, side = 32): Film {
	let state = 1;
	const random = (): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	const made: { step: number; codes: Int32Array }[] = [];
	for (let index = 0; index < frames; index++)
		made.push({
			step: 3 * index + 1,
			codes: Int32Array.from({ length: side * side }, (_, at) =>
				index === 0 || random() < share ? Math.floor(random() * codebookRows) : (made[index - 1]?.codes[at] ?? 0),
			),
		});
	return { width: side, height: side, codebookRows, frames: made };
}

test.each([
	[1, 16_384],
	[0.3, 16_384],
	[0, 1_024],
	[0.5, 1],
	[1, 3],
])('gives back every code of every step (share %d, %d rows)', (share, rows) => {
	const whole = film(9, share, rows, 5);
	expect(decodeFilm(encodeFilm(whole))).toEqual(whole);
	expect(decodeFilm(encodeFilm({ ...whole, frames: [] })).frames).toEqual([]);
});

test('500 steps at 512² stay below a megabyte, whatever changes, and far below when little does', () => {
	expect(encodeFilm(film(500, 1)).length).toBeLessThan(1_000_000);
	expect(encodeFilm(film(500, 0.05)).length).toBeLessThan(150_000);
});

test('every step is kept, but of runs that are very long and very large', () => {
	expect(filmEverySteps(10_000, 32 * 32)).toBe(1);
	expect(filmEverySteps(10_000, 128 * 128)).toBe(10);
});

test('fewer frames are chosen evenly, with the first and the last', () => {
	const { frames } = film(11, 0, 8, 2);
	expect(chooseFrames(frames, 5).map(({ step }) => step)).toEqual([1, 10, 16, 25, 31]);
	expect(chooseFrames(frames, 2).map(({ step }) => step)).toEqual([1, 31]);
	expect(chooseFrames(frames, 50)).toBe(frames);
});

test('codes that do not fit are refused', () => {
	const good = film(1, 1, 8, 2);
	expect(() => encodeFilm({ ...good, codebookRows: 2 })).toThrow(RangeError);
	expect(() => encodeFilm({ ...good, width: 3 })).toThrow('a frame of 4 codes in a film of 3 × 2');
});

describe('a hostile film', () => {
	test('is refused with what is wrong, before anything of its size is made', () => {
		const bytes = encodeFilm(film(3, 0.5, 100, 4));
		const changed = (at: number, value: number): Uint8Array => {
			const copy = bytes.slice();
			new DataView(copy.buffer).setUint32(at, value, true);
			return copy;
		};
		expect(() => decodeFilm(new Uint8Array(40))).toThrow('do not begin with the mark');
		expect(() => decodeFilm(changed(8, 0xffff_ffff))).toThrow('none of ours');
		expect(() => decodeFilm(changed(20, 0xffff_ffff))).toThrow('more than is decoded');
		expect(() => decodeFilm(changed(24, 0))).toThrow('step 0 after step 0');
		expect(() => decodeFilm(bytes.subarray(0, -1))).toThrow('cut short');
		expect(() => decodeFilm(Uint8Array.of(...bytes, 0))).toThrow('1 bytes after the last frame');
	});

	test('with any single byte damaged is read or refused, and nothing else', () => {
		const bytes = encodeFilm(film(4, 0.4, 100, 6));
		for (let at = 0; at < bytes.length; at++)
			for (const flip of [0x01, 0x80, 0xff]) {
				const damaged = bytes.slice();
				damaged[at] = (damaged[at] as number) ^ flip;
				try {
					expect(decodeFilm(damaged).frames.length).toBeLessThanOrEqual(bytes.length);
				} catch (error) {
					expect(error).toBeInstanceOf(FilmError);
				}
			}
	});
});
