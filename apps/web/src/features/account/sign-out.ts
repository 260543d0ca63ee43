/** @file Leaving an account on this browser. */
import { browserRequest } from '../../graphql/browser-request.ts';
import { SignOutDocument } from '../../graphql/generated/graphql.ts';

/** Signs out and opens the first page anew: everything on the one before was somebody's view. Throws `ApiError`. */
export async function signOut(): Promise<void> {
	await browserRequest(SignOutDocument, {});
	window.location.assign('/');
}
