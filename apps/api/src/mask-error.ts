/**
 * @file What of an error a caller may see. Foreseen errors carry a code and say what was wrong; anything else is
 * logged whole, and told as "something went wrong" with the number under which it stands in the log.
 */
import { type FailureCode, RenderError } from '@galatea/render';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** Characters of a message; what somebody sent may stand in it, once for each mistake. */
const longestMessage = 1_000;

/** Faults of the gallery that pass. The original messages name hosts and folders, and are for the log. */
const temporaryFaults: Partial<Record<FailureCode, string>> = {
	DATABASE_UNAVAILABLE: 'The database cannot be reached at the moment. Try again soon.',
	STORAGE_UNAVAILABLE: 'The picture storage cannot be reached at the moment. Try again soon.',
	STORAGE_FULL: 'The picture storage is full; who runs this gallery has to make room.',
};

/** What a caller is told of a foreseen error; logs what it is not told. */
export function tellFailure(error: RenderError, requestId: string, logger: Logger): string {
	const message = temporaryFaults[error.code];
	if (message === undefined) return error.message;
	logger.warn({ err: error, requestId }, 'a request met a fault of the gallery');
	return message;
}

/**
 * The error as the caller sees it. `formatted` is what would be sent unmasked: it supplies path and locations, and for
 * mistakes of the caller (syntax, validation, values) code and message too.
 */
export function maskError(
	error: unknown,
	formatted: GraphQLFormattedError,
	requestId: string,
	logger: Logger,
): GraphQLFormattedError {
	const cause = innermost(error);
	if (cause instanceof RenderError) return told(formatted, tellFailure(cause, requestId, logger), cause.code);
	// A GraphQLError without an original was made on purpose: by graphql itself, or by a resolver that explains.
	if (cause instanceof GraphQLError) {
		// Apollo names every mistake in a document alike; its own code says more. One that carries no code but a path
		// comes out of the execution: a resolver gave what its type cannot hold.
		const code =
			cause.extensions['code'] ??
			formatted.extensions?.['code'] ??
			(formatted.path ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT');
		if (code !== 'INTERNAL_SERVER_ERROR')
			return told(formatted, formatted.message, String(code), foreseenValues(cause.extensions));
	}
	logger.error({ err: cause, requestId, path: formatted.path }, 'a request failed in an unforeseen way');
	const message = `Something went wrong here, and it is not your doing. It is in the log under ${requestId}.`;
	return told(formatted, message, 'INTERNAL_SERVER_ERROR');
}

/** What stands beside the code of an error: when to come again, and until when somebody is suspended. */
function foreseenValues({ retryAfterSeconds, suspendedUntil }: Readonly<Record<string, unknown>>) {
	return {
		...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
		...(suspendedUntil !== undefined && { suspendedUntil }),
	};
}

function told(
	formatted: GraphQLFormattedError,
	message: string,
	code: string,
	values: Readonly<Record<string, unknown>> = {},
): GraphQLFormattedError {
	const { locations, path } = formatted;
	const shown = message.length > longestMessage ? `${message.slice(0, longestMessage)} …` : message;
	return { message: shown, ...(locations && { locations }), ...(path && { path }), extensions: { code, ...values } };
}

function innermost(error: unknown): unknown {
	let current = error;
	while (current instanceof GraphQLError && current.originalError) current = current.originalError;
	return current;
}
