/**
 * @file Where a person stood in each list: how many pictures it had and which of them stood at the top. It is kept as long
 * as the tab, so that a reload and the way back from another site end at the same place, too; the list is read anew
 * then, so that nothing is shown that a person may no longer see.
 */
import { readStored, writeStored } from '../../ui/stored.ts';
import { addressOf, here, keptLists, type Place, takeReturning } from './feed-memory.ts';

const storageKey = 'galatea.places';

let loadWasLookedAt = false;

/** Keeps where somebody stands in the list at the present address. */
export function keepPlace(place: Omit<Place, 'address'>): void {
	const address = here();
	const others = storedPlaces().filter((each) => each.address !== address);
	writeStored(storageKey, JSON.stringify([...others, { ...place, address }].slice(-keptLists)), 'session');
}

/**
 * The place in the list at the present address for who has returned to it: by the browser's back and forward, by a
 * reload, from another site, or as {@link returnTo} said. Null for who has not. Coming here again by a link is no
 * return any more.
 */
export function takeReturn(): Place | null {
	const returning = takeReturning();
	const byLoad = wasLoadedAgain();
	loadWasLookedAt = true;
	if (addressOf(returning) !== here() && !byLoad) return null;
	if (returning !== null && typeof returning !== 'string') return returning;
	return storedPlaces().find(({ address }) => address === here()) ?? null;
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
