/** @file `galatea caption`: which of several captions fits a picture, as each perceptor of a pack sees it. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openCaptionRanker, type PackShelf } from '@galatea/optimiser';
import { decodePictureWithin, inspectPicture } from '@galatea/pictures';
import { type CaptionFit, checkCaptions, type PerceptorRanking } from '@galatea/render';
import { packShelf, runtimeOfEnvironment } from './environment.ts';
import { UsageError } from './usage-error.ts';

const usage = `galatea caption FILE "a caption" "another" … [options]

Ranks two to eight captions by how well they fit a picture, once for each perceptor of a pack. The cosine says how
near picture and caption are, from -1 to 1. The share is the softmax of logit scale × cosine over these captions, with
the scale that the perceptor was trained with; where a perceptor came without one, there are cosines only.

The picture is seen whole, stretched to a square. A share compares these captions and no others: it says which of
them fits best, and not whether it fits well.

  --pack ID             whose perceptors; else the pack of the picture's recipe if it is here, else the default one
  --json                one JSON value on standard output

MODELS_DIR, GALATEA_PROVIDER and GALATEA_THREADS are read.`;

/** More pixels than any perceptor sees; larger pictures are scaled down first. */
const maximumAreaPx = 1_024 * 1_024;

/** Prints the ranking of each perceptor, as a table for people or as one JSON value. */
export async function captionCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { file, captions, json, help, ...asked } = readWords(words);
	if (help) return console.log(usage);
	const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
		throw new UsageError(`${file} cannot be read: ${error.message}`);
	});
	const { width, height, data } = await decodePictureWithin(bytes, maximumAreaPx).catch((error: Error) => {
		throw new UsageError(`${file}: ${error.message}`);
	});
	const shelf = await packShelf();
	const packId = asked.packId ?? (await packOfRecipe(bytes, shelf)) ?? shelf.defaultPackId;
	if (packId === null) throw new UsageError('There is no pack to look with. See: galatea models list');
	const { perceptors } = await shelf.load(packId);
	await using runtime = await runtimeOfEnvironment();
	await using ranker = await openCaptionRanker({ runtime }, perceptors);
	const picture = { width, height, data: Uint8ClampedArray.from(data) };
	const rankings = await ranker.rank(picture, captions, signal);
	if (json) return console.log(JSON.stringify({ file, packId, perceptors: rankings }, null, 2));
	console.log(`${file}, as the pack "${packId}" sees it`);
	for (const [index, ranking] of rankings.entries())
		console.log(`\n${describe(ranking, rankings.length === 1 ? 'Its perceptor' : `Perceptor ${index + 1}`)}`);
}

/** The pack that made the picture, if the picture says so and the pack is here as it was then. */
async function packOfRecipe(bytes: Uint8Array, { packs }: Pick<PackShelf, 'packs'>): Promise<string | null> {
	const { found } = await inspectPicture(bytes);
	const made = found.find(({ recipe }) => recipe !== null)?.recipe?.pack;
	return packs.find(({ id, hash }) => id === made?.id && hash === made.sha256)?.id ?? null;
}

function describe({ logitScale, fits }: PerceptorRanking, who: string): string {
	const scale =
		logitScale === null ? 'came without a logit scale: cosines only' : `logit scale ${logitScale.toFixed(1)}`;
	const lines = fits.map((fit) => {
		const share = fit.share === null ? '' : `${(100 * fit.share).toFixed(1)} %`;
		return `  ${share.padStart(7)}  ${(fit.cosine?.toFixed(3) ?? '').padStart(6)}  ${fit.caption}${remark(fit)}`;
	});
	return [`${who} (${scale})`, `${'share'.padStart(9)}  cosine  caption`, ...lines].join('\n');
}

function remark({ cosine, unknownWords, truncated }: CaptionFit): string {
	if (cosine === null) return '  (it knows no word of this)';
	const remarks = [
		...(unknownWords.length > 0 ? [`does not know: ${unknownWords.join(', ')}`] : []),
		...(truncated ? ['too long: its end was not read'] : []),
	];
	return remarks.length === 0 ? '' : `  (${remarks.join('; ')})`;
}

function readWords(words: readonly string[]) {
	const { values, positionals } = parse(words);
	const [file = '', ...captions] = positionals;
	const help = values.help === true;
	if (!help && file === '') throw new UsageError(`Which file? ${usage}`);
	return {
		file,
		captions: help ? [] : checked(captions),
		packId: values.pack ?? null,
		json: values.json === true,
		help,
	};
}

function checked(captions: readonly string[]): readonly string[] {
	try {
		return checkCaptions(captions);
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}. See: galatea caption --help`);
	}
}

function parse(words: readonly string[]) {
	try {
		const options = {
			pack: { type: 'string' },
			json: { type: 'boolean' },
			help: { type: 'boolean', short: 'h' },
		} as const;
		return parseArgs({ args: [...words], options, allowPositionals: true });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	}
}
