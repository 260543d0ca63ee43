/**
 * @file onnxruntime's errors in words that say what to do.
 */
import { RenderError } from '@galatea/render';

// How onnxruntime and its providers say that there is no room, on the CPU, CUDA, DirectML and WebGPU.
const outOfMemory =
	/failed to allocate|bad_?alloc|out of memory|not enough (memory|gpu video memory)|OUT_?OF_?MEMORY|Available memory of/i;

/** The error to throw for `error`, met while doing `what` (such as "running the step graph") on `device`. */
export function explainError(error: unknown, what: string, device: string): Error {
	const message = error instanceof Error ? error.message : String(error);
	if (outOfMemory.test(message))
		return new RenderError(
			'OUT_OF_MEMORY',
			`There is not enough memory for ${what} on ${device}: choose a smaller picture or fewer cutouts.`,
			{ cause: error },
		);
	return new Error(`${what} on ${device} failed: ${message}`, { cause: error });
}
