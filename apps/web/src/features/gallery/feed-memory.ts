/**
 * @file What was read of each list, for coming back to it: who goes back finds the wall as they left it, with all that
 * was added by reading on, and the browser finds the place. Who comes by a link gets what is newest.
 */
import type { ArtworkPagePartsFragment } from '../../graphql/generated/graphql.ts';

/** Lists of one visit that are kept; a list of 500 pictures is some 300 kB. */
const keptLists = 8;

const kept = new Map<string, ArtworkPagePartsFragment>();
/** Where the browser's own back and forward have led last, until that place has been looked at. */
let returningTo: string | null = null;

function here(): string {
	return window.location.pathname + window.location.search;
}

if (typeof window !== 'undefined')
	window.addEventListener('popstate', () => {
		returningTo = here();
	});

/** Keeps what was read of the list at the present address. */
export function keepFeed(feed: ArtworkPagePartsFragment): void {
	const address = here();
	kept.delete(address);
	kept.set(address, feed);
	for (const oldest of kept.keys()) if (kept.size > keptLists) kept.delete(oldest);
}

/** What was read of the list at the present address, for who has come back to it; null for who has not. */
export function recallFeed(): ArtworkPagePartsFragment | null {
	if (typeof window === 'undefined') return null;
	return returningTo === here() ? (kept.get(here()) ?? null) : null;
}

/** The place has been looked at: coming here again by a link is no return. */
export function forgetReturn(): void {
	returningTo = null;
}
