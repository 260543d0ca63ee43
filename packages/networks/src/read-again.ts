/**
 * @file Weights that are not kept. A full-size pack has half a gigabyte of them, and nothing needs them once a session
 * has its own.
 */

/**
 * What was read already, for whoever asks first; everyone after that has it read again. Whoever asks is alone in holding
 * the result.
 */
export function readAgain<Weights>(first: Weights, read: () => Promise<Weights>): () => Promise<Weights> {
	let ready: Weights | null = first;
	return async () => {
		const weights = ready ?? (await read());
		ready = null;
		return weights;
	};
}
