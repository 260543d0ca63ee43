import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPicture } from './decode.ts';
import { encodeMovie, hasMovieEncoder } from './movie.ts';
import { extractFrames, readFrameRate } from './movie-frames.ts';
import type { Picture } from './picture.ts';

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
