'use client';
/** @file Choosing many of a list: one by one, or with Shift everything from the one that was chosen last. */
import { type KeyboardEvent, useRef, useState } from 'react';

export interface Selection {
	/** Those that are chosen, in the order of the list. */
	readonly ids: readonly string[];
	has(id: string): boolean;
	/** Chooses it, or no longer; with `range` everything from the last one that was chosen to it. */
	choose(id: string, range: boolean): void;
	chooseAll(): void;
	clear(): void;
	/** For the element around the list: Ctrl or Command with A chooses all, Escape none. */
	onKeyDown(event: KeyboardEvent): void;
}

/** `order` has the ids of the list as they stand; what leaves it is chosen no longer. */
export function useSelection(order: readonly string[]): Selection {
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const last = useRef<string | null>(null);
	const ids = order.filter((id) => chosen.has(id));
	const clear = (): void => {
		last.current = null;
		setChosen(new Set());
	};
	const chooseAll = (): void => setChosen(new Set(order));
	return {
		ids,
		has: (id) => chosen.has(id),
		choose(id, range) {
			const from = range && last.current !== null ? order.indexOf(last.current) : -1;
			const to = order.indexOf(id);
			last.current = id;
			setChosen((before) => {
				if (from >= 0) return new Set([...before, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]);
				const after = new Set(before);
				if (!after.delete(id)) after.add(id);
				return after;
			});
		},
		chooseAll,
		clear,
		onKeyDown(event) {
			const { target } = event;
			// Text that is written has these keys to itself, and so has a dialog.
			if (target instanceof Element && target.closest('textarea,select,dialog,input:not([type=checkbox])')) return;
			const all = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey);
			if (!all && (event.key !== 'Escape' || ids.length === 0)) return;
			event.preventDefault();
			if (all) chooseAll();
			else clear();
		},
	};
}
