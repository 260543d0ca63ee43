/** @file How somebody can sign in here. */
import { cache } from 'react';
import { SignInMethodsDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

/** The ways in besides a password; asked once a page. Throws `ApiError`. */
export const loadSignInMethods = cache(async () => (await serverRequest(SignInMethodsDocument, {})).signInMethods);
