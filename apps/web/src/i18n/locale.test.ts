import { expect, test } from 'vitest';
import { chooseLocale } from './locale.ts';

test('a chosen language wins over what the browser asks for', () => {
	expect(chooseLocale('es', 'en-GB,en;q=0.9')).toBe('es');
});

test('the best language that has a catalogue is taken from Accept-Language', () => {
	expect(chooseLocale(undefined, 'de-DE, es-MX;q=0.8, en;q=0.5')).toBe('es');
	expect(chooseLocale(undefined, 'es;q=0.2, en-US')).toBe('en');
	expect(chooseLocale(undefined, 'es;q=0, en;q=0.1')).toBe('en');
});

test('nothing usable gives English', () => {
	expect(chooseLocale('xx', null)).toBe('en');
	expect(chooseLocale(undefined, 'de, ,;q=x')).toBe('en');
});
