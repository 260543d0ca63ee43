/**
 * @file One origin for the browser: pages, data and pictures. `/graphql`, `/files/…`, `/downloads/…`, `/cards/…`, `/feeds/…`, `/embeds/…`,
 * `/uploads` and `/oauth/…` are handed to the API at run time, with cookies both ways, so that the same build runs beside any API. Pages say
 * what they may load and run.
 */
import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { env } from './env.ts';
import { contentPolicy } from './features/chrome/content-policy.ts';
import { visitedOrigin } from './features/chrome/origin.ts';

/** What belongs to the API. */
const apiPaths = /^\/(graphql|uploads|(files|downloads|cards|feeds|embeds)(\/.*)?|oauth\/[^/]+)$/;

/** Sends what belongs to the API there; everything else is a page. */
export function proxy(request: NextRequest): NextResponse {
	const { pathname, search } = request.nextUrl;
	if (apiPaths.test(pathname)) return NextResponse.rewrite(new URL(`${env.apiUrl}${pathname}${search}`));
	const policy = contentPolicy({
		nonce: randomBytes(16).toString('base64'),
		origin: visitedOrigin(request.headers),
		socket: env,
		isDevelopment: env.isDevelopment,
	});
	// Next reads the nonce here, and gives it to every script of the page.
	const headers = new Headers(request.headers);
	headers.set('Content-Security-Policy', policy);
	const response = NextResponse.next({ request: { headers } });
	response.headers.set('Content-Security-Policy', policy);
	return response;
}

export const config = {
	// Files of the build need neither.
	matcher: ['/((?!_next/|icon\\.svg$).*)'],
};
