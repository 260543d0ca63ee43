import { expect, test } from 'vitest';
import { nextPlace, shortPlace } from './next-place.ts';

test('only addresses of this gallery are gone to', () => {
	expect(nextPlace('/claim?token=abc', '/')).toBe('/claim?token=abc');
	expect(nextPlace('/', '/settings')).toBe('/');
	for (const elsewhere of [
		'//evil.example',
		'/\\evil.example',
		'https://evil.example',
		'javascript:alert(1)',
		'/a\\b',
		'/.//evil.example',
		'/create/..//evil.example',
		'',
	])
		expect(nextPlace(elsewhere, '/')).toBe('/');
	expect(nextPlace(['/a', '/b'], '/')).toBe('/');
	expect(nextPlace(undefined, '/')).toBe('/');
});

test('an address that is too long to be taken along is left for another', () => {
	expect(shortPlace(`/search?q=${'a'.repeat(490)}`, '/')).toHaveLength(500);
	expect(shortPlace(`/search?q=${'a'.repeat(491)}`, '/')).toBe('/');
});
