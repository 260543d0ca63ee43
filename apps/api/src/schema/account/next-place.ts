/** @file Where somebody goes who has just come in. */
import { RenderError } from '@galatea/render';

/** A path of the gallery itself: browsers take `//host` and `/\host` for other hosts. */
const placePattern = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,500}$/;

/** Throws `INVALID_INPUT` unless it is a page of this gallery; null is none. */
export function requirePlace(next: string | null): void {
	if (next === null || (placePattern.test(next) && !isHostWithoutDots(next))) return;
	const message = 'must be a page of this gallery, such as /create';
	throw new RenderError('INVALID_INPUT', `next ${message}`, { issues: [{ path: 'next', message }] });
}

/** Whoever works out the dots of `/.//host` is left with `//host`. */
function isHostWithoutDots(place: string): boolean {
	return new URL(place, 'http://127.0.0.1').pathname.startsWith('//');
}
