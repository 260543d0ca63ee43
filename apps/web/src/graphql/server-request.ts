/** @file The typed fetch of server components: straight to the API, as the person who asks. */
import { headers } from 'next/headers';
import { env } from '../env.ts';
import type { TypedDocumentString } from './generated/graphql.ts';
import { request } from './request.ts';

/** Sends one document to the API with the visitor's cookies and address. Throws `ApiError`. */
export async function serverRequest<Result, Variables>(
	document: TypedDocumentString<Result, Variables>,
	variables: Variables,
): Promise<Result> {
	const asked = await headers();
	const passed: Record<string, string> = {};
	// The API counts by address what nobody in particular asks for.
	for (const name of ['cookie', 'x-forwarded-for']) {
		const value = asked.get(name);
		if (value !== null) passed[name] = value;
	}
	return request(`${env.apiUrl}/graphql`, document, variables, { headers: passed });
}
