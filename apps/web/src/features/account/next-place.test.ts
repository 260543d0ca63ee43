import { expect, test } from 'vitest';
import { nextPlace } from './next-place.ts';

test('only addresses of this gallery are gone to', () => {
	expect(nextPlace('/claim?token=abc', '/')).toBe('/claim?token=abc');
	expect(nextPlace('/', '/settings')).toBe('/');
	for (const elsewhere of [
		'//evil.example',
		'/\\evil.example',
		'https://evil.example',
		'javascript:alert(1)',
		'/a\\b',
		'',
	])
		expect(nextPlace(elsewhere, '/')).toBe('/');
	expect(nextPlace(['/a', '/b'], '/')).toBe('/');
	expect(nextPlace(undefined, '/')).toBe('/');
});
