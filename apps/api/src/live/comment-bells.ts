/**
 * @file Who waits for news of the comments on an artwork. A viewer is a cursor (decision 0003): nothing is kept for it but the
 * number of the last ring that it has answered, so a slow one gets the newest state, and no backlog.
 */
import { onComment, type Store } from '@galatea/store/database';

interface Artwork {
	/** Counts the rings. */
	rings: number;
	readonly waiting: Set<() => void>;
	viewers: number;
}

/** One viewer of the comments on one artwork. */
export interface CommentViewer {
	/** Resolves with true when there is something that it has not answered yet, and with false once it, or the API, ends. */
	changed(): Promise<boolean>;
	/** Takes effect at once, also on who waits. */
	leave(): void;
}

export class CommentBells {
	readonly #store: Store;
	readonly #artworks = new Map<string, Artwork>();
	#hangUp: (() => void) | null = null;
	#closed = false;

	constructor(store: Store) {
		this.#store = store;
	}

	/** Begins to hear; before that nobody hears of anything. Rejects when the database cannot be reached. */
	async listen(): Promise<void> {
		this.#hangUp = await onComment(this.#store, (artworkId) => this.#ring(artworkId));
	}

	/** Number of viewers, for tests. */
	get size(): number {
		return [...this.#artworks.values()].reduce((sum, { viewers }) => sum + viewers, 0);
	}

	/** Joins as a viewer; what is said from here on is not missed. */
	view(artworkId: string): CommentViewer {
		const artwork = this.#artworks.get(artworkId) ?? { rings: 0, waiting: new Set(), viewers: 0 };
		this.#artworks.set(artworkId, artwork);
		artwork.viewers += 1;
		let answered = artwork.rings;
		let left = false;
		let wake: (() => void) | null = null;
		return {
			changed: async () => {
				while (!left && !this.#closed && artwork.rings === answered)
					await new Promise<void>((resolve) => {
						wake = resolve;
						artwork.waiting.add(resolve);
					});
				answered = artwork.rings;
				return !left && !this.#closed;
			},
			leave: () => {
				if (left) return;
				left = true;
				artwork.viewers -= 1;
				if (artwork.viewers === 0) this.#artworks.delete(artworkId);
				wake?.();
			},
		};
	}

	/** Ends all watching. */
	close(): void {
		this.#closed = true;
		this.#hangUp?.();
		for (const artwork of this.#artworks.values()) this.#wake(artwork);
	}

	/** With null something may have been missed of any. */
	#ring(artworkId: string | null): void {
		const rung = artworkId === null ? [...this.#artworks.values()] : [this.#artworks.get(artworkId)];
		for (const artwork of rung) {
			if (!artwork) continue;
			artwork.rings += 1;
			this.#wake(artwork);
		}
	}

	#wake({ waiting }: Artwork): void {
		for (const wake of waiting) wake();
		waiting.clear();
	}
}
