'use client';
/** @file The change that can be undone right now: told by whatever made it, shown at the foot of the window. */
import { useSyncExternalStore } from 'react';

export interface OfferedUndo {
	readonly collectionId: string;
	/** The number of the change. */
	readonly seq: number;
	/** What was done, in the language of the page. */
	readonly said: string;
	/** Whether it was an undoing itself: undoing it does the change again. */
	readonly isUndo?: boolean;
}

let offered: OfferedUndo | null = null;
const listeners = new Set<() => void>();

/** Offers to undo a change, instead of the one before; with null nothing any more. */
export function offerUndo(offer: OfferedUndo | null): void {
	offered = offer;
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** What is offered; null for nothing, and while the server renders. */
export function useOfferedUndo(): OfferedUndo | null {
	return useSyncExternalStore(
		subscribe,
		() => offered,
		() => null,
	);
}
