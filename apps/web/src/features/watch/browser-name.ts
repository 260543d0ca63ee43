/** @file By what name a browser counts as one that watches, however many of its pages do. */
import { newKey } from '../../graphql/new-key.ts';
import { readStored, writeStored } from '../../ui/stored.ts';

const nameKey = 'galatea.browser';

/**
 * Drawn once and kept; it says nothing of who it is. Empty where nothing can be kept: the browser then counts by its network, since
 * a name drawn by every page would count each of them.
 */
export function browserName(): string {
	const known = readStored(nameKey);
	if (known) return known;
	writeStored(nameKey, newKey());
	return readStored(nameKey) ?? '';
}
