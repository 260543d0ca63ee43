import { expect, test } from 'vitest';
import { guestToken } from './guest-token.ts';

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
