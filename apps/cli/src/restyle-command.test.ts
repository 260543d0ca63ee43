import { watch } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	encodeMovie,
	encodeOriginal,
	extractFrames,
	hasMovieEncoder,
	type Picture,
	readEmbeddedRecipe,
	readFrameRate,
} from '@galatea/pictures';
import { parseRecipe } from '@galatea/render';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';
import { restyleCommand } from './restyle-command.ts';
import { inOrder } from './restyle-source.ts';

const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
let folder = '';
const at = (...names: readonly string[]): string => join(folder, ...names);

/** A film of four pictures: a bright square that moves to the right. */
function frame(index: number): Picture {
	const [width, height] = [48, 32];
	const data = Uint8Array.from({ length: 3 * width * height }, (_, byte) => {
		const x = Math.floor(byte / 3) % width;
		return x >= 10 * index && x < 10 * index + 14 ? 220 : 40 + 20 * (byte % 3);
	});
	return { width, height, data };
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-restyle-'));
	vi.stubEnv('GALATEA_PROVIDER', 'cpu');
	await mkdir(at('film'));
	for (let index = 0; index < 4; index++) {
		const { bytes } = await encodeOriginal(frame(index), { recipe: '', description: '' });
		await writeFile(at('film', `frame ${index + 8}.png`), bytes);
	}
	await writeFile(at('film', 'notes.txt'), 'no picture');
});
beforeEach(() => {
	said.mockClear();
	printed.mockClear();
});
afterAll(async () => {
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
	await rm(folder, { recursive: true, force: true });
});

const small = ['--size', '64x64', '--steps', '3', '--cutouts', '4', '--seed', '5', '--quiet'];
const restyle = (out: string, ...words: readonly string[]): Promise<number> =>
	main(['restyle', at('film'), 'a red apple', '--out', at(out), ...words]);
const bytesOf = async (into: string): Promise<readonly Buffer[]> =>
	Promise.all([1, 2, 3, 4].map((index) => readFile(at(into, `00000${index}.png`))));

test('pictures follow each other as people count', () => {
	expect(inOrder(['10.png', '9.JPG', 'a.txt', '100.webp', '1.avif'])).toEqual([
		'1.avif',
		'9.JPG',
		'10.png',
		'100.webp',
	]);
});

const hasFfmpeg = await hasMovieEncoder();

describe('galatea restyle', () => {
	test('begins a render with each picture of a folder, which can be verified, and makes a film of them', async () => {
		expect(await restyle('plain.webp', '--fps', '10', ...small)).toBe(0);
		expect(printed.mock.lastCall).toEqual([at('plain.webp')]);
		const film = await readFile(at('plain.webp'));
		expect(film.toString('latin1').split('ANMF')).toHaveLength(5);
		const recipes = (await bytesOf('plain')).map((bytes) => parseRecipe(JSON.parse(readEmbeddedRecipe(bytes) ?? '')));
		expect(new Set(recipes.map(({ initial }) => JSON.stringify(initial))).size).toBe(4);
		expect(new Set(recipes.map((recipe) => JSON.stringify({ ...recipe, initial: null }))).size).toBe(1);
		const third = ['verify', at('plain', '000003.png'), '--init', at('film', 'frame 10.png'), '--quiet'];
		expect(await main(third)).toBe(0);
		expect(printed.mock.lastCall?.[0]).toContain('identical');
	});

	test('goes on where it was interrupted, with no picture half-written, to the same pictures', async () => {
		await restyle('whole.webp', '--carry', '0.5', ...small);
		const whole = await bytesOf('whole');
		const interruption = new AbortController();
		await mkdir(at('parts'));
		// As Ctrl-C does, as soon as the second picture is there.
		const watching = watch(at('parts'), (_event, name) => {
			if (name === '000002.png') interruption.abort(new Error('interrupted'));
		});
		const words = [at('film'), 'a red apple', '--out', at('parts.webp'), '--carry', '0.5', ...small];
		await expect(restyleCommand(words, interruption.signal)).rejects.toThrow('interrupted');
		watching.close();
		expect(said.mock.lastCall?.[0]).toMatch(/^[23] of 4 pictures are done; the same command goes on/);
		const left = await readdir(at('parts'), { recursive: true });
		expect(left.filter((name) => name.includes('.part'))).toEqual([]);
		expect(left).not.toContain('000004.png');
		const before = await stat(at('parts', '000001.png'));
		await restyleCommand(words, new AbortController().signal);
		expect(await bytesOf('parts')).toEqual(whole);
		expect((await stat(at('parts', '000001.png'))).mtimeMs).toBe(before.mtimeMs);
		expect(await readFile(at('parts.webp'))).toEqual(await readFile(at('whole.webp')));
	});

	test('carries some of the picture before over, and keeps what each began from', async () => {
		const [plain, carried] = [await bytesOf('plain'), await bytesOf('whole')];
		expect(carried[0]).toEqual(plain[0]);
		expect(carried[1]).not.toEqual(plain[1]);
		const begun = at('whole', 'begun', '000002.png');
		expect(await main(['verify', at('whole', '000002.png'), '--init', begun, '--quiet'])).toBe(0);
		expect(printed.mock.lastCall?.[0]).toContain('identical');
	});

	test('takes the seed of what it goes on with, and refuses a folder of something else', async () => {
		const withoutSeed = small.filter((word) => word !== '--seed' && word !== '5');
		expect(await restyle('plain.webp', '--fps', '10', ...withoutSeed)).toBe(0);
		const refused = async (...words: readonly string[]): Promise<unknown> => {
			expect(await restyle('plain.webp', ...words, ...small)).toBe(2);
			return said.mock.lastCall?.[0];
		};
		expect(await refused('--learning-rate', '0.01')).toContain('with another recipe: name another folder with --into');
		expect(await refused('--carry', '0.5')).toContain('with another --carry');
		expect(await refused('--fit', 'cover')).toContain('with another --fit');
	});

	test('names the file of a picture that is damaged: one of the source, or one that was rendered', async () => {
		const [cut, result] = [at('cut'), at('cut work', '000002.png')];
		await cp(at('film'), cut, { recursive: true });
		const words = [
			'restyle',
			cut,
			'a red apple',
			'--out',
			at('cut.webp'),
			'--into',
			at('cut work'),
			'--carry',
			'0.5',
			...small,
		];
		const halve = async (file: string): Promise<void> => truncate(file, Math.floor((await stat(file)).size / 2));
		expect(await main(words)).toBe(0);
		await halve(result);
		expect(await main(words)).toBe(2);
		expect(said.mock.lastCall?.[0]).toMatch(
			/^.*000002\.png: not a picture that can be read: .* Remove it, and the same command/,
		);
		await halve(join(cut, 'frame 9.png'));
		await rm(at('cut work'), { recursive: true });
		expect(await main(words)).toBe(2);
		expect(said.mock.lastCall?.[0]).toMatch(/^.*frame 9\.png: not a picture that can be read: /);
	});

	test('has the aspect of its pictures where no size is asked for', async () => {
		expect(await restyle('aspect.webp', '--steps', '1', '--quiet')).toBe(0);
		const first = await readFile(at('aspect', '000001.png'));
		const { width, height, steps } = parseRecipe(JSON.parse(readEmbeddedRecipe(first) ?? ''));
		expect(width / height).toBeCloseTo(1.5, 1);
		expect(steps).toBe(1);
	});

	test.each([
		[['film', 'an apple', '--out', 'x.webp'], 'film cannot be read'],
		[['.', 'an apple', '--out', 'x.gif'], '--out x.gif: name a file that ends in .webp or .mp4.'],
		[['.', 'an apple', '--out', 'x.webp', '--carry', '1'], '--carry 1 is not a number from 0 to 0.95.'],
		[['.', 'an apple', '--out', 'x.webp', '--init', 'a.png'], 'have no meaning for a restyle'],
		[['--fps', '3'], 'Which pictures? galatea restyle'],
	])('refuses %j', async (words, message) => {
		expect(await main(['restyle', ...words])).toBe(2);
		expect(said.mock.lastCall?.[0]).toContain(message);
	});

	test.skipIf(!hasFfmpeg)('takes a film apart and makes another of as many pictures a second', async () => {
		async function* frames(): AsyncGenerator<Picture> {
			for (const index of [0, 1, 2, 3]) yield frame(index);
		}
		await encodeMovie(frames(), { file: at('given.mp4'), framesPerSecond: 8, title: '', comment: '' });
		const words = ['restyle', at('given.mp4'), 'a red apple', '--out', at('made.mp4'), '--into', at('work'), ...small];
		expect(await main(words)).toBe(0);
		expect(await readFrameRate(at('made.mp4'))).toBeCloseTo(8, 3);
		await mkdir(at('again'));
		await extractFrames(at('made.mp4'), at('again'), { framesPerSecond: 8 });
		expect(await readdir(at('again'))).toHaveLength(4);
		await writeFile(at('text.mp4'), 'no film');
		expect(await main(['restyle', at('text.mp4'), 'an apple', '--out', at('made.mp4')])).toBe(2);
		expect(said.mock.lastCall?.[0]).toContain('text.mp4 cannot be taken apart: ffprobe ended with 1');
	});
});
