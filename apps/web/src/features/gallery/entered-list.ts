/** @file The list from which an artwork was opened, kept as long as the tab: for the next one, the one before, and back. */
import { readStored, writeStored } from '../../ui/stored.ts';
import type { WallSource } from './wall-source.ts';

const storageKey = 'galatea.list';

/** A list as it was read when one of its pictures was opened. */
export interface EnteredList {
	/** Where it is. */
	readonly address: string;
	/** In its order. */
	readonly artworkIds: readonly string[];
	/** How it goes on; null at its end, or where only a part is shown on purpose. */
	readonly more: { readonly source: WallSource; readonly after: string } | null;
}

/** Keeps the list that is gone into; the one before is forgotten. */
export function enterList(list: EnteredList): void {
	writeStored(storageKey, JSON.stringify(list), 'session');
}

/** The list that was gone into last, if `artworkId` is in it. */
export function enteredList(artworkId: string): EnteredList | null {
	try {
		const list = JSON.parse(readStored(storageKey, 'session') ?? 'null') as EnteredList | null;
		return list?.artworkIds.includes(artworkId) ? list : null;
	} catch {
		return null;
	}
}
