import sharp from 'sharp';
import { expect, test } from 'vitest';
import { avatarSidesPx, encodeAvatar } from './index.ts';

/** Red, green and blue thirds, 300 × 100, with a camera's words. */
const thirds = () =>
	sharp(
		Buffer.from(
			'<svg width="300" height="100"><rect width="100" height="100" fill="#f00"/><rect x="100" width="100" height="100" fill="#0f0"/><rect x="200" width="100" height="100" fill="#00f"/></svg>',
		),
	)
		.withExif({ IFD0: { Make: 'A camera', Copyright: 'somebody' } })
		.jpeg({ quality: 100 })
		.toBuffer();

test('an avatar is the middle of a picture in two square sizes, and says nothing of the file', async () => {
	const avatar = await encodeAvatar(await thirds());
	for (const size of ['large', 'small'] as const) {
		const found = await sharp(avatar[size]).metadata();
		const side = avatarSidesPx[size];
		expect(found).toMatchObject({ format: 'webp', width: side, height: side });
		expect([found.exif, found.xmp]).toEqual([undefined, undefined]);
		const { channels } = await sharp(avatar[size]).stats();
		const [red = 255, green = 0, blue = 255] = channels.map(({ mean }) => mean);
		expect([red < 30, green > 225, blue < 30]).toEqual([true, true, true]);
	}
});

test('what is no picture is refused with the reason', async () => {
	await expect(encodeAvatar(Buffer.from('certainly not'))).rejects.toThrow('not a picture that can be read');
});
