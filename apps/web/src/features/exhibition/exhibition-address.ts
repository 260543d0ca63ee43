/** @file What the address of an exhibition says: with which picture it begins, and whether it goes on by itself. */

/** Seconds for which a picture can stay, the usual ones. */
export const stays = [5, 10, 20, 40, 90] as const;
/** Seconds, where nobody chooses. */
export const usualStay = 10;
const longestStay = 3_600;

export interface Exhibited {
	/** Id of the item that is shown first; null for the first one. */
	readonly start: string | null;
	/** Seconds after which the next picture comes; null by hand. */
	readonly every: number | null;
}

/** Reads a query; what is no number of seconds from 1 to an hour is by hand. */
export function readExhibited(search: Readonly<Record<string, string | readonly string[] | undefined>>): Exhibited {
	const { start, every } = search;
	const seconds = typeof every === 'string' && /^\d{1,4}$/.test(every) ? Number(every) : 0;
	return {
		start: typeof start === 'string' && start !== '' ? start : null,
		every: seconds >= 1 && seconds <= longestStay ? seconds : null,
	};
}

/** The address in `path` that shows the same again. */
export function printExhibited(path: string, { start, every }: Exhibited): string {
	const query = new URLSearchParams({
		...(start !== null && { start }),
		...(every !== null && { every: String(every) }),
	}).toString();
	return query === '' ? path : `${path}?${query}`;
}
