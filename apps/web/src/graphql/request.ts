/**
 * @file The GraphQL client: a typed fetch. Documents are plain strings that carry the types of their result and
 * variables; there is no cache, because pages are rendered from the database and live data comes as events.
 */
import type { TypedDocumentString } from './generated/graphql.ts';

/** The API could not be reached, or answered with something that is not a result. `digest` survives to error pages. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly digest: 'API_UNREACHABLE' | 'API_REFUSED';

	constructor(digest: 'API_UNREACHABLE' | 'API_REFUSED', message: string, options?: ErrorOptions) {
		super(message, options);
		this.digest = digest;
	}
}

interface Answer<Result> {
	readonly data?: Result | null;
	readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

interface RequestOptions {
	readonly headers?: Record<string, string>;
	readonly signal?: AbortSignal | undefined;
}

/** Hashes of documents that the API does not know: it was started with those of another build. */
const unknownHashes = new Set<string>();

/**
 * Sends one document to `url`, by its hash where the API knows it. Foreseen failures are members of the result's unions;
 * anything else (no connection, not JSON, GraphQL errors) is thrown as {@link ApiError}.
 */
export async function request<Result, Variables>(
	url: string,
	document: TypedDocumentString<Result, Variables>,
	variables: Variables,
	options: RequestOptions = {},
): Promise<Result> {
	const hash: unknown = document.__meta__?.['hash'];
	const byHash = typeof hash === 'string' && !unknownHashes.has(hash);
	let answer = await send<Result>(url, byHash ? { documentId: hash, variables } : inFull(document, variables), options);
	if (byHash && answer.errors?.[0]?.extensions?.code === 'PERSISTED_DOCUMENT_NOT_FOUND') {
		unknownHashes.add(hash);
		answer = await send<Result>(url, inFull(document, variables), options);
	}
	const problem = answer.errors?.[0]?.message;
	if (problem !== undefined) throw new ApiError('API_REFUSED', problem);
	if (!answer.data) throw new ApiError('API_REFUSED', `The API at ${url} answered without data`);
	return answer.data;
}

function inFull<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): object {
	return { query: String(document), variables };
}

async function send<Result>(url: string, body: object, options: RequestOptions): Promise<Answer<Result>> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...options.headers },
			body: JSON.stringify(body),
			cache: 'no-store',
			signal: options.signal ?? null,
		});
		return (await response.json()) as Answer<Result>;
	} catch (error) {
		if (options.signal?.aborted) throw error;
		throw new ApiError('API_UNREACHABLE', `The API at ${url} does not answer`, { cause: error });
	}
}
