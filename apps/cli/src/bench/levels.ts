/**
 * @file `galatea bench levels`: whether a perceptor can be asked which pictures are for adults, and how many it takes for one
 * of pictures that are not: the composites that no batch of the starter's training contained.
 */
import { parseArgs } from 'node:util';
import type { Perceptor } from '@galatea/networks';
import {
	adultsConfidence,
	adultTexts,
	canTellAdults,
	innocentTexts,
	openEmbedder,
	openZeroShot,
} from '@galatea/optimiser';
import { modelsDir, packShelf, runtimeOfEnvironment } from '../environment.ts';
import { UsageError } from '../usage-error.ts';
import { unseenComposites } from './unseen.ts';

const usage = `galatea bench levels [options]

  --pack ID    whose first perceptor looks (starter)`;

/** Prints what is known of the texts, whether the hint is on, and how often it would be wrong. */
export async function benchLevels(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const pack = readPack(words);
	const shelf = await packShelf();
	if (!shelf.packs.some(({ id }) => id === pack)) throw new UsageError(`There is no pack "${pack}" in ${modelsDir()}.`);
	const [perceptor] = (await shelf.load(pack)).perceptors;
	if (!perceptor) throw new UsageError(`The pack "${pack}" has no perceptor.`);
	const isUnknown = (text: string) => perceptor.tokenizer.encode(text).unknown.length > 0;
	const unknown = adultTexts.filter(isUnknown);
	console.log(
		`of ${adultTexts.length} texts it does not know all words of ${unknown.length}: ${unknown.join(', ') || 'none'}`,
	);
	console.log(`so the hint is ${canTellAdults(perceptor) ? 'on' : 'off'}`);
	await using runtime = await runtimeOfEnvironment();
	await using embedder = await openEmbedder({ runtime }, perceptor);
	// What it would say if it were asked with what is left of the texts.
	const texts = adultTexts.map((text) => knownPart(text, perceptor)).filter((text) => text !== '');
	const zeroShot = await openZeroShot({ runtime }, perceptor, { texts, rivals: innocentTexts, signal });
	const taken: string[] = [];
	const composites = await unseenComposites();
	for (const { name, picture } of composites) {
		signal.throwIfAborted();
		const fits = zeroShot.compare(await embedder.embedPicture(picture));
		if (adultsConfidence(fits) !== null) taken.push(`${name} (${fits[0]?.text})`);
	}
	console.log(
		`asked all the same, with ${texts.length} texts (${texts.join(', ') || 'none'}), of ${composites.length} pictures`,
	);
	console.log(`that are for everyone it takes for adult ${taken.length}: ${taken.join(', ') || 'none'}`);
}

function readPack(words: readonly string[]): string {
	try {
		return parseArgs({ args: [...words], options: { pack: { type: 'string', default: 'starter' } } }).values.pack;
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}

function knownPart(text: string, { tokenizer }: Perceptor): string {
	return text
		.split(' ')
		.filter((word) => tokenizer.encode(word).unknown.length === 0)
		.join(' ');
}
