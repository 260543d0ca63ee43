/** @file How the picture columns of a row become references. */
import type { ImageReference } from './image-reference.ts';

/** Originals are PNG, with the recipe in their metadata; thumbnails WebP. */
const originalMimeType = 'image/png';
const thumbnailMimeType = 'image/webp';

interface ImageColumns {
	readonly imageKey: string | null;
	readonly imageThumbhash: string | null;
	readonly imageWidth: number | null;
	readonly imageHeight: number | null;
	readonly thumbnailKey: string | null;
	readonly thumbnailWidth: number | null;
	readonly thumbnailHeight: number | null;
}

/** The references of a row, null while it has no picture. */
export function imagesOf(row: ImageColumns): {
	readonly image: ImageReference | null;
	readonly thumbnail: ImageReference | null;
} {
	// One thumbhash serves both: they are the same picture.
	const thumbhash = row.imageThumbhash ?? '';
	const reference = (
		key: string | null,
		width: number | null,
		height: number | null,
		mimeType: string,
	): ImageReference | null =>
		key === null || width === null || height === null ? null : { key, width, height, mimeType, thumbhash };
	return {
		image: reference(row.imageKey, row.imageWidth, row.imageHeight, originalMimeType),
		thumbnail: reference(row.thumbnailKey, row.thumbnailWidth, row.thumbnailHeight, thumbnailMimeType),
	};
}
