/** @file A picture that somebody brings, made small enough to search with: a perceptor sees no more than that of it. */

/** Pixels of the longer side. */
const longerSidePx = 320;
const mimeType = 'image/jpeg';
const quality = 0.85;

/** The file in base64, some 30 kB; null for what is no picture that this browser can show. */
export async function scaleToSearch(file: Blob): Promise<string | null> {
	let picture: ImageBitmap;
	try {
		picture = await createImageBitmap(file);
	} catch {
		return null;
	}
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
