'use client';
/** @file The form's content, kept in local storage so that a closed tab loses nothing. */
import { useEffect, useState } from 'react';
import { readStored, writeStored } from '../../ui/stored.ts';
import { cutMethods } from './cut-methods.ts';
import type { Draft } from './draft.ts';

const storageKey = 'galatea.draft';

/** Reads a stored draft; members that are missing or of another type keep the value of `fallback`. */
export function readStoredDraft(text: string | null, fallback: Draft): Draft {
	if (text === null) return fallback;
	try {
		const stored: unknown = JSON.parse(text);
		if (typeof stored !== 'object' || stored === null) return fallback;
		const fields = ['prompt', 'width', 'height', 'steps', 'seed', 'learningRate', 'cutoutCount'] as const;
		const kept = Object.entries(stored).filter(
			([name, value]) => fields.some((field) => field === name) && typeof value === 'string',
		);
		const known = cutMethods.find((method) => 'cutMethod' in stored && stored.cutMethod === method);
		const cutMethod = known === undefined ? {} : { cutMethod: known };
		const samePack = 'packId' in stored && stored.packId === fallback.packId;
		// The numbers of another pack say nothing about this one.
		return samePack ? { ...fallback, ...Object.fromEntries(kept), ...cutMethod } : fallback;
	} catch {
		return fallback;
	}
}

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
		if (changed) writeStored(storageKey, JSON.stringify({ ...draft, cutoutRest: null }));
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
