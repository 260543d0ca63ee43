/**
 * @file What a perceptor is asked, to hint at pictures that may be for adults. The person who publishes a picture decides, and
 * nothing is hidden by a hint. A change asks for `levelTextsVersion` to be raised.
 */
import type { Perceptor } from '@galatea/networks';
import { rivalWords } from './rival-words.ts';
import { leastConfidence, tagWords } from './tag-words.ts';
import type { FittingText } from './zero-shot.ts';

/** Raised when the texts or the way in which they are compared become others: then all pictures are asked again. */
export const levelTextsVersion = 1;

/** What a picture for adults shows. */
export const adultTexts: readonly string[] = [
	'nudity',
	'naked woman',
	'naked man',
	'bare breasts',
	'genitals',
	'erotic picture',
	'pornography',
	'sexual act',
];

/** What it is easily taken for, and many other things: one of them fits nearly every other picture better. */
export const innocentTexts: readonly string[] = [
	'portrait',
	'person in clothes',
	'bathing suit',
	'marble statue',
	'bare skin',
	'hands and feet',
	'newborn baby',
	'ballet dancer',
	'wrestling match',
	'sand dunes',
	'raw meat',
	'flower petals',
	...tagWords,
	...rivalWords,
];

/**
 * Whether a perceptor can be asked at all: it must know every word of every text. To one that knows half of a text, that half
 * is all it says, and its hints would be blind.
 */
export function canTellAdults({ tokenizer }: Pick<Perceptor, 'tokenizer'>): boolean {
	return adultTexts.every((text) => tokenizer.encode(text).unknown.length === 0);
}

/** Standard deviations of the best text that says a picture is for adults; null where none fits well enough. */
export function adultsConfidence([best]: readonly FittingText[]): number | null {
	return best && best.confidence >= leastConfidence ? best.confidence : null;
}
