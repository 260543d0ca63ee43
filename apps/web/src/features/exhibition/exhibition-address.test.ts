import { expect, test } from 'vitest';
import { printExhibited, readExhibited } from './exhibition-address.ts';

test('an address on a screen says where it begins and how fast it goes on, and is read as it was written', () => {
	const shown = { start: 'itm_1', every: 15 };
	const address = printExhibited('/@ada/c/shelf/exhibition', shown);
	expect(address).toBe('/@ada/c/shelf/exhibition?start=itm_1&every=15');
	expect(readExhibited(Object.fromEntries(new URL(address, 'http://a').searchParams))).toEqual(shown);
	expect(printExhibited('/x', { start: null, every: null })).toBe('/x');
});

test.each(['0', '-5', '3601', '1e3', 'soon', '', undefined, ['5', '6']])('%j seconds are by hand', (every) =>
	expect(readExhibited({ every })).toEqual({ start: null, every: null }),
);
