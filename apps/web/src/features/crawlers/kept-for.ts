/** @file An answer that costs something and is the same for everybody: made once, and given again for a while. */

/**
 * What `make` gives, for `keptMs` from when it was asked for. Who asks while it is made waits for the same; a failure is kept for nobody.
 */
export function keptFor<Value, Arguments extends readonly unknown[]>(
	keptMs: number,
	make: (...words: Arguments) => Promise<Value>,
	now: () => number = Date.now,
): (...words: Arguments) => Promise<Value> {
	let kept: { readonly value: Promise<Value>; readonly untilMs: number } | null = null;
	return (...words) => {
		if (kept && now() < kept.untilMs) return kept.value;
		const value = make(...words);
		const mine = { value, untilMs: now() + keptMs };
		kept = mine;
		value.catch(() => {
			if (kept === mine) kept = null;
		});
		return value;
	};
}
