/** @file Draws by a seed that are the same on every machine: which names are judged, and in which order pictures stand. */

/** Numbers in 0..1 from a seed (mulberry32): good enough to shuffle, and three lines. */
function numbersOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A copy in an order that the seed decides (Fisher and Yates). */
export function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
	const numbers = numbersOf(seed);
	const order = [...values];
	for (let last = order.length - 1; last > 0; last--) {
		const other = Math.floor(numbers() * (last + 1));
		[order[last], order[other]] = [order[other] as T, order[last] as T];
	}
	return order;
}

/** Signs rather than things: nobody can be asked to name them as a picture. */
const signs = /\b(keycap|flag|flags|letter|letters|button|buttons)\b/;

/** `count` of a pack's names, without keycaps, flags, letters and buttons, in alphabetical order. */
export function drawnNames(names: readonly string[], count: number, seed: number): readonly string[] {
	const things = names.filter((name) => !signs.test(name));
	return shuffled(things, seed).slice(0, count).toSorted();
}
