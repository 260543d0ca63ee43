/** @file Pictures whose files are small and whose pixels are many. */
import sharp from 'sharp';

/** Black squares of 10,000 × 10,000 pixels, as upload fields take them: a PNG and a JPEG, each below 2 MB. */
export async function hugePictures() {
	const square = { create: { width: 10_000, height: 10_000, channels: 3, background: 'black' } } as const;
	const draw = () => sharp({ ...square, limitInputPixels: false });
	return [
		{ name: 'huge.png', mimeType: 'image/png', buffer: await draw().toColourspace('b-w').png().toBuffer() },
		{ name: 'huge.jpg', mimeType: 'image/jpeg', buffer: await draw().toColourspace('b-w').jpeg().toBuffer() },
	];
}
