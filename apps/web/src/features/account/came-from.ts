/** @file From which page somebody came to sign in or up, so that they are back there afterwards. */
import { visitedOrigin } from '../chrome/origin.ts';
import { nextPlace } from './next-place.ts';

/** Pages that lead in, and are no place to come back to. */
const waysIn = /^\/(?:sign-in|sign-up|claim)(?:\/|$)/;

/**
 * The path and query of the page of this gallery that the browser names as the one it came from; null for none, for another
 * site, and for a page that itself leads in.
 */
export function cameFrom(headers: Pick<Headers, 'get'>): string | null {
	const referrer = headers.get('referer') ?? '';
	if (!URL.canParse(referrer)) return null;
	const { origin, pathname, search } = new URL(referrer);
	if (origin !== visitedOrigin(headers) || waysIn.test(pathname)) return null;
	return nextPlace(pathname + search, '') || null;
}
