/** @file Reading a page of a list for a connection: what its arguments must be, and what it says when they are not. */
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { GraphQLError } from 'graphql';

/** Which page is asked for. */
interface PageRequest {
	readonly first: number;
	readonly after: string | null;
}

/** The page that `read` gives, with where it was asked from. Throws BAD_USER_INPUT for a wrong size or cursor. */
export async function readListPage<Page>(
	request: PageRequest,
	read: (request: PageRequest) => Promise<Page>,
): Promise<Page & { readonly after: string | null }> {
	const { first, after } = request;
	if (first < 1 || first > maximumPageSize) throw refusal(`first must be from 1 to ${maximumPageSize}, not ${first}`);
	try {
		return { ...(await read(request)), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the beginning');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
