'use client';
/** @file Opening a picture from a collection: its neighbours there are those of the collection, in its order. */
import type { ReactNode } from 'react';
import { enterList } from '../gallery/entered-list.ts';
import { here } from '../gallery/feed-memory.ts';

interface EnterCollectionProps {
	/** The artworks on the page, in their order. */
	readonly artworkIds: readonly string[];
	readonly children: ReactNode;
}

export function EnterCollection({ artworkIds, children }: EnterCollectionProps) {
	return (
		// Whatever is clicked: if it opens a picture, the keys for the next and the one before lead through the collection.
		<div onClickCapture={() => enterList({ address: here(), artworkIds, more: null })}>{children}</div>
	);
}
