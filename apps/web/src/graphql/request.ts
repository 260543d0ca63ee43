/**
 * @file The GraphQL client: a typed fetch. Documents carry the types of their result and
 * variables; there is no cache, because pages are rendered from the database and live data comes as events.
 */
import type { TypedDocumentString } from './generated/graphql.ts';

/** The API could not be reached, or answered with something that is not a result. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	/** The API's code, `API_REFUSED` where it gave none, or `API_UNREACHABLE`. It survives to error pages. */
	readonly digest: string;
	/** What the API said beside the code. */
	readonly values: Refusal;

	constructor(digest: string, message: string, options: ErrorOptions & { readonly values?: Refusal } = {}) {
		super(message, options);
		this.digest = digest;
		this.values = options.values ?? {};
	}
}

interface Refusal {
	readonly code?: string;
	/** With `TOO_MANY_REQUESTS`: seconds until the next may come. */
	readonly retryAfterSeconds?: number;
	/** With `SUSPENDED`: a moment as ISO 8601. */
	readonly suspendedUntil?: string;
}

interface Answer<Result> {
	readonly data?: Result | null;
	readonly errors?: readonly { readonly message: string; readonly extensions?: Refusal }[];
}

/** Longer than anything is meant to take: the API itself waits 8 s for a worker that looks at what somebody searches with. */
const longestAnswerMs = 20_000;

interface RequestOptions {
	readonly headers?: Record<string, string>;
	/** Ends the request; without one an answer that does not come within `answerWithinMs` is given up. */
	readonly signal?: AbortSignal | undefined;
	readonly answerWithinMs?: number;
}

/**
 * Sends one document to `url`. Foreseen failures are members of the result's unions; anything else (no connection,
 * not JSON, GraphQL errors) is thrown as {@link ApiError}.
 */
export async function request<Result, Variables>(
	url: string,
	document: TypedDocumentString<Result, Variables>,
	variables: Variables,
	options: RequestOptions = {},
): Promise<Result> {
	const answer = await send<Result>(url, { ...named(document), variables }, options);
	const [problem] = answer.errors ?? [];
	if (problem) {
		const { message, extensions: values = {} } = problem;
		throw new ApiError(values.code ?? 'API_REFUSED', message, { values });
	}
	if (!answer.data) throw new ApiError('API_REFUSED', `The API at ${url} answered without data`);
	return answer.data;
}

/**
 * How the API is told what is asked for: by a hash, under which the build wrote the document down (codegen.config.ts); a
 * document without one by its text.
 */
export function named(document: TypedDocumentString<unknown, never>): { documentId: string } | { query: string } {
	const hash: unknown = document.__meta__?.['hash'];
	return typeof hash === 'string' ? { documentId: hash } : { query: String(document) };
}

async function send<Result>(url: string, body: object, options: RequestOptions): Promise<Answer<Result>> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...options.headers },
			body: JSON.stringify(body),
			cache: 'no-store',
			signal: options.signal ?? AbortSignal.timeout(options.answerWithinMs ?? longestAnswerMs),
		});
		return (await response.json()) as Answer<Result>;
	} catch (error) {
		if (options.signal?.aborted) throw error;
		throw new ApiError('API_UNREACHABLE', `The API at ${url} does not answer`, { cause: error });
	}
}
