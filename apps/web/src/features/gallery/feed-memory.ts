/**
 * @file What was read of each list, and where a person stood in it, for coming back: who goes back finds the wall as
 * they left it, with all that was added by reading on. Who comes by a link gets what is newest.
 *
 * The pictures are kept as long as the page lives. How many they were and which of them stood at the top is kept as
 * long as the tab, so that a reload and the way back from another site end at the same place, too; the list is read
 * anew then, so that nothing is shown that a person may no longer see.
 */
import type { ArtworkPagePartsFragment } from '../../graphql/generated/graphql.ts';
import { readStored, writeStored } from '../../ui/stored.ts';

/** Lists of one visit that are kept; a list of 500 pictures is some 300 kB. */
const keptLists = 8;
const storageKey = 'galatea.places';

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
let loadWasLookedAt = false;

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

/** Keeps where somebody stands in the list at the present address. */
export function keepPlace(place: Omit<Place, 'address'>): void {
	const address = here();
	const others = storedPlaces().filter((each) => each.address !== address);
	writeStored(storageKey, JSON.stringify([...others, { ...place, address }].slice(-keptLists)), 'session');
}

/** Says before a list is gone to by a link that it is a return, and to which place. */
export function returnTo(place: Place): void {
	returningTo = place;
}

/**
 * The place in the list at the present address for who has returned to it: by the browser's back and forward, by a
 * reload, from another site, or as {@link returnTo} said. Null for who has not. Coming here again by a link is no
 * return any more.
 */
export function takeReturn(): Place | null {
	const returning = returningTo;
	const byLoad = wasLoadedAgain();
	returningTo = null;
	loadWasLookedAt = true;
	if (addressOf(returning) !== here() && !byLoad) return null;
	if (returning !== null && typeof returning !== 'string') return returning;
	return storedPlaces().find(({ address }) => address === here()) ?? null;
}

function addressOf(returning: string | Place | null): string | null {
	return typeof returning === 'string' ? returning : (returning?.address ?? null);
}

/** Whether the document itself was loaded at the present address once more, or came back from the browser's past. */
function wasLoadedAgain(): boolean {
	if (loadWasLookedAt) return false;
	const [load] = performance.getEntriesByType('navigation');
	if (!(load instanceof PerformanceNavigationTiming)) return false;
	if (load.type !== 'reload' && load.type !== 'back_forward') return false;
	const { pathname, search } = new URL(load.name);
	return pathname + search === here();
}

function storedPlaces(): readonly Place[] {
	try {
		const stored: unknown = JSON.parse(readStored(storageKey, 'session') ?? '[]');
		return Array.isArray(stored) ? (stored as readonly Place[]) : [];
	} catch {
		return [];
	}
}
