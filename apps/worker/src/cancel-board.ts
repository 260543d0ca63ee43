/** @file Who is to be told when a cancel comes in for a render. */

export interface CancelBoard {
	/** `cancel` is called once for each ring of that render; the result takes the name off the board. */
	register(renderId: string, cancel: () => void): () => void;
	/** Somebody asked for this render to be cancelled, wherever it is. */
	ring(renderId: string): void;
}

/** An empty board. */
export function createCancelBoard(): CancelBoard {
	const registered = new Map<string, Set<() => void>>();
	return {
		register(renderId, cancel) {
			const entry = registered.get(renderId) ?? new Set();
			registered.set(renderId, entry.add(cancel));
			return () => {
				entry.delete(cancel);
				if (entry.size === 0 && registered.get(renderId) === entry) registered.delete(renderId);
			};
		},
		ring(renderId) {
			for (const cancel of registered.get(renderId) ?? []) cancel();
		},
	};
}
