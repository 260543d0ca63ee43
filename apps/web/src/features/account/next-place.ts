/** @file Where somebody goes who has just come in. */

/**
 * The address of this gallery that `next` names, or `otherwise`. Anything that a browser would take for another host
 * (`//host`, `/\host`, `https:`) is not followed.
 */
export function nextPlace(next: string | readonly string[] | undefined, otherwise: string): string {
	return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes('\\') ? next : otherwise;
}
