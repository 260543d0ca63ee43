/** @file Where a page of a list stands, the same for all lists. */
import { builder } from './builder.ts';

/** A page with what its PageInfo needs to know of how it was asked for. */
export interface PageInfoSource {
	readonly edges: readonly { readonly cursor: string }[];
	readonly hasNextPage: boolean;
	/** The cursor after which it was asked for. */
	readonly after: string | null;
}

export const PageInfoType = builder.objectRef<PageInfoSource>('PageInfo').implement({
	fields: (t) => ({
		endCursor: t.string({ nullable: true, resolve: (page) => page.edges.at(-1)?.cursor ?? null }),
		hasNextPage: t.exposeBoolean('hasNextPage'),
		// A cursor stands on an item, so there is at least that one before the page.
		hasPreviousPage: t.boolean({ resolve: (page) => page.after !== null }),
		startCursor: t.string({ nullable: true, resolve: (page) => page.edges[0]?.cursor ?? null }),
	}),
});
