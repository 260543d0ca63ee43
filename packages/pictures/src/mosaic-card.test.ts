import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeMosaicCard } from './mosaic-card.ts';
import { encodeSharingCard, sharingCardPx } from './sharing-card.ts';

const words = { title: 'Still lifes', handle: 'ada_lovelace', gallery: 'Galatea' };

const colours = { red: [200, 40, 40], green: [40, 160, 40], blue: [40, 40, 200], sand: [200, 180, 120] } as const;
type Colour = keyof typeof colours;

/** A wide picture of one colour, as a PNG. */
function plain(colour: Colour): Promise<Uint8Array> {
	const [r, g, b] = colours[colour];
	return sharp({ create: { width: 90, height: 40, channels: 3, background: { r, g, b } } })
		.png()
		.toBuffer();
}

/** Which of the colours is at a place of the mosaic, both from 0 to 1. */
async function colourAt(jpeg: Uint8Array, x: number, y: number): Promise<string> {
	const left = Math.round(56 + x * 518);
	const top = Math.round(56 + y * 518);
	const [r = 0, g = 0, b = 0] = await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
	const near = Object.entries(colours).find(([, colour]) =>
		[r, g, b].every((value, index) => Math.abs(value - (colour[index] ?? 0)) < 12),
	);
	return near?.[0] ?? `${r},${g},${b}`;
}

test('a mosaic has each of its pictures in a place of its own', async () => {
	const [red, green, blue, sand] = await Promise.all((['red', 'green', 'blue', 'sand'] as const).map(plain));
	if (!red || !green || !blue || !sand) throw new Error('Four were made');
	const corners = async (pictures: readonly Uint8Array[]) => {
		const { bytes, width, height } = await encodeMosaicCard(pictures, words);
		expect({ width, height }).toEqual(sharingCardPx);
		const places = [
			[0.2, 0.2],
			[0.8, 0.2],
			[0.2, 0.8],
			[0.8, 0.8],
		] as const;
		return Promise.all(places.map(([x, y]) => colourAt(bytes, x, y)));
	};
	expect(await corners([red, green])).toEqual(['red', 'green', 'red', 'green']);
	expect(await corners([red, green, blue])).toEqual(['red', 'green', 'red', 'blue']);
	expect(await corners([red, green, blue, sand])).toEqual(['red', 'green', 'blue', 'sand']);
	expect((await encodeMosaicCard([red], words)).bytes).toEqual((await encodeSharingCard(red, words)).bytes);
});

test('none, too many, and what is no picture are refused', async () => {
	const red = await plain('red');
	for (const pictures of [[], [red, red, red, red, red]])
		await expect(encodeMosaicCard(pictures, words)).rejects.toThrow('a mosaic has 1 to 4 pictures');
	await expect(encodeMosaicCard([red, Uint8Array.of(1)], words)).rejects.toThrow('not a picture that can be read');
});
