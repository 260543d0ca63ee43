/** @file Where a collection is. */

interface Addressed {
	readonly slug: string;
	readonly owner: { readonly handle: string | null };
}

/** The path of its page, percent-encoded: slugs keep the letters of all scripts. */
export function collectionAddress({ slug, owner }: Addressed): string {
	return `/@${owner.handle ?? ''}/c/${encodeURIComponent(slug)}`;
}

/** The slug of an address, without percent-encoding; what is none stays as it is. */
export function decodeSlug(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
