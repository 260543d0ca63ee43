/** @file How people, artworks and collections are named in what leaves the gallery: with whole addresses, and as everybody sees them. */
import { recipePrompt } from '@galatea/render';
import type { User } from '@galatea/store/accounts';
import type { Artwork } from '@galatea/store/artworks';
import type { Collection } from '@galatea/store/collections';
import type { FeedPerson, FeedPicture } from '@galatea/syndication';
import { galleryName } from './gallery-origin.ts';

/** Of its page. */
export function artworkUrl(id: string, origin: string): string {
	return `${origin}/artworks/${id}`;
}

/** Of its page; `handle` is that of its owner. */
export function collectionUrl({ slug }: Pick<Collection, 'slug'>, handle: string | null, origin: string): string {
	return `${origin}/@${handle ?? ''}/c/${encodeURIComponent(slug)}`;
}

/** Somebody with their page; the gallery for a guest, and for what is nobody's in particular. */
export function personShown(user: User | null, origin: string): FeedPerson {
	if (user?.handle == null) return { name: galleryName, url: `${origin}/` };
	return { name: user.displayName ?? user.handle, url: `${origin}/@${user.handle}` };
}

/** A stored picture at its address. */
export function fileShown({ key, mimeType, width, height }: Artwork['image'], origin: string): FeedPicture {
	return { url: `${origin}/files/${key}`, mimeType, width, height };
}

/** What stands for a picture where it is not seen: what its person says, or the prompt where the reader may know it, or the title. */
export function wordsFor({ alternativeText, recipe, title }: Artwork): string {
	return alternativeText ?? (recipe ? recipePrompt(recipe) : title);
}
