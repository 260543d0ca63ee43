/** @file Where a collection is. */

interface Addressed {
	readonly slug: string;
	readonly owner: { readonly handle: string | null };
}

/** The path of its page, percent-encoded: slugs keep the letters of all scripts. */
export function collectionAddress({ slug, owner }: Addressed): string {
	return `/@${owner.handle ?? ''}/c/${encodeURIComponent(slug)}`;
}
