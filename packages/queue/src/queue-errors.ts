/** @file A queue's server that does not answer, told as the store tells it of its own. */
import { RenderError } from '@galatea/render';

/** `error`, with the server's name and what to do. */
export function asUnavailable(error: unknown, server: string): RenderError {
	if (error instanceof RenderError) return error;
	const reason = error instanceof Error ? error.message || error.name : String(error);
	return new RenderError(
		'DATABASE_UNAVAILABLE',
		`The queue's server ${server} cannot be used (${reason}): start it, or correct QUEUE_URL.`,
		{ retryable: true, cause: error },
	);
}

/** `promise`, or a failure after `timeoutMs`: BullMQ itself would wait for ever for a Redis that is not there. */
export async function within<Result>(timeoutMs: number, promise: Promise<Result>): Promise<Result> {
	let timer: NodeJS.Timeout | undefined;
	const timeout = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs / 1_000} s`)), timeoutMs);
	});
	try {
		return await Promise.race([promise, timeout]);
	} finally {
		clearTimeout(timer);
	}
}
