import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPicture } from './decode.ts';
import { encodeMovie, hasMovieEncoder } from './movie.ts';
import { extractFrames, hasSound, readFrameRate } from './movie-frames.ts';
import type { Picture } from './picture.ts';

const run = promisify(execFile);
let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-frames-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const levels = [20, 90, 160, 230, 120, 40];
async function* pictures(): AsyncGenerator<Picture> {
	for (const level of levels) yield { width: 32, height: 16, data: new Uint8Array(3 * 32 * 16).fill(level) };
}

describe.skipIf(!(await hasMovieEncoder()))('a film', () => {
	test('is taken apart into the pictures that it was made of, in their order', async () => {
		const file = join(folder, 'film.mp4');
		await encodeMovie(pictures(), { file, framesPerSecond: 12.5, title: '', comment: '' });
		expect(await readFrameRate(file)).toBeCloseTo(12.5, 6);
		const [all, half] = [join(folder, 'all'), join(folder, 'half')];
		await mkdir(all);
		await mkdir(half);
		await extractFrames(file, all, { framesPerSecond: 12.5 });
		const names = (await readdir(all)).sort();
		expect(names).toEqual(['000001.png', '000002.png', '000003.png', '000004.png', '000005.png', '000006.png']);
		for (const [index, name] of names.entries()) {
			const { width, height, data } = await readPicture(await readFile(join(all, name)));
			expect([width, height]).toEqual([32, 16]);
			// H.264 in limited range.
			expect(Math.abs((data[0] as number) - (levels[index] as number))).toBeLessThan(4);
		}
		await extractFrames(file, half, { framesPerSecond: 6.25 });
		expect((await readdir(half)).length).toBe(3);
	});

	test('comes apart in the aspect in which it is shown, whatever the shape of its pixels', async () => {
		const [square, wide, apart] = [join(folder, 'square.mp4'), join(folder, 'wide.mp4'), join(folder, 'wide')];
		await encodeMovie(pictures(), { file: square, framesPerSecond: 12, title: '', comment: '' });
		// Each pixel is shown twice as wide as high.
		await run('ffmpeg', ['-v', 'error', '-i', square, '-vf', 'setsar=2', '-c:v', 'libx264', wide]);
		await mkdir(apart);
		await extractFrames(wide, apart, { framesPerSecond: 12 });
		const { width, height } = await readPicture(await readFile(join(apart, '000001.png')));
		expect([width, height]).toEqual([64, 16]);
	});

	test('gets the sound of another, as long as it is itself', async () => {
		const [silent, loud, made] = [join(folder, 'silent.mp4'), join(folder, 'loud.mp4'), join(folder, 'made.mp4')];
		await encodeMovie(pictures(), { file: silent, framesPerSecond: 12, title: '', comment: '' });
		const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=0.2'];
		await run('ffmpeg', ['-v', 'error', '-i', silent, ...tone, '-c:v', 'copy', '-c:a', 'aac', loud]);
		const sound = { file: loud, seconds: levels.length / 12 };
		await encodeMovie(pictures(), { file: made, framesPerSecond: 12, title: '', comment: '', sound });
		expect([await hasSound(silent), await hasSound(loud), await hasSound(made)]).toEqual([false, true, true]);
		const words = [
			'-v',
			'error',
			'-count_frames',
			'-show_entries',
			'stream=nb_read_frames,duration',
			'-of',
			'json',
			made,
		];
		const { streams } = JSON.parse((await run('ffprobe', words)).stdout);
		expect(streams[0].nb_read_frames).toBe('6');
		expect(Number(streams[1].duration)).toBeCloseTo(0.5, 1);
	});

	test('that is none is refused with the words of the program', async () => {
		const file = join(folder, 'text.mp4');
		await writeFile(file, 'no film at all');
		await expect(readFrameRate(file)).rejects.toThrow(/ffprobe ended with 1: .*Invalid data/s);
		await expect(extractFrames(file, folder, { framesPerSecond: 5 })).rejects.toThrow(/ffmpeg ended with/);
	});

	test('is let go of when it is no longer wanted', async () => {
		const stopped = AbortSignal.abort(new Error('enough'));
		await expect(extractFrames('any.mp4', folder, { framesPerSecond: 5, signal: stopped })).rejects.toThrow('enough');
	});
});

test('a machine without the programs says so', async () => {
	await expect(readFrameRate('film.mp4', 'no-such-ffprobe')).rejects.toThrow('There is no no-such-ffprobe on this');
});
