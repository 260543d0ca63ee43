/**
 * @file Who waits for news of something: of the comments on it, or of what is done to it. A viewer is a cursor (decision 0003): nothing
 * is kept for it but the number of the last ring that it has answered, so a slow one gets the newest state, and no backlog.
 */

interface Watched {
	/** Counts the rings. */
	rings: number;
	readonly waiting: Set<() => void>;
	viewers: number;
}

/** One viewer of one thing. */
export interface BellViewer {
	/** Resolves with true when there is something that it has not answered yet, and with false once it, or the API, ends. */
	changed(): Promise<boolean>;
	/** Takes effect at once, also on who waits. */
	leave(): void;
}

/** Begins to call back with the id of what there is news of, null for anything; resolves with what ends it. */
type Hear = (ring: (id: string | null) => void) => Promise<() => void>;

export class Bells {
	readonly #hear: Hear;
	readonly #watched = new Map<string, Watched>();
	#hangUp: (() => void) | null = null;
	#closed = false;

	constructor(hear: Hear) {
		this.#hear = hear;
	}

	/** Begins to hear; before that nobody hears of anything. Rejects when the database cannot be reached. */
	async listen(): Promise<void> {
		this.#hangUp = await this.#hear((id) => this.#ring(id));
	}

	/** Number of viewers, for tests. */
	get size(): number {
		return [...this.#watched.values()].reduce((sum, { viewers }) => sum + viewers, 0);
	}

	/** Joins as a viewer; what happens from here on is not missed. */
	view(id: string): BellViewer {
		const watched = this.#watched.get(id) ?? { rings: 0, waiting: new Set(), viewers: 0 };
		this.#watched.set(id, watched);
		watched.viewers += 1;
		let answered = watched.rings;
		let left = false;
		let wake: (() => void) | null = null;
		return {
			changed: async () => {
				while (!left && !this.#closed && watched.rings === answered)
					await new Promise<void>((resolve) => {
						wake = resolve;
						watched.waiting.add(resolve);
					});
				answered = watched.rings;
				return !left && !this.#closed;
			},
			leave: () => {
				if (left) return;
				left = true;
				watched.viewers -= 1;
				if (watched.viewers === 0) this.#watched.delete(id);
				wake?.();
			},
		};
	}

	/** Ends all watching. */
	close(): void {
		this.#closed = true;
		this.#hangUp?.();
		for (const watched of this.#watched.values()) this.#wake(watched);
	}

	/** With null something may have been missed of any. */
	#ring(id: string | null): void {
		const rung = id === null ? [...this.#watched.values()] : [this.#watched.get(id)];
		for (const watched of rung) {
			if (!watched) continue;
			watched.rings += 1;
			this.#wake(watched);
		}
	}

	#wake({ waiting }: Watched): void {
		for (const wake of waiting) wake();
		waiting.clear();
	}
}
