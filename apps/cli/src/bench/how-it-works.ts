/**
 * @file `galatea bench how-it-works`: renders one recipe again and writes what the page "How it works" shows of it: the picture at
 * some steps, its latent, and how the perceptor ranks captions at each of these steps.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeRecipe, openCaptionRanker, optimise, planRender } from '@galatea/optimiser';
import { encodePreview, type Picture } from '@galatea/pictures';
import { packShelf, repositoryDir, runtimeOfEnvironment } from '../environment.ts';

const picturesDir = join(repositoryDir, 'apps', 'web', 'public', 'how-it-works');
const numbersFile = join(repositoryDir, 'apps', 'web', 'src', 'features', 'how-it-works', 'shown-render.json');

const usage = `galatea bench how-it-works

Renders again what the page "How it works" shows, and writes ${picturesDir} and ${numbersFile}.`;

/** One of the first pictures of a new gallery ("A red apple"). */
const asked = { prompt: 'a red apple on a blue background', width: 128, height: 128, steps: 200, seed: '1' };
const shownSteps: readonly number[] = [1, 5, 10, 25, 60, 200];
/** What the picture should be, what is like it, and what it is not. */
const captions = [asked.prompt, 'a tomato', 'a blue fish', 'a green tree'];
/** Pixels for each position of the latent. */
const cellPx = 8;
const quality = 82;

/** Takes a few minutes; gives the same on every CPU. */
export async function benchHowItWorks(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { values } = parseArgs({
		args: [...words],
		options: { help: { type: 'boolean', short: 'h', default: false } },
	});
	if (values.help) return console.log(usage);
	const shelf = await packShelf();
	const offered = shelf.packs.find(({ id }) => id === 'starter');
	if (!offered) throw new Error('The page shows a render of the starter pack, which is not here.');
	const { recipe } = composeRecipe(asked, offered);
	if (!recipe) throw new Error('The recipe of the page cannot be rendered.');
	const pack = await shelf.load(offered.id);
	await using runtime = await runtimeOfEnvironment();
	await using ranker = await openCaptionRanker({ runtime }, pack.perceptors);
	const plan = planRender(recipe, pack);
	await mkdir(picturesDir, { recursive: true });
	const steps = [];
	let latent: { readonly width: number; readonly height: number } | null = null;
	for await (const { step, image, codes } of optimise({
		runtime,
		plan,
		signal,
		from: null,
		wantImage: (each) => shownSteps.includes(each),
	})) {
		if (image === null) continue;
		const [ranking] = await ranker.rank(image, captions, signal);
		if (!ranking) throw new Error('the starter pack has a perceptor');
		const fits = ranking.fits.map(({ caption, cosine, share }) => ({
			caption,
			cosine: round(cosine),
			share: round(share),
		}));
		steps.push({ step, fits });
		await write(`step-${step}.webp`, image);
		console.error(`step ${step}: ${fits.map(({ caption, cosine }) => `${caption} ${cosine}`).join(', ')}`);
		if (step !== asked.steps) continue;
		const { codePlane, codebook } = pack.generator;
		if (codebook === null) throw new Error('the starter pack has a codebook');
		latent = codePlane(plan.latentShape);
		await write('latent.webp', drawLatent(codes, codebook, latent.width));
	}
	const { width, height, seed, prompt } = asked;
	const numbers = { pack: offered.title, prompt, seed, width, height, latent, codes: pack.generator.codeCount, steps };
	await mkdir(join(numbersFile, '..'), { recursive: true });
	await writeFile(numbersFile, `${JSON.stringify(numbers, null, '\t')}\n`);
}

function round(value: number | null): number | null {
	return value === null ? null : Math.round(value * 10_000) / 10_000;
}

async function write(name: string, picture: Picture): Promise<void> {
	const { bytes } = await encodePreview(picture, { maximumEdgePx: Math.max(picture.width, picture.height), quality });
	await writeFile(join(picturesDir, name), bytes);
}

/** Each code as a square, coloured by the first three numbers of its row, each over the range that the codebook has of it. */
function drawLatent(
	codes: ArrayLike<number>,
	{ rows, dimension, count }: { readonly rows: Float32Array; readonly dimension: number; readonly count: number },
	columns: number,
): Picture {
	const lines = codes.length / columns;
	const at = (row: number, channel: number): number => rows[row * dimension + channel] as number;
	const ranges = [0, 1, 2].map((channel) => {
		const column = Array.from({ length: count }, (_, row) => at(row, channel)).sort((one, other) => one - other);
		// The outermost rows are few and far.
		return [column[Math.floor(count * 0.02)] as number, column[Math.floor(count * 0.98)] as number] as const;
	});
	const width = columns * cellPx;
	const data = new Uint8ClampedArray(3 * width * lines * cellPx);
	for (let pixel = 0; pixel < data.length / 3; pixel++) {
		const cell = Math.floor(pixel / width / cellPx) * columns + Math.floor((pixel % width) / cellPx);
		for (const [channel, [least, most]] of ranges.entries())
			data[3 * pixel + channel] = (255 * (at(codes[cell] as number, channel) - least)) / (most - least);
	}
	return { width, height: lines * cellPx, data };
}
