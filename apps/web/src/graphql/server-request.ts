/** @file The typed fetch of server components: straight to the API, as the person who asks. */
import { headers } from 'next/headers';
import { env } from '../env.ts';
import type { TypedDocumentString } from './generated/graphql.ts';
import { request } from './request.ts';

/** Sends one document to the API with the visitor's cookies. Throws `ApiError`. */
export async function serverRequest<Result, Variables>(
	document: TypedDocumentString<Result, Variables>,
	variables: Variables,
): Promise<Result> {
	const cookie = (await headers()).get('cookie');
	return request(`${env.apiUrl}/graphql`, document, variables, { headers: cookie === null ? {} : { cookie } });
}
