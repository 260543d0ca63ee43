import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writePictureXmp } from '@galatea/render/metadata';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
	encodeAnimation,
	encodeCopy,
	encodeMovie,
	encodeOriginal,
	hasMovieEncoder,
	type Picture,
	withoutMetadata,
} from './index.ts';

const picture: Picture = {
	width: 31,
	height: 17,
	data: Uint8Array.from({ length: 3 * 31 * 17 }, (_, index) => (index * 7) % 256),
};
const metadata = { recipe: '{"prompts":[{"text":"secret"}]}', description: 'secret', run: 'secret', title: 'secret' };

const rawOf = (file: Uint8Array) => sharp(file, { animated: true }).raw().toBuffer();

describe('a file without its metadata has the same pixels and tells nothing:', async () => {
	test.each([
		['PNG', 'image/png', async () => (await encodeOriginal(picture, metadata)).bytes],
		['WebP', 'image/webp', async () => (await encodeCopy(picture, metadata, { format: 'webp', quality: 80 })).bytes],
		[
			'animated WebP',
			'image/webp',
			async () => {
				const options = { frameMs: 40, lastFrameMs: 40, quality: 80, xmp: writePictureXmp(metadata) };
				return (await encodeAnimation([picture, picture], options)).bytes;
			},
		],
	])('%s', async (_name, mimeType, encode) => {
		const whole = await encode();
		expect(Buffer.from(whole).includes('secret')).toBe(true);
		const bare = withoutMetadata(whole, mimeType);
		expect(Buffer.from(bare).includes('secret')).toBe(false);
		const { xmp, exif, comments } = await sharp(bare).metadata();
		expect([xmp, exif, comments]).toEqual([undefined, undefined, undefined]);
		expect(await rawOf(bare)).toEqual(await rawOf(whole));
		expect(withoutMetadata(bare, mimeType)).toEqual(bare);
	});

	test.skipIf(!(await hasMovieEncoder()))('MP4', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'galatea-bare-'));
		try {
			const file = join(folder, 'a.mp4');
			const frames = async function* () {
				for (let index = 0; index < 3; index++) yield { ...picture, width: 31, height: 17 };
			};
			await encodeMovie(frames(), { framesPerSecond: 25, title: 'secret', comment: 'secret', file });
			const whole = await readFile(file);
			const bare = withoutMetadata(whole, 'video/mp4');
			expect([whole.includes('secret'), Buffer.from(bare).includes('secret')]).toEqual([true, false]);
			await writeFile(file, bare);
			const words = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', file];
			const { streams, format } = JSON.parse((await promisify(execFile)('ffprobe', words)).stdout);
			expect(streams[0]).toMatchObject({ codec_name: 'h264', nb_read_frames: '3' });
			expect([format.tags?.title, format.tags?.comment]).toEqual([undefined, undefined]);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});

test('a description of a movie becomes free space of the same size, at any depth, and nothing moves', () => {
	const box = (type: string, ...content: Buffer[]): Buffer => {
		const head = Buffer.alloc(8);
		head.writeUInt32BE(8 + content.reduce((total, { length }) => total + length, 0));
		head.write(type, 4, 'latin1');
		return Buffer.concat([head, ...content]);
	};
	const text = Buffer.from('secret');
	const movie = (udta: Buffer, meta: Buffer) =>
		Buffer.concat([box('moov', box('trak', meta), udta), box('mdat', text)]);
	const blank = Buffer.alloc(text.length);
	expect(withoutMetadata(movie(box('udta', text), box('meta', text)), 'video/mp4')).toEqual(
		movie(box('free', blank), box('free', blank)),
	);
});

test.each(['image/png', 'image/webp', 'video/mp4'])('what is no %s, or is cut short, is refused', async (mimeType) => {
	expect(() => withoutMetadata(Buffer.from('certainly not a picture'), mimeType)).toThrow(/not a|cut short/);
});
