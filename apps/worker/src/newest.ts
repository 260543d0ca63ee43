/** @file Work that only matters for the newest of its inputs, such as encoding a preview while steps go on. */

export interface NewestOnly<Input> {
	/** Whether something is being worked on. */
	readonly busy: boolean;
	/** Works on `input` now, or next; what waited before it is dropped. Never blocks. */
	offer(input: Input): void;
	/** Resolves when nothing is being worked on and nothing waits; throws what the work threw first. */
	drain(): Promise<void>;
}

/** `onFailure` is called at once, so that nobody has to wait for `drain` to hear of it; nothing more is done then. */
export function newestOnly<Input>(
	work: (input: Input) => Promise<void>,
	onFailure: (error: unknown) => void,
): NewestOnly<Input> {
	let waiting: { readonly input: Input } | null = null;
	let running: Promise<void> | null = null;
	let failure: { readonly error: unknown } | null = null;

	const runAll = async (): Promise<void> => {
		while (waiting !== null) {
			const { input } = waiting;
			waiting = null;
			await work(input);
		}
	};
	const start = (): void => {
		running ??= runAll()
			.catch((error: unknown) => {
				failure = { error };
				onFailure(error);
			})
			.finally(() => {
				running = null;
				// Offered after the last look, before this moment.
				if (waiting !== null && failure === null) start();
			});
	};
	return {
		get busy() {
			return running !== null;
		},
		offer(input) {
			if (failure !== null) return;
			waiting = { input };
			start();
		},
		async drain() {
			while (running !== null) await running;
			if (failure !== null) throw (failure as { readonly error: unknown }).error;
		},
	};
}
