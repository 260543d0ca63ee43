/** @file Draws for generated galleries: the same seed gives the same gallery, but for ids, which are random. */

/** Random draws from one seed. */
export class Draw {
	#state: number;

	/** `seed` is a 32-bit integer. */
	constructor(seed: number) {
		this.#state = seed | 0;
	}

	/** From 0, below 1. Tommy Ettinger's Mulberry32. */
	unit(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from 0, below `count`. */
	below(count: number): number {
		return Math.floor(this.unit() * count);
	}

	/** As {@link below}, the small ones more often: as with words and people, few have most. */
	fewFirst(count: number): number {
		return Math.floor(count * this.unit() ** 2);
	}

	/** Normally distributed, with mean 0 and deviation 1 (Box and Muller). */
	normal(): number {
		return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
	}

	/** One of `items`, the first more often. */
	oneOf<Item>(items: readonly Item[]): Item {
		return items[this.fewFirst(items.length)] as Item;
	}

	/** One of the keys, each as often as its number says. */
	weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key {
		const entries = Object.entries(weights) as [Key, number][];
		let rest = this.unit() * entries.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [key, weight] of entries) {
			rest -= weight;
			if (rest < 0) return key;
		}
		return (entries.at(-1) as [Key, number])[0];
	}

	/** So many hexadecimal digits, a multiple of eight. */
	hexadecimal(digits: number): string {
		let text = '';
		while (text.length < digits)
			text += Math.floor(this.unit() * 2 ** 32)
				.toString(16)
				.padStart(8, '0');
		return text;
	}
}
