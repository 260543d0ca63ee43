import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeSharingCard, sharingCardPx } from './sharing-card.ts';
import { similarity } from './similarity.ts';

const apple = join(import.meta.dirname, '../../../prisma/seed/pictures/01-red-apple.png');
const words = { title: 'A red apple, ñandú y Łódź', handle: 'ada_lovelace', gallery: 'Galatea' };

const card = async (changes: Partial<Parameters<typeof encodeSharingCard>[1]> = {}, bytes?: Uint8Array) =>
	(await encodeSharingCard(bytes ?? (await readFile(apple)), { ...words, ...changes })).bytes;
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The lightest grey in a part of a card, 0 to 255. */
async function lightest(bytes: Uint8Array, left: number, top: number, width: number, height: number) {
	const grey = await sharp(bytes).extract({ left, top, width, height }).greyscale().raw().toBuffer();
	return grey.reduce((most, level) => Math.max(most, level), 0);
}

test('the whole picture is on it, and nothing of how it was made is in it', async () => {
	const bytes = await card();
	const header = await sharp(bytes).metadata();
	expect(header).toMatchObject({ format: 'jpeg', ...sharingCardPx });
	for (const told of ['exif', 'xmp', 'iptc', 'icc', 'comments'] as const) expect(header[told]).toBeUndefined();
	const { width = 0, height = 0 } = await sharp(apple).metadata();
	const shown = { height: 518, width: Math.round((518 * width) / height) };
	const raw = async (source: ReturnType<typeof sharp>) => ({
		...shown,
		data: await source.removeAlpha().raw().toBuffer(),
	});
	const there = await raw(sharp(bytes).extract({ left: 56, top: 56, ...shown }));
	expect(similarity(there, await raw(sharp(apple).resize(shown))).ssim).toBeGreaterThan(0.95);
});

test('a host without any font draws the same, bit for bit', async () => {
	const program = `
		import { readFile } from 'node:fs/promises';
		import { createHash } from 'node:crypto';
		import { encodeSharingCard } from ${JSON.stringify(join(import.meta.dirname, 'sharing-card.ts'))};
		const { bytes } = await encodeSharingCard(await readFile(${JSON.stringify(apple)}), ${JSON.stringify(words)});
		console.log(createHash('sha256').update(bytes).digest('hex'));`;
	const environment = {
		...process.env,
		FONTCONFIG_FILE: '/dev/null',
		FONTCONFIG_PATH: '/nonexistent',
		HOME: '/nonexistent',
	};
	const run = promisify(execFile);
	const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
		env: environment,
		cwd: import.meta.dirname,
	});
	expect(stdout.trim()).toBe(hash(await card()));
});

test('title, person and gallery are on it; what the font has no signs for is left out, and not drawn as a box', async () => {
	const bare = { title: '', handle: null, gallery: '' };
	const hashes = await Promise.all(
		[{}, { title: '' }, { handle: null }, { gallery: '' }, bare].map(async (changes) => hash(await card(changes))),
	);
	expect(new Set(hashes).size).toBe(5);
	expect(hash(await card({ title: '猫🐈 \u{10ffff}\u0007' }))).toBe(hash(await card({ title: '' })));
	// A title is whole, or is not there.
	expect(hash(await card({ title: 'A cat 猫' }))).toBe(hash(await card({ title: '' })));
	expect(hash(await card({ title: 'A cat 🐈' }))).toBe(hash(await card({ title: 'A cat' })));
	expect(
		new Set(await Promise.all(['', 'Яблоко', 'Μήλο'].map(async (title) => hash(await card({ title }))))).size,
	).toBe(3);
});

test('a long title is cut, and nothing leaves its margin', async () => {
	const bytes = await card({ title: `${'Donaudampfschifffahrt'.repeat(6)} ${'and so on '.repeat(8)}`.slice(0, 200) });
	expect(await lightest(bytes, sharingCardPx.width - 50, 0, 50, sharingCardPx.height)).toBeLessThanOrEqual(120);
	// Below five lines and the person, above the name of the gallery.
	expect(await lightest(bytes, 600, 440, 500, 80)).toBeLessThanOrEqual(120);
	// Where the title is, there is white.
	expect(await lightest(bytes, 600, 56, 500, 300)).toBeGreaterThan(240);
});

test('on the ground of a white picture words keep a contrast of 7 to 1', async () => {
	const white = { create: { width: 64, height: 64, channels: 3, background: 'white' } } as const;
	const bytes = await card({ title: '', handle: null, gallery: '' }, await sharp(white).png().toBuffer());
	const ground = await lightest(bytes, 700, 0, 500, 630);
	// WCAG 2.2, relative luminance.
	const luminance = ((ground / 255 + 0.055) / 1.055) ** 2.4;
	expect(1.05 / (luminance + 0.05)).toBeGreaterThanOrEqual(7);
});

test('what is no picture is refused', async () => {
	await expect(card({}, new TextEncoder().encode('a text'))).rejects.toThrow('not a picture that can be read');
});
