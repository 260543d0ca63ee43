/**
 * @file Which pages may call with the cookies of a person. A browser says which page asks (`Origin`); programs say
 * nothing and are welcome. By default only pages of the same host may, on any port: the gallery's web server and this
 * API are two ports of one machine.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';

/** Whether a request with these headers comes from a page that may use this API, or from no page. */
export function isAllowedOrigin(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
	const { origin, host } = headers;
	if (origin === undefined) return true;
	if (allowedOrigins.includes(origin)) return true;
	if (!URL.canParse(origin) || host === undefined || !URL.canParse(`http://${host}`)) return false;
	return new URL(origin).hostname === new URL(`http://${host}`).hostname;
}

/** CORS for the listed origins only; without a list no page elsewhere can read an answer. */
export function allowOrigins(allowedOrigins: readonly string[]): RequestHandler {
	return (request, response, next) => {
		const { origin } = request.headers;
		if (allowedOrigins.length > 0) response.vary('Origin');
		if (origin === undefined || !allowedOrigins.includes(origin)) return next();
		response.set('Access-Control-Allow-Origin', origin);
		response.set('Access-Control-Allow-Credentials', 'true');
		if (request.method !== 'OPTIONS') return next();
		response.set('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
		response.set('Access-Control-Allow-Headers', 'authorization, content-type, x-request-id');
		response.set('Access-Control-Max-Age', '86400');
		response.status(204).end();
	};
}
