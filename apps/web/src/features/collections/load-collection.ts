/** @file The collection of an address, for its page and for the page that changes it. */
import { cache } from 'react';
import { CollectionPageDocument, MoreCollectionItemsDocument } from '../../graphql/generated/graphql.ts';
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

/** Read at once; so many items of a collection are arranged together. */
const pageSize = 100;
const arrangedTogether = 500;

/**
 * The collection of an address with up to 500 of its items, those after `after`, and the cursor of what follows them; null where nothing
 * does. Null where there is no such address.
 */
export async function loadToArrange(profile: string, slug: string, after: string | null) {
	const { collection, viewer } = await loadCollection(profile, slug, pageSize, after);
	if (!collection) return null;
	const items = collection.items.edges.map(({ node }) => node);
	let { pageInfo } = collection.items;
	while (pageInfo.hasNextPage && items.length < arrangedTogether) {
		const variables = { id: collection.id, first: pageSize, after: pageInfo.endCursor };
		const { collection: more } = await serverRequest(MoreCollectionItemsDocument, variables);
		if (!more) return null;
		items.push(...more.items.edges.map(({ node }) => node));
		pageInfo = more.items.pageInfo;
	}
	return { collection, viewer, items, next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

/** The owner's handle and the slug that an address names; null for what is no address of a collection. */
export function addressedCollection(
	profile: string,
	slug: string,
): { readonly handle: string; readonly slug: string } | null {
	const [, handle] = /^(?:@|%40)(\w{3,30})$/.exec(profile) ?? [];
	return handle === undefined ? null : { handle, slug: decodeSlug(slug) };
}
