/** @file Where somebody goes who has just come in. */

/**
 * The address of this gallery that `next` names, or `otherwise`. Anything that a browser would take for another host
 * (`//host`, `/\host`, `https:`), also once dots are worked out (`/.//host`), is not followed.
 */
export function nextPlace(next: string | readonly string[] | undefined, otherwise: string): string {
	const isPath = typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes('\\');
	return isPath && !new URL(next, 'http://127.0.0.1').pathname.startsWith('//') ? next : otherwise;
}

/** Characters of an address that the API takes with it, into a mail or elsewhere. */
const maximumLength = 500;

/** An address of this gallery that is short enough to be taken along, or `otherwise`. */
export function shortPlace(place: string, otherwise: string): string {
	return place.length <= maximumLength ? place : otherwise;
}
