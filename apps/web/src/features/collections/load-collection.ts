/** @file The collection of an address, for its page and for the page that changes it. */
import { cache } from 'react';
import { CollectionPageDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';
import { decodeSlug } from './collection-address.ts';

/**
 * `profile` is `@handle`, percent-encoded or not, `slug` as in the address. With `talk` it comes with what is said of it, and
 * with the thread of `commentId`. Null where there is no such address.
 */
export const loadCollection = cache(
	async (
		profile: string,
		slug: string,
		first: number,
		after: string | null,
		talk = false,
		commentId: string | null = null,
	) => {
		const addressed = addressedCollection(profile, slug);
		if (!addressed) return { collection: null, viewer: null };
		const led = { commentId: commentId ?? '', led: commentId !== null };
		const variables = { ...addressed, first, after, talk, ...led };
		const { collectionAt: collection, viewer } = await serverRequest(CollectionPageDocument, variables);
		return { collection, viewer };
	},
);

/** The owner's handle and the slug that an address names; null for what is no address of a collection. */
export function addressedCollection(
	profile: string,
	slug: string,
): { readonly handle: string; readonly slug: string } | null {
	const [, handle] = /^(?:@|%40)(\w{3,30})$/.exec(profile) ?? [];
	return handle === undefined ? null : { handle, slug: decodeSlug(slug) };
}
