/** @file What pictures are compared with: words for tags, and, where the perceptor can tell, texts for their level. */
import type { Perceptor } from '@galatea/networks';
import {
	adultsConfidence,
	adultTexts,
	canTellAdults,
	innocentTexts,
	levelTextsVersion,
	rivalWords,
	suggestedOf,
	tagWords,
	tagWordsVersion,
} from '@galatea/optimiser';
import type { Store } from '@galatea/store/database';
import { type EmbeddingSpace, saveLevelHint, saveSuggestedTags } from '@galatea/store/meaning';
import type { SweepTask } from './picture-sweep.ts';

/** In the order in which they are done. */
export function sweepTasks(store: Store, perceptor: Perceptor, { id }: EmbeddingSpace): readonly SweepTask[] {
	const tags: SweepTask = {
		list: 'tags',
		version: tagWordsVersion,
		texts: tagWords,
		rivals: rivalWords,
		save(imageKey, fits) {
			const suggested = suggestedOf(fits).map(({ text: tag, confidence }) => ({ tag, confidence }));
			return saveSuggestedTags(store, id, imageKey, suggested, tagWordsVersion);
		},
	};
	const level: SweepTask = {
		list: 'level',
		version: levelTextsVersion,
		texts: adultTexts,
		rivals: innocentTexts,
		save: (imageKey, fits) => saveLevelHint(store, id, imageKey, adultsConfidence(fits), levelTextsVersion),
	};
	return canTellAdults(perceptor) ? [tags, level] : [tags];
}
