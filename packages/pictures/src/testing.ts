/** @file For tests: files that are no picture that can be used, by their real bytes, none larger than a picture to search with. */
import { crc32 } from 'node:zlib';
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
		{ name: 'moving, as PNG', bytes: movingPng(png), reason: /moves .*2 of them/ },
		{ name: 'a drawing', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), reason: /it is SVG/ },
		{ name: 'HEIC', bytes: heic, reason: /it is HEIC/ },
		{ name: 'empty', bytes: new Uint8Array(), reason: /empty/ },
	];
}

/** The PNG as the first of two pictures that are the same. */
function movingPng(png: Buffer): Uint8Array {
	const idat = png.indexOf('IDAT') - 4;
	const iend = png.length - 12;
	const pixels = png.subarray(idat + 8, idat + 8 + png.readUInt32BE(idat));
	return Buffer.concat([
		...[png.subarray(0, idat), pngChunk('acTL', uint32s(2, 0)), pngChunk('fcTL', frameControl(0))],
		...[png.subarray(idat, iend), pngChunk('fcTL', frameControl(1))],
		...[pngChunk('fdAT', Buffer.concat([uint32s(2), pixels])), png.subarray(iend)],
	]);
}

/** A picture of 64 × 48 pixels that stays a tenth of a second: PNG specification (third edition), 11.3.6.2. */
function frameControl(sequenceNumber: number): Buffer {
	return Buffer.concat([uint32s(sequenceNumber, 64, 48, 0, 0), Buffer.of(0, 1, 0, 10, 0, 0)]);
}

function uint32s(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(4 * values.length);
	for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
	return bytes;
}

function pngChunk(type: string, data: Buffer): Buffer {
	const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([uint32s(data.length), content, uint32s(crc32(content))]);
}
