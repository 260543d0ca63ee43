/** @file The typed fetch of the browser: to its own origin, which hands `/graphql` to the API. */

import { tellTrouble } from '../features/chrome/tell-trouble.ts';
import type { TypedDocumentString } from './generated/graphql.ts';
import { ApiError, request } from './request.ts';

/**
 * Sends one document, because a person did something: what stands against all that they do (no connection, a suspension) is
 * told on the page, whatever the part says from which it was sent. Throws `ApiError`.
 */
export async function browserRequest<Result, Variables>(
	document: TypedDocumentString<Result, Variables>,
	variables: Variables,
): Promise<Result> {
	try {
		const result = await quietRequest(document, variables);
		tellTrouble(null);
		return result;
	} catch (error) {
		tellTrouble(error instanceof ApiError ? error.digest : null);
		throw error;
	}
}

/**
 * Sends one document for the page itself, or for a part that tells all by itself. Throws `ApiError`, or the abort reason of
 * `signal`.
 */
export function quietRequest<Result, Variables>(
	document: TypedDocumentString<Result, Variables>,
	variables: Variables,
	signal?: AbortSignal,
): Promise<Result> {
	return request('/graphql', document, variables, { signal });
}
