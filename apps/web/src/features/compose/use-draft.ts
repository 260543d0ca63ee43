'use client';
/** @file The form's content, kept in local storage so that a closed tab loses nothing. */
import { useEffect, useState } from 'react';
import { readStored, writeStored } from '../../ui/stored.ts';
import type { Draft } from './draft.ts';
import { readStoredDraft } from './stored-draft.ts';

const storageKey = 'galatea.draft';

/**
 * The draft and its setter. `restore` is false when the page was opened with a prompt or a remix, which then wins over
 * what was stored; it is stored in its turn once something is changed.
 */
export function useDraft(initial: Draft, restore: boolean) {
	const [draft, setDraft] = useState(initial);
	const [changed, setChanged] = useState(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: only when the page opens; storage is unknown to the server.
	useEffect(() => {
		if (restore) setDraft((current) => readStoredDraft(readStored(storageKey), current));
	}, []);
	useEffect(() => {
		if (changed) writeStored(storageKey, JSON.stringify({ ...draft, fork: null }));
	}, [draft, changed]);
	return {
		draft,
		change(part: Partial<Draft>): void {
			setChanged(true);
			setDraft((current) => ({ ...current, ...part }));
		},
		/** Once the render is asked for, the words need not be kept. */
		forget(): void {
			setChanged(false);
			writeStored(storageKey, null);
		},
	};
}
