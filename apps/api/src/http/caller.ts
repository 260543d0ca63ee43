/** @file Who calls over HTTP, and how cookies are given to their browser. */
import { oauthStateCookie, sessionCookie } from '@galatea/store/accounts';
import type { Request, Response } from 'express';
import { cookieAgeMs, guestCookie, oauthAgeMs } from '../credentials.ts';
import type { Caller } from '../person.ts';
import { requestIdOf } from './request-id.ts';

/** The caller of a request whose answer may set cookies. */
export function httpCaller(request: Request, response: Response): Caller {
	const requestId = requestIdOf(request.headers);
	response.set('X-Request-Id', requestId);
	const set = (name: string, value: string | null, maxAge = cookieAgeMs) => {
		const attributes = { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' } as const;
		if (value === null) response.clearCookie(name, attributes);
		// As it is: a session's value is encoded already, a guest's token needs no encoding.
		else response.cookie(name, value, { ...attributes, maxAge, encode: String });
	};
	return {
		requestId,
		headers: request.headers,
		address: request.ip ?? '',
		cookies: {
			setGuest: (token) => set(guestCookie, token),
			setOAuthState: (cookie) => set(oauthStateCookie, cookie, oauthAgeMs),
			setSession: (cookie) => set(sessionCookie, cookie),
		},
	};
}
