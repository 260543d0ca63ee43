/**
 * @file Artworks and collections in other people's pages, by oEmbed (oembed.com, 1.0): who pastes an address into a page that
 * knows oEmbed sees the artwork as a photo with its title and author, or the collection in a frame.
 */
import { isIdentifier } from '@galatea/render';
import type { EmbeddedArtworkQuery } from '../../graphql/generated/graphql.ts';
import { decodeSlug } from '../collections/collection-address.ts';

/** How large something may be. */
export interface OembedSizes {
	/** Pixels; null for any. */
	readonly maximumWidth: number | null;
	readonly maximumHeight: number | null;
}

/** What a consumer asks for. */
type OembedRequest = OembedSizes &
	({ readonly artworkId: string } | { readonly collection: { readonly handle: string; readonly slug: string } });

/** The request, or the HTTP status that says why there is none: 404 for an address that is no artwork's or collection's of this gallery, 501 for a format other than JSON, 400 for what is no size. */
export function readOembedRequest(search: URLSearchParams, origin: string): OembedRequest | 400 | 404 | 501 {
	if ((search.get('format') ?? 'json') !== 'json') return 501;
	const sizes = ['maxwidth', 'maxheight'].map((name) => search.get(name));
	if (sizes.some((size) => size !== null && !/^[1-9]\d{0,5}$/.test(size))) return 400;
	const [maximumWidth = null, maximumHeight = null] = sizes.map((size) => (size === null ? null : Number(size)));
	const given = search.get('url') ?? '';
	const address = URL.canParse(given) ? new URL(given) : null;
	if (address?.origin !== new URL(origin).origin) return 404;
	const [, artworkId] = /^\/artworks\/([^/]+)\/?$/.exec(address.pathname) ?? [];
	if (artworkId !== undefined && isIdentifier('artwork', artworkId)) return { artworkId, maximumWidth, maximumHeight };
	const [, handle, slug] = /^\/(?:@|%40)(\w{3,30})\/c\/([^/]+)\/?$/.exec(address.pathname) ?? [];
	if (handle === undefined || slug === undefined) return 404;
	return { collection: { handle, slug: decodeSlug(slug) }, maximumWidth, maximumHeight };
}

/**
 * What is answered; null when the picture comes in no size that is small enough, or is not for everyone: other people's
 * pages have no veil.
 */
export function printOembed(
	artwork: NonNullable<EmbeddedArtworkQuery['artwork']>,
	{ maximumWidth, maximumHeight }: OembedSizes,
	origin: string,
): Readonly<Record<string, string | number>> | null {
	const { title, alternativeText, contentLevel, image, thumbnail, smallerFiles, publishedBy } = artwork;
	if (contentLevel !== 'EVERYONE') return null;
	const fits = ({ width, height }: { readonly width: number; readonly height: number }): boolean =>
		width <= (maximumWidth ?? Number.POSITIVE_INFINITY) && height <= (maximumHeight ?? Number.POSITIVE_INFINITY);
	// Not every page that shows a photo knows AVIF.
	const narrower = smallerFiles.filter(({ mimeType }) => mimeType === 'image/webp');
	const photo = [image, ...[thumbnail, ...narrower].sort((one, other) => other.width - one.width)].find(fits);
	if (!photo) return null;
	return {
		version: '1.0',
		type: 'photo',
		title,
		// No word of the standard, which allows others; who does not know it loses nothing.
		...(alternativeText !== null && { alt: alternativeText }),
		url: origin + photo.url,
		width: photo.width,
		height: photo.height,
		...(publishedBy.displayName !== null && { author_name: publishedBy.displayName }),
		...(publishedBy.handle !== null && { author_url: `${origin}/@${publishedBy.handle}` }),
		provider_name: 'Galatea',
		provider_url: origin,
		...(fits(thumbnail) && {
			thumbnail_url: origin + thumbnail.url,
			thumbnail_width: thumbnail.width,
			thumbnail_height: thumbnail.height,
		}),
	};
}

/** Where a consumer asks about the page at a path, as that page tells it. */
export function oembedAddress(path: string, origin: string): string {
	return `${origin}/oembed?url=${encodeURIComponent(origin + path)}`;
}
