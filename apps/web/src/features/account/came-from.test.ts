import { expect, test } from 'vitest';
import { cameFrom } from './came-from.ts';

const from = (referer: string, rest: Readonly<Record<string, string>> = {}) =>
	cameFrom(new Headers({ host: 'gallery.example:3000', ...(referer && { referer }), ...rest }));

test('somebody comes back to the page of the gallery they came from, with what was chosen on it', () => {
	expect(from('http://gallery.example:3000/?order=TRENDING&tag=sea')).toBe('/?order=TRENDING&tag=sea');
	expect(from('http://gallery.example:3000/renders/rnd_1')).toBe('/renders/rnd_1');
	const proxied = { 'x-forwarded-host': 'art.example', 'x-forwarded-proto': 'https' };
	expect(from('https://art.example/live', proxied)).toBe('/live');
});

test('nobody is led to another site, nor back to a page that leads in', () => {
	for (const referer of [
		'',
		'no address',
		'https://elsewhere.example/renders',
		'http://gallery.example/live',
		'http://gallery.example:3000//elsewhere.example',
		'http://gallery.example:3000/sign-in?next=/live',
		'http://gallery.example:3000/sign-in/link?token=t',
		'http://gallery.example:3000/sign-up',
		'http://gallery.example:3000/claim?token=t',
	])
		expect([referer, from(referer)]).toEqual([referer, null]);
	expect(from('http://gallery.example:3000/sign-in-and-up')).toBe('/sign-in-and-up');
});
