/** @file The words by which a prior reads a prompt as a scene: data of its pack, written by models/training/scene_words.py. */
import { z } from 'zod';
import { PackError } from '../pack-error.ts';
import { mostThings } from './layouts.ts';

const phrase = z.string().min(1, 'must not be empty').max(100, 'must have at most 100 characters');
const phrases = z.array(phrase).max(10_000, 'must be at most 10000');

const colourValue = z.number().int().min(0).max(255);

const sceneWords = z.strictObject({
	/** Names of things that the prior has learnt. What stands between joining words is a thing where it holds one of them. */
	names: phrases,
	/** Those of them that few drawings showed; where a phrase holds another name too, that one is drawn. */
	rare: phrases,
	/** Other words for things, or for things that a more common name draws better, each with that name. */
	drawnAs: z.record(phrase, phrase),
	/** Said before a thing, of no consequence for what is drawn ("a picture of"). */
	pictures: phrases,
	/** Said before a thing, each with the place of the drawing style among the variation's choices. */
	styles: z.record(phrase, z.number().int().min(0)),
	/** How many of the thing that follows. */
	counts: z.record(phrase, z.number().int().min(2).max(mostThings)),
	/** Red, green and blue, 0 to 255, by names of one to three words. */
	colours: z.record(phrase, z.tuple([colourValue, colourValue, colourValue])),
	/** Between two things: the first stands left of the second, right of it, above it or below it. */
	joining: z.strictObject({ left: phrases, right: phrases, above: phrases, below: phrases }),
	/** What begins the phrase of a ground, and the nouns by which one ends ("on a blue background"). */
	grounds: z.strictObject({ openings: phrases, nouns: phrases, scenes: phrases }),
});

/** In small letters, their words one space apart. */
export type SceneWords = z.infer<typeof sceneWords>;

/** Reads the text of such a file. Throws `PackError` WRONG_NETWORK with everything that is wrong with it. */
export function parseSceneWords(text: string, packId: string, file: string): SceneWords {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new PackError('WRONG_NETWORK', 'is not JSON', { packId, file, cause });
	}
	const result = sceneWords.safeParse(value);
	if (result.success) return result.data;
	const issues = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
	throw new PackError('WRONG_NETWORK', issues.join('; '), { packId, file });
}
