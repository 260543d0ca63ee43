import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeOriginal, readEmbeddedRecipe } from '@galatea/pictures';
import { brokenPictures } from '@galatea/pictures/testing';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { main } from './main.ts';

// In this process: a new one takes a second.
const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'galatea-parts-'));
	vi.stubEnv('GALATEA_PROVIDER', 'cpu');
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

const small = ['--size', '64x64', '--steps', '2', '--cutouts', '4'];

/** Renders, and gives the recipe in the picture. */
async function render(...words: string[]) {
	const out = join(folder, 'out.png');
	expect(await main(['render', ...words, '--quiet', '--out', out])).toBe(0);
	return JSON.parse(readEmbeddedRecipe(await readFile(out)) ?? '');
}

async function grey(name: string, width: number, height: number): Promise<string> {
	const data = new Uint8Array(3 * width * height).fill(90);
	const file = join(folder, name);
	await writeFile(file, (await encodeOriginal({ width, height, data }, { recipe: '', description: '' })).bytes);
	return file;
}

test('a render comes close to pictures and noises, which count at the steps that are asked for', async () => {
	const tall = await grey('tall.png', 30, 90);
	const terms = ['--image-prompts', `${tall}:0.5`, '--noise-prompts', '4', '--schedule', '1 hold 1=0 2=1'];
	const out = join(folder, 'terms.png');
	expect(await main(['render', 'a red apple', ...terms, ...small, '--json', '--out', out])).toBe(0);
	const events = printed.mock.calls.map(([line]) => JSON.parse(line));
	expect(events[0].recipe).toMatchObject({ imagePrompts: [{ weight: 0.5 }], noisePrompts: [{ seed: '4' }] });
	const heard = events
		.filter(({ type }) => type === 'progress')
		.map((event) => event.terms.map(({ loss }: { loss: number }) => loss > 0));
	expect(heard).toEqual([
		[false, true, true],
		[true, true, true],
	]);
	// Whoever renders it again must have the picture too.
	expect(await main(['verify', out, '--quiet'])).toBe(2);
	expect(said.mock.lastCall?.[0]).toContain('has a picture or a mask in its prompt');
	expect(await main(['verify', out, '--picture', tall, '--quiet'])).toBe(0);
	expect(printed.mock.lastCall?.[0]).toContain('identical');
});

test('a render begins from made noise or a framed picture, with losses and a running mean', async () => {
	const narrow = await grey('narrow.png', 20, 80);
	const framed = ['--init', narrow, '--init-fit', 'contain', '--loss', 'palette=1,colours=#ffffff'];
	expect(await render('an apple', ...small, '--init-noise', 'clouds', '--ema', '0.5')).toMatchObject({
		initial: { kind: 'noise', noise: 'clouds' },
		ema: 0.5,
	});
	expect(await render('an apple', ...small, ...framed, '--loss', 'keepInitial=2')).toMatchObject({
		initial: { fit: 'contain' },
		losses: { keepInitial: { weight: 2 }, palette: { colours: ['#ffffff'] } },
	});
	expect(said).not.toHaveBeenCalled();
});

test('a render looks at the picture as nerdyrodent’s methods do', async () => {
	const { cutouts } = await render(
		'an apple',
		...small,
		'--cut-method',
		'updated',
		'--augment-settings',
		'affine,degrees=5',
	);
	expect(cutouts).toMatchObject({
		method: 'crops',
		noise: 0.1,
		augmentations: ['horizontalFlip', 'colourJitter', 'sharpness', 'affine', 'perspective'],
		settings: { affine: { degrees: 5 }, perspective: { distortion: 0.2 } },
	});
});

test('a render puts terms in their places, on a picture that tiles', async () => {
	const places = ['--region', '1 0 0 0.5 1', '--region', '2 0.5 0 0.5 1', '--tiling', 'both'];
	expect(await render('apple | fish', ...small, ...places)).toMatchObject({
		tiling: 'both',
		prompts: [{ region: { left: 0 } }, { region: { left: 0.5 } }],
	});
});

test('a term sees the white of a mask, which a later render must be given again', async () => {
	const out = join(folder, 'masked.png');
	const mask = join(folder, 'left half.png');
	const data = Uint8Array.from({ length: 3 * 32 * 32 }, (_, at) => (Math.floor(at / 3) % 32 < 16 ? 255 : 0));
	await writeFile(mask, (await encodeOriginal({ width: 32, height: 32, data }, { recipe: '', description: '' })).bytes);
	const words = ['render', 'an apple | a fish', ...small, '--mask', `2 ${mask}`, '--quiet', '--out', out];
	expect(await main(words)).toBe(0);
	const sha256 = createHash('sha256')
		.update(await readFile(mask))
		.digest('hex');
	expect(JSON.parse(readEmbeddedRecipe(await readFile(out)) ?? '').prompts).toMatchObject([{}, { mask: { sha256 } }]);
	expect(await main(['verify', out, '--quiet'])).toBe(2);
	expect(said.mock.lastCall?.[0]).toContain(`(SHA-256 ${sha256}): name its file with --picture.`);
	expect(await main(['verify', out, '--picture', mask, '--quiet'])).toBe(0);
	expect(printed.mock.lastCall?.[0]).toContain('identical');
	expect(await main(['render', 'an apple', '--mask', `1 ${folder}/no.png`, '--quiet', '--out', out])).toBe(2);
	expect(said.mock.lastCall?.[0]).toMatch(/--mask .*no\.png cannot be read/);
});

test('a render follows a command line of nerdyrodent’s, and says what has no meaning here', async () => {
	const line = '-p|an apple|-i|2|-s|64|64|-cuts|4|-cutm|latest|-opt|RAdam|-iw|0.1|-m|ViT-B/32';
	expect(await render(...line.split('|'))).toMatchObject({
		steps: 2,
		width: 64,
		optimiser: { name: 'radam' },
		cutouts: { method: 'pooled', count: 4, noise: 0.1 },
		losses: { shrinkLatent: { weight: 0.1 } },
	});
	expect(said.mock.calls).toEqual([['-m is left out: a pack brings its networks; see galatea packs.']]);
});

test('a render whose picture moves is verified, and its film is made', async () => {
	const out = join(folder, 'zoom.png');
	const words = ['render', 'a red apple', '--size', '64x64', '--steps', '4', '--cutouts', '4', '--keep', folder];
	const motion = 'zoom=1.1,turnDegrees=5,everySteps=2,border=edge';
	expect(await main([...words, '--motion', motion, '--quiet', '--out', out])).toBe(0);
	expect(JSON.parse(readEmbeddedRecipe(await readFile(out)) ?? '').motion).toEqual({
		zoom: 1.1,
		turnDegrees: 5,
		everySteps: 2,
		border: 'edge',
	});
	expect(await main(['verify', out, '--quiet'])).toBe(0);
	const video = join(folder, 'zoom.webp');
	expect(await main(['video', out, '--keep', folder, '--out', video, '--quiet'])).toBe(0);
	expect((await readFile(video)).length).toBeGreaterThan(100);
	expect(await main(['render', 'a', '--motion', 'everySteps=2', '--quiet', '--out', out])).toBe(2);
	expect(said.mock.lastCall?.[0]).toContain('motion must move something');
});

test.each(await brokenPictures())(
	'a file that is no picture that can be used is refused in words by its name, to begin from and to come close to: $name',
	async ({ bytes, reason }) => {
		const file = join(folder, 'broken.png');
		await writeFile(file, bytes);
		for (const words of [
			['--init', file],
			['--image-prompts', file],
		]) {
			said.mockClear();
			expect(
				await main(['render', 'a red apple', ...words, ...small, '--quiet', '--out', join(folder, 'no.png')]),
			).toBe(2);
			const told = said.mock.calls.map(([line]) => String(line)).join('\n');
			expect(told).toContain('broken.png: not a picture that can be read: ');
			expect(told).toMatch(reason);
		}
		await expect(readFile(join(folder, 'no.png'))).rejects.toMatchObject({ code: 'ENOENT' });
	},
);
