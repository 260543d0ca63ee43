import { expect, test } from 'vitest';
import { drawable, letter, wrap } from './lettering.ts';

test('Latin, Cyrillic and Greek are drawn, in whichever form they are written; of another script nothing is', () => {
	expect(drawable('  ñandú  Łódź Việt\n')).toBe('ñandú Łódź Việt');
	expect(drawable('n\u0303')).toBe('ñ');
	expect(drawable('Красное яблоко — Κόκκινο μήλο, ñ')).toBe('Красное яблоко — Κόκκινο μήλο, ñ');
	expect(letter('Красное', 40).widthPx).toBeGreaterThan(100);
	expect(drawable('cat © 🐈 🇪🇸👩🏽‍👩‍👧')).toBe('cat ©');
	expect(drawable('猫 cat')).toBe('');
	expect(letter('猫', 40)).toEqual({ path: '', widthPx: 0 });
});

// As Chromium measures them on a canvas, in the same font at 2,000 px: kerning (AV) and ligatures (fi) are in them.
test.each([
	['A', 1_421],
	['AV', 2_628],
	['fifty', 3_580],
	['red apple', 7_883],
	['ñandú', 5_394],
])('%s is as wide as a browser draws it, at every size', (text, widthPx) => {
	expect(letter(text, 2_000).widthPx).toBeCloseTo(widthPx, -1);
	expect(letter(text, 50).widthPx).toBeCloseTo(letter(text, 2_000).widthPx / 40, 6);
});

test('lines are no wider than they may be, break between words where they can, and lose nothing', () => {
	const text = 'The quick brown fox jumps over the lazy dog';
	const lines = wrap(text, 40, 300, 10);
	expect(lines.length).toBeGreaterThan(1);
	expect(lines.join(' ')).toBe(text);
	for (const line of lines) expect(letter(line, 40).widthPx).toBeLessThanOrEqual(300);
	const long = 'x'.repeat(100);
	expect(wrap(long, 40, 300, 100).join('')).toBe(long);
	expect(wrap('', 40, 300, 3)).toEqual([]);
});

test('what is too much is cut with an ellipsis, which fits as well', () => {
	const lines = wrap('over and '.repeat(20), 40, 300, 2);
	expect(lines).toHaveLength(2);
	expect(lines[1]).toMatch(/\S…$/);
	for (const line of lines) expect(letter(line, 40).widthPx).toBeLessThanOrEqual(300);
});
