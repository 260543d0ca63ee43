import type { SecondsRange } from '@galatea/store/renders';

/** A figure is good for this long: viewers of one render share it. */
const freshMs = 1_000;

/** How long renders will still take, read at most once a second per render however many ask. */
export class RemainingTimes {
	readonly #read: (renderId: string) => Promise<SecondsRange | null>;
	readonly #known = new Map<string, { readonly at: number; readonly range: Promise<SecondsRange | null> }>();

	constructor(read: (renderId: string) => Promise<SecondsRange | null>) {
		this.#read = read;
	}

	/** Null when unknown. Throws what the database throws. */
	of(renderId: string): Promise<SecondsRange | null> {
		const now = Date.now();
		const known = this.#known.get(renderId);
		if (known && now - known.at < freshMs) return known.range;
		for (const [id, { at }] of this.#known) if (now - at >= freshMs) this.#known.delete(id);
		const range = this.#read(renderId);
		this.#known.set(renderId, { at: now, range });
		// A failure is told to those who wait for it now, and not to the next.
		range.catch(() => this.#known.delete(renderId));
		return range;
	}
}
