/**
 * @file What was read of each list, as long as the page lives, for coming back: who goes back finds the wall as they left
 * it, with all that was added by reading on. Who comes by a link gets what is newest.
 */
import type { ArtworkPagePartsFragment } from '../../graphql/generated/graphql.ts';

/** Lists of one visit that are kept; a list of 500 pictures is some 300 kB. */
export const keptLists = 8;

const kept = new Map<string, ArtworkPagePartsFragment>();

/** Where somebody stood in a list. */
export interface Place {
	/** Of the list, with its query. */
	readonly address: string;
	/** Pictures that were read. */
	readonly count: number;
	/** The picture that stood at the top. */
	readonly artworkId: string;
	/** How far its upper edge was below that of the window, in pixels. */
	readonly topPx: number;
	/** Whether the picture gets the focus. */
	readonly takesFocus?: boolean;
}

/** What is being returned to, until that has been looked at: an address, or a place in it. */
let returningTo: string | Place | null = null;

/** The present address, without the site. */
export function here(): string {
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
	return addressOf(returningTo) === here() ? (kept.get(here()) ?? null) : null;
}

/** Says before a list is gone to by a link that it is a return, and to which place. */
export function returnTo(place: Place): void {
	returningTo = place;
}

/** What is being returned to, once: coming here again by a link is no return any more. */
export function takeReturning(): string | Place | null {
	const returning = returningTo;
	returningTo = null;
	return returning;
}

/** Of what is being returned to. */
export function addressOf(returning: string | Place | null): string | null {
	return typeof returning === 'string' ? returning : (returning?.address ?? null);
}
