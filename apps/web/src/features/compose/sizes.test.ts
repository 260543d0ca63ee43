import { expect, test } from 'vitest';
import { testPack } from './fixtures.ts';
import { checkSide, sizePresets } from './sizes.ts';

const sizes = { minimumPx: 64, maximumPx: 512, multipleOf: 8 };

test('a side that fits the pack has no problem', () => {
	for (const side of ['64', '128', ' 512 ']) expect(checkSide(side, sizes)).toBeNull();
});

test('a side that does not fit is named, with the nearest that would do', () => {
	expect(checkSide('130', sizes)).toMatchObject({ code: 'notMultiple', lower: 128, upper: 136 });
	expect(checkSide('7', sizes)).toMatchObject({ code: 'below', upper: 64 });
	expect(checkSide('100000', sizes)).toMatchObject({ code: 'above', lower: 512 });
	for (const side of ['', 'abc', '128.5', 'NaN', 'Infinity'])
		expect(checkSide(side, sizes)).toMatchObject({ code: 'notWhole' });
});

test('presets fit the pack and are all different', () => {
	for (const width of [64, 128, 384, 512]) {
		const defaults = { ...testPack.defaults, width, height: width };
		const presets = sizePresets({ sizes, defaults });
		expect(presets[0]).toEqual({ name: 'square', width, height: width });
		expect(new Set(presets.map((preset) => `${preset.width}×${preset.height}`)).size).toBe(presets.length);
		for (const preset of presets)
			for (const side of [preset.width, preset.height]) expect(checkSide(String(side), sizes)).toBeNull();
	}
});
