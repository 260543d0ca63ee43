import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAnimation, encodeMovie, hasMovieEncoder, MovieError, type Picture } from './index.ts';

const grey = (value: number, width = 32, height = 16): Picture => ({
	width,
	height,
	data: new Uint8Array(3 * width * height).fill(value),
});
async function* each(pictures: readonly Picture[]): AsyncGenerator<Picture> {
	yield* pictures;
}

describe('an animation', () => {
	test('has every picture in its order, each for its time, and runs for ever', async () => {
		const { bytes, width, height } = await encodeAnimation(
			[20, 120, 220].map((value) => grey(value)),
			{
				frameMs: 40,
				lastFrameMs: 1_000,
				quality: 90,
				xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
			},
		);
		const found = await sharp(bytes, { animated: true }).metadata();
		expect(found).toMatchObject({ format: 'webp', pages: 3, delay: [40, 40, 1_000], loop: 0, pageHeight: 16 });
		expect(found.xmpAsString).toContain('x:xmpmeta');
		const { data, info } = await sharp(bytes, { animated: true })
			.removeAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		expect([width, height, info.width, info.height]).toEqual([32, 16, 32, 48]);
		for (const [index, value] of [20, 120, 220].entries())
			expect(Math.abs((data[index * 3 * 32 * 16] as number) - value)).toBeLessThan(6);
	});

	test('of no picture, of other sizes, or of more than fits in memory is refused', async () => {
		const options = { frameMs: 40, lastFrameMs: 40, quality: 80 };
		await expect(encodeAnimation([], options)).rejects.toThrow('at least one');
		await expect(encodeAnimation([grey(1), grey(1, 16, 32)], options)).rejects.toThrow(
			'16×32 in an animation of 32×16',
		);
		const large = { width: 2_048, height: 2_048, data: new Uint8Array(0) };
		await expect(encodeAnimation(Array(43).fill(large), options)).rejects.toThrow('too many: at most 42');
	});
});

describe('a movie', async () => {
	let folder = '';
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'galatea-movie-'));
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));
	const options = { framesPerSecond: 25, title: 'a red apple', comment: '{"seed":"7"}' };

	test.skipIf(!(await hasMovieEncoder()))('plays every picture, and says its title and recipe', async () => {
		const file = join(folder, 'a.mp4');
		await encodeMovie(each([20, 120, 220].map((value) => grey(value, 33, 17))), { ...options, file });
		const words = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', file];
		const { streams, format } = JSON.parse((await promisify(execFile)('ffprobe', words)).stdout);
		expect(streams[0]).toMatchObject({ codec_name: 'h264', width: 32, height: 16, nb_read_frames: '3' });
		expect(format.tags).toMatchObject({ title: 'a red apple', comment: '{"seed":"7"}' });
	});

	test.skipIf(!(await hasMovieEncoder()))(
		'ends with what is wrong, or with the reason why it was stopped',
		async () => {
			const nowhere = { ...options, file: join(folder, 'none', 'a.mp4') };
			await expect(encodeMovie(each([grey(1)]), nowhere)).rejects.toThrow(/ffmpeg ended with .*No such file/);
			const file = join(folder, 'b.mp4');
			await expect(encodeMovie(each([grey(1), grey(1, 16, 32)]), { ...options, file })).rejects.toThrow(
				'16×32 in a movie',
			);
			const signal = AbortSignal.abort(new Error('enough'));
			await expect(encodeMovie(each([grey(1)]), { ...options, file, signal })).rejects.toThrow('enough');
		},
	);

	test('without ffmpeg there is none, and that is said', async () => {
		expect(await hasMovieEncoder('no-such-ffmpeg')).toBe(false);
		const made = encodeMovie(each([grey(1)]), { ...options, file: join(folder, 'c.mp4'), program: 'no-such-ffmpeg' });
		await expect(made).rejects.toThrow(MovieError);
		await expect(made).rejects.toThrow('There is no no-such-ffmpeg on this machine');
	});
});
