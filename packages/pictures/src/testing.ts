/** @file For tests: files that are no picture that can be used, by their real bytes, none larger than a picture to search with. */
import sharp from 'sharp';

interface BrokenPicture {
	readonly name: string;
	readonly bytes: Uint8Array;
	/** What whoever brings it should be told. */
	readonly reason: RegExp;
}

/** One of each kind that people bring, by mistake or not. */
export async function brokenPictures(): Promise<readonly BrokenPicture[]> {
	const data = Buffer.from(Array.from({ length: 3 * 64 * 48 }, (_, index) => (index * 7_919) % 251));
	const noise = sharp(data, { raw: { width: 64, height: 48, channels: 3 } });
	const [png, jpeg, avif] = await Promise.all([
		noise.clone().png().toBuffer(),
		noise.clone().jpeg().toBuffer(),
		noise.clone().avif().toBuffer(),
	]);
	const blank = { width: 10_000, height: 10_000, channels: 3, background: 'red' } as const;
	const bomb = sharp({ create: blank, limitInputPixels: false }).png({
		palette: true,
		colours: 2,
		compressionLevel: 9,
	});
	const moving = sharp([png, await noise.clone().negate().png().toBuffer()], { join: { animated: true } });
	// The container of AVIF is that of HEIC; the brand is what says which.
	const heic = Buffer.from(avif);
	heic.write('heic', 8, 'latin1');
	return [
		{ name: 'of a hundred million pixels', bytes: await bomb.toBuffer(), reason: /10000 × 10000 pixels/ },
		{ name: 'cut short as PNG', bytes: png.subarray(0, png.length / 2), reason: /./ },
		{ name: 'cut short as JPEG', bytes: jpeg.subarray(0, jpeg.length / 2), reason: /./ },
		{ name: 'a text', bytes: Buffer.from('photo.png'), reason: /of no known kind/ },
		{ name: 'a document', bytes: Buffer.from('%PDF-1.7\n'), reason: /it is PDF/ },
		{ name: 'moving, as GIF', bytes: await moving.clone().gif().toBuffer(), reason: /moves|it is GIF/ },
		{ name: 'moving, as WebP', bytes: await moving.clone().webp().toBuffer(), reason: /moves/ },
		{ name: 'a drawing', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), reason: /it is SVG/ },
		{ name: 'HEIC', bytes: heic, reason: /it is HEIC/ },
		{ name: 'empty', bytes: new Uint8Array(), reason: /empty/ },
	];
}
