/** @file Where the gallery is, for whole addresses in what leaves it. */
import type { Request } from 'express';

/** What the gallery is called, as its pages have it. */
export const galleryName = 'Galatea';

export interface GalleryPlace {
	/** PUBLIC_URL; null where that is not set. */
	readonly publicUrl: string | null;
}

/**
 * The origin of the gallery's pages, and whether it is certain. Where PUBLIC_URL is not set it is what the caller asked
 * for, through a trusted proxy if there is one: whoever asks may have written that.
 */
export function originOf<Parameters>(
	request: Request<Parameters>,
	{ publicUrl }: GalleryPlace,
): { readonly origin: string; readonly known: boolean } {
	if (publicUrl !== null) return { origin: publicUrl, known: true };
	const asked = `${request.protocol}://${request.host}`;
	return { origin: URL.canParse(asked) ? new URL(asked).origin : 'http://localhost', known: false };
}
