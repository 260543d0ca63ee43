/**
 * @file `galatea bench tags`: how often what a perceptor suggests as a tag is what a picture shows, on the composites that
 * no batch of the starter's training contained and on the first pictures of a gallery.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedder, openZeroShot, rivalWords, suggestedOf, tagWords, type ZeroShot } from '@galatea/optimiser';
import { readPicture } from '@galatea/pictures';
import { maximumSuggestedTags } from '@galatea/render';
import { modelsDir, packShelf, repositoryDir, runtimeOfEnvironment } from '../environment.ts';
import { UsageError } from '../usage-error.ts';
import { type NamedPicture, unseenComposites } from './unseen.ts';

const usage = `galatea bench tags [options]

  --pack ID    whose first perceptor looks (starter)
  --alone      without rivals: words need not fit better than others
  --list       every picture with what is suggested for it`;

const thresholds = [2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4];

interface Suggested {
	readonly name: string;
	/** All words, the best first. */
	readonly fits: ReturnType<ZeroShot['compare']>;
}

/** Prints what each threshold suggests, and how much of it is in the names of the pictures. */
export async function benchTags(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const { pack, alone, list } = readOptions(words);
	const shelf = await packShelf();
	if (!shelf.packs.some(({ id }) => id === pack)) throw new UsageError(`There is no pack "${pack}" in ${modelsDir()}.`);
	const [perceptor] = (await shelf.load(pack)).perceptors;
	if (!perceptor) throw new UsageError(`The pack "${pack}" has no perceptor.`);
	await using runtime = await runtimeOfEnvironment();
	await using embedder = await openEmbedder({ runtime }, perceptor);
	const zeroShot = await openZeroShot({ runtime }, perceptor, {
		texts: tagWords,
		rivals: alone ? [] : rivalWords,
		signal,
	});
	console.log(`${zeroShot.known.length} words; a tag is right where it is a word of the picture's name`);
	const sets = { 'composites that were not seen': await unseenComposites(), 'first pictures': await firstPictures() };
	for (const [title, pictures] of Object.entries(sets)) {
		const looked: Suggested[] = [];
		for (const { name, picture } of pictures) {
			signal.throwIfAborted();
			looked.push({ name, fits: zeroShot.compare(await embedder.embedPicture(picture)) });
		}
		console.log(`\n${title}: ${pictures.length}`);
		console.log('least  suggested  right  pictures with one  of those whose name is a word, found');
		for (const least of thresholds) console.log(rowOf(looked, zeroShot.known, least));
		if (list) for (const each of looked) console.log(listed(each));
	}
}

function readOptions(words: readonly string[]) {
	const flag = { type: 'boolean', default: false } as const;
	try {
		const options = { pack: { type: 'string', default: 'starter' }, alone: flag, list: flag } as const;
		return parseArgs({ args: [...words], options }).values;
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}

/** Named by what they were asked for. */
async function firstPictures(): Promise<readonly NamedPicture[]> {
	const folder = join(repositoryDir, 'prisma', 'seed', 'pictures');
	const files = (await readdir(folder)).filter((file) => file.endsWith('.png')).sort();
	return Promise.all(
		files.map(async (file) => {
			const { width, height, data } = await readPicture(await readFile(join(folder, file)));
			const name = file.slice(0, -'.png'.length).replaceAll('-', ' ');
			return { name, picture: { width, height, data: new Uint8ClampedArray(data) } };
		}),
	);
}

/** A tag is right in the singular or the plural; a name such as "jack o lantern" counts for "lantern", not for "pumpkin". */
function isRight(tag: string, name: string): boolean {
	return name.split(' ').some((word) => word === tag || word === `${tag}s` || word === tag.replace(/f$/, 'ves'));
}

function rowOf(pictures: readonly Suggested[], words: readonly string[], least: number): string {
	const suggested = pictures.map(({ name, fits }) => {
		const tags = fits.filter(({ confidence }) => confidence >= least).slice(0, maximumSuggestedTags);
		return { count: tags.length, right: tags.filter(({ text }) => isRight(text, name)).length };
	});
	const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
	const all = sum(suggested.map(({ count }) => count));
	const right = sum(suggested.map((each) => each.right));
	const nameable = pictures.map(({ name }) => words.some((word) => isRight(word, name)));
	const found = suggested.filter((each, index) => nameable[index] && each.right > 0).length;
	const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
	return [
		least.toFixed(2).padStart(5),
		String(all).padStart(9),
		percent(right, all).padStart(7),
		percent(suggested.filter(({ count }) => count > 0).length, pictures.length).padStart(8),
		`${percent(found, sum(nameable.map(Number)))} of ${sum(nameable.map(Number))}`,
	].join('  ');
}

function listed({ name, fits }: Suggested): string {
	const tags = suggestedOf(fits).map(({ text, confidence }) => `${text} ${confidence.toFixed(2)}`);
	return `${name}: ${tags.join(', ') || 'nothing'}`;
}
