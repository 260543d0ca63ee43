/** @file A collection in a frame on other people's pages: as oEmbed tells it, and as somebody copies it. */
import type { EmbeddedCollectionQuery } from '../../graphql/generated/graphql.ts';
import type { OembedSizes } from '../artwork/oembed.ts';
import { collectionAddress } from './collection-address.ts';

/** Pixels of a frame where nobody asks for less. */
const usualPx = { width: 640, height: 480 } as const;
/** A frame with less has room for no picture. */
const leastPx = 160;

/** HTML of a frame with a collection. */
export function collectionFrame(
	{ id, title }: { readonly id: string; readonly title: string },
	origin: string,
	{ width, height }: { readonly width: number; readonly height: number } = usualPx,
): string {
	const source = `${origin}/embeds/collections/${encodeURIComponent(id)}`;
	// Whatever somebody called it stays inside the attribute.
	const name = title.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
	return `<iframe src="${source}" width="${width}" height="${height}" title="${name}" style="border:0;max-width:100%" loading="lazy"></iframe>`;
}

/** What oEmbed answers, as `rich`; null when the collection is not for everyone, or the frame would be too small. */
export function printCollectionOembed(
	collection: NonNullable<EmbeddedCollectionQuery['collectionAt']>,
	{ maximumWidth, maximumHeight }: OembedSizes,
	origin: string,
): Readonly<Record<string, string | number>> | null {
	const { title, owner, contentLevel, sharingCard } = collection;
	const width = Math.min(usualPx.width, maximumWidth ?? usualPx.width);
	const height = Math.min(usualPx.height, maximumHeight ?? usualPx.height);
	if (contentLevel !== 'EVERYONE' || width < leastPx || height < leastPx) return null;
	const fits =
		sharingCard &&
		sharingCard.width <= (maximumWidth ?? sharingCard.width) &&
		sharingCard.height <= (maximumHeight ?? sharingCard.height);
	return {
		version: '1.0',
		type: 'rich',
		title,
		html: collectionFrame(collection, origin, { width, height }),
		width,
		height,
		author_name: owner.displayName ?? owner.handle ?? '',
		author_url: `${origin}/@${owner.handle ?? ''}`,
		provider_name: 'Galatea',
		provider_url: origin,
		// No word of the standard, which allows others: where the frame leads.
		web_page: origin + collectionAddress(collection),
		...(fits && {
			thumbnail_url: origin + sharingCard.url,
			thumbnail_width: sharingCard.width,
			thumbnail_height: sharingCard.height,
		}),
	};
}
