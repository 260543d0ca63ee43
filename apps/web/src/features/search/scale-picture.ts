/** @file A picture that somebody brings, made small enough to search with: a perceptor sees no more than that of it. */
import type { PixelSize } from '@galatea/render/metadata';
import { maximumPixels } from '../compose/maximum-pixels.ts';

/** Pixels of the longer side. */
const longerSidePx = 320;
const mimeType = 'image/jpeg';
const quality = 0.85;

/** A small JPEG in base64, some 30 kB; or why there is none. */
export type ScaledPicture =
	| { readonly kind: 'scaled'; readonly data: string }
	| { readonly kind: 'tooManyPixels' | 'notAPicture' };

/** Reads the size of a picture from its file without decoding it; null for what this browser cannot show. */
export type SizeReader = (file: Blob) => Promise<PixelSize | null>;

/**
 * Scales a picture to at most 320 pixels a side. One of more than {@link maximumPixels} is not decoded: a small file can
 * unfold into more memory than the tab has. Never throws on what the file holds.
 */
export async function scaleToSearch(file: Blob, readSize: SizeReader = elementSize): Promise<ScaledPicture> {
	const size = await readSize(file);
	if (size === null) return { kind: 'notAPicture' };
	if (size.widthPx * size.heightPx > maximumPixels) return { kind: 'tooManyPixels' };
	const picture = await createImageBitmap(file).catch(() => null);
	const data = picture && (await shrink(picture));
	return data === null ? { kind: 'notAPicture' } : { kind: 'scaled', data };
}

/** An element that is in no page has read the head of its file when it has loaded, and paints nothing. */
async function elementSize(file: Blob): Promise<PixelSize | null> {
	const address = URL.createObjectURL(file);
	try {
		const image = new Image();
		const loaded = new Promise<boolean>((resolve) => {
			image.onload = () => resolve(true);
			image.onerror = () => resolve(false);
		});
		image.src = address;
		return (await loaded) ? { widthPx: image.naturalWidth, heightPx: image.naturalHeight } : null;
	} finally {
		URL.revokeObjectURL(address);
	}
}

async function shrink(picture: ImageBitmap): Promise<string | null> {
	try {
		const scale = Math.min(1, longerSidePx / Math.max(picture.width, picture.height));
		const canvas = new OffscreenCanvas(
			Math.max(1, Math.round(picture.width * scale)),
			Math.max(1, Math.round(picture.height * scale)),
		);
		const context = canvas.getContext('2d');
		if (!context) return null;
		// What is transparent lies on white, as everywhere in the gallery.
		context.fillStyle = 'white';
		context.fillRect(0, 0, canvas.width, canvas.height);
		context.drawImage(picture, 0, 0, canvas.width, canvas.height);
		const small = await canvas.convertToBlob({ type: mimeType, quality });
		const bytes = new Uint8Array(await small.arrayBuffer());
		return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
	} finally {
		picture.close();
	}
}
