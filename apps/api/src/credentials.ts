/**
 * @file How a request says who asks: `Authorization: Bearer <token>` for programs; for browsers a cookie of who has
 * signed in, or a cookie of a guest. All are secrets; of a guest's token the database holds only the hash.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { oauthStateCookie, sessionCookie } from '@galatea/store/accounts';

/** Name of the cookie that holds a guest's token. */
export const guestCookie = 'galatea_guest';

/** Time to sign in elsewhere, in milliseconds. */
export const oauthAgeMs = 10 * 60 * 1000;

/** Browsers keep the cookies this long, in milliseconds: 400 days, the longest that they allow. A session ends sooner. */
export const cookieAgeMs = 400 * 24 * 60 * 60 * 1000;

/** What a token may look like; anything else is not looked up in the database. */
const tokenPattern = /^[A-Za-z0-9_-]{16,256}$/;

/** The token in a request's headers, or null. A bearer token goes before the cookie: it was sent on purpose. */
export function guestToken(headers: IncomingHttpHeaders): string | null {
	const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
	const token = bearer ?? cookieValue(headers.cookie ?? '', guestCookie);
	return token !== null && tokenPattern.test(token) ? token : null;
}

/** What a session's cookie may look like: a token and its signature, percent-encoded. */
const sessionPattern = /^[A-Za-z0-9._~%+/=-]{16,512}$/;

/** The cookie of who has signed in, as it was set; null when none came, or a bearer token goes before it. */
export function sessionOf(headers: IncomingHttpHeaders): string | null {
	if (headers.authorization !== undefined) return null;
	const cookie = cookieValue(headers.cookie ?? '', sessionCookie);
	return cookie !== null && sessionPattern.test(cookie) ? cookie : null;
}

/** The cookie by which who comes back from elsewhere is known to be who was sent; null for none. */
export function oauthStateOf(headers: IncomingHttpHeaders): string | null {
	const cookie = cookieValue(headers.cookie ?? '', oauthStateCookie);
	return cookie !== null && sessionPattern.test(cookie) ? cookie : null;
}

/** The first cookie of that name in a Cookie header (RFC 6265, 5.4), without the quotes that some clients add. */
function cookieValue(header: string, name: string): string | null {
	for (const pair of header.split(';')) {
		const equals = pair.indexOf('=');
		if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
		return pair
			.slice(equals + 1)
			.trim()
			.replace(/^"(.*)"$/, '$1');
	}
	return null;
}
