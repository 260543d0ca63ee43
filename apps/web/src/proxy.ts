/**
 * @file One origin for the browser: pages, data and pictures. `/graphql`, `/files/…`, `/downloads/…`, `/cards/…`, `/uploads` and
 * `/oauth/…` are handed to the API at run time, with cookies both ways, so that the same build runs beside any API.
 */
import { type NextRequest, NextResponse } from 'next/server';
import { env } from './env.ts';

/** Sends what belongs to the API there; everything else is a page. */
export function proxy(request: NextRequest): NextResponse {
	return NextResponse.rewrite(new URL(`${env.apiUrl}${request.nextUrl.pathname}${request.nextUrl.search}`));
}

export const config = {
	matcher: ['/graphql', '/files/:key*', '/downloads/:name*', '/cards/:name*', '/uploads', '/oauth/:provider'],
};
