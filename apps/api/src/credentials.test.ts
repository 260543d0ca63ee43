import { expect, test } from 'vitest';
import { guestToken, sessionOf } from './credentials.ts';

const token = 'a_token-of-a-guest-0123456789';

test('the cookie is found among others, quoted or not', () => {
	expect(guestToken({ cookie: `theme=dark; galatea_guest=${token}; other=1` })).toBe(token);
	expect(guestToken({ cookie: `galatea_guest="${token}"` })).toBe(token);
});

test('a cookie whose name only ends alike is another cookie', () => {
	expect(guestToken({ cookie: `not_galatea_guest=${token}; x; =; galatea_guest` })).toBeNull();
});

test('a bearer token goes before the cookie', () => {
	expect(guestToken({ authorization: `bearer ${token}`, cookie: 'galatea_guest=another-token-0123456789' })).toBe(
		token,
	);
});

test('what cannot be a token is nobody', () => {
	for (const headers of [
		{},
		{ authorization: 'Basic abc' },
		{ authorization: 'Bearer short' },
		{ authorization: `Bearer ${'x'.repeat(300)}` },
		{ cookie: "galatea_guest=' or 1=1 --" },
	])
		expect(guestToken(headers)).toBeNull();
});

test('the cookie of a session is taken as it was set, and not beside a bearer token', () => {
	const value = 'Zm9vYmFyYmF6cXV4.c2lnbmF0dXJl%2B%3D';
	expect(sessionOf({ cookie: `galatea_guest=${token}; galatea_session=${value}` })).toBe(value);
	expect(sessionOf({ authorization: `Bearer ${token}`, cookie: `galatea_session=${value}` })).toBeNull();
	for (const wrong of ['short', 'with space in between', '"><script>alert(1)</script>', 'x'.repeat(600)])
		expect(sessionOf({ cookie: `galatea_session=${wrong}` })).toBeNull();
});
