/** @file Which tags are suggested of the words that were compared with a picture. */
import { maximumSuggestedTags } from '@galatea/render';
import { suggestibleTags } from '@galatea/render/tag-words';
import type { FittingText } from './zero-shot.ts';

/** Raised when the words or the way in which they are chosen become others: then all pictures are asked again. */
export const tagWordsVersion = 1;

/** The words that pictures are compared with. */
export const tagWords: readonly string[] = Object.keys(suggestibleTags);

/**
 * Standard deviations by which a text must fit better than common words do, as docs/decisions/0058 measures it with
 * `galatea bench tags`.
 */
export const leastConfidence = 2.75;

/** From here on four of five suggestions are right, and below about every other, as measured there. */
export const probableTagConfidence = 3.5;

/** Of words that were compared with a picture, the best first, those that are suggested as its tags. */
export function suggestedOf(fits: readonly FittingText[]): readonly FittingText[] {
	return fits.filter(({ confidence }) => confidence >= leastConfidence).slice(0, maximumSuggestedTags);
}
