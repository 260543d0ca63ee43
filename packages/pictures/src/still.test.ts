import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
	decodePicture,
	decodePictureWithin,
	encodeAvatar,
	inspectPicture,
	readPicture,
	readUploaded,
} from './index.ts';
import { brokenPictures } from './testing.ts';

const broken = await brokenPictures();

/** Kilobytes that this process may hold more at its peak: a hundred million pixels would be 300,000. */
const mostKilobytes = 150_000;

const doors = {
	decodePicture: (bytes: Uint8Array) => decodePicture(bytes, 8, 8),
	decodePictureWithin: (bytes: Uint8Array) => decodePictureWithin(bytes, 64),
	readPicture,
	readUploaded,
	encodeAvatar,
};

describe.each(Object.entries(doors))('%s', (_name, open) => {
	test.each(broken)('refuses what is $name, and says why', async ({ bytes, reason }) => {
		const peak = process.resourceUsage().maxRSS;
		const error = await Promise.resolve(open(bytes)).then(
			() => null,
			(thrown: Error) => thrown,
		);
		expect(error?.message).toMatch(/^not a picture that can be (?:read|used): /);
		expect(error?.message).toMatch(reason);
		expect(process.resourceUsage().maxRSS - peak).toBeLessThan(mostKilobytes);
	});
});

test.each(broken.filter(({ name }) => !/moving|cut short/.test(name)))(
	'what a file says of itself is not asked of what is $name',
	async ({ bytes, reason }) => {
		await expect(inspectPicture(bytes)).rejects.toThrow(reason);
		await expect(inspectPicture(bytes)).rejects.toThrow(/^not a picture that can be read: /);
	},
);

test.each(['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'] as const)(
	'a picture is known by its bytes, whatever its name: %s',
	async (format) => {
		const bytes = await sharp({ create: { width: 9, height: 7, channels: 3, background: 'teal' } })
			.toFormat(format)
			.toBuffer();
		expect(await readPicture(bytes)).toMatchObject({ width: 9, height: 7 });
	},
);
