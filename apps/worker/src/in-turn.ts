/** @file Work on every input, one after the other, beside what goes on meanwhile. */

export interface InTurn<Input> {
	/** Works on `input` when all before it are done. Never blocks. */
	offer(input: Input): void;
	/** Resolves when everything that was offered is done; throws what the work threw first. */
	drain(): Promise<void>;
}

/** `onFailure` is called at once with the first failure; nothing more is done then. For few inputs: none is dropped. */
export function inTurn<Input>(
	work: (input: Input) => Promise<void>,
	onFailure: (error: unknown) => void,
): InTurn<Input> {
	let all: Promise<void> = Promise.resolve();
	return {
		offer(input) {
			const before = all;
			all = before.then(() => work(input));
			// Told once: what waits behind it fails with it.
			all.catch((error: unknown) =>
				before.then(
					() => onFailure(error),
					() => undefined,
				),
			);
		},
		drain: () => all,
	};
}
