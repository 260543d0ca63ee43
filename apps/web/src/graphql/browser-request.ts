/** @file The typed fetch of the browser: to its own origin, which hands `/graphql` to the API. */
import type { TypedDocumentString } from './generated/graphql.ts';
import { request } from './request.ts';

/** Sends one document through the page's own origin. Throws `ApiError`, or the abort reason of `signal`. */
export function browserRequest<Result, Variables>(
	document: TypedDocumentString<Result, Variables>,
	variables: Variables,
	signal?: AbortSignal,
): Promise<Result> {
	return request('/graphql', document, variables, { signal });
}
