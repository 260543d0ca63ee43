/** @file Where somebody goes who has just come in. */
import { RenderError } from '@galatea/render';

/** A path of the gallery itself: browsers take `//host` and `/\host` for other hosts. */
const placePattern = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,500}$/;

/** Throws `INVALID_INPUT` unless it is a page of this gallery; null is none. */
export function requirePlace(next: string | null): void {
	if (next === null || placePattern.test(next)) return;
	const message = 'must be a page of this gallery, such as /create';
	throw new RenderError('INVALID_INPUT', `next ${message}`, { issues: [{ path: 'next', message }] });
}
