/**
 * @file In how many of their own collections somebody has put an artwork, where that has changed in this tab: lists that
 * were read before still have the old number.
 */
const changed = new Map<string, number>();

/** The number now; `known` is what came with the artwork. */
export function savedCount(artworkId: string, known: number): number {
	return changed.get(artworkId) ?? known;
}

/** Counts a change by `added`, of what came with the artwork as `known`. Returns the number now. */
export function countSaved(artworkId: string, known: number, added: number): number {
	const count = Math.max(0, savedCount(artworkId, known) + added);
	changed.set(artworkId, count);
	return count;
}

/** After other changes the number that comes with each artwork counts again. */
export function forgetSavedCounts(): void {
	changed.clear();
}
