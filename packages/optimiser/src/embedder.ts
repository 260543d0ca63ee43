/**
 * @file What pictures and texts mean to a perceptor, to be kept and compared: for search by meaning. A picture is given
 * to it whole, stretched to its square; a text as it is. Unlike the losses, nothing here is differentiated.
 */
import type { Perceptor } from '@galatea/networks';
import { contrastWords } from './contrast-words.ts';
import { openImageTower } from './image-tower.ts';
import type { SessionSource } from './opened-graph.ts';
import type { Picture } from './plan.ts';
import { embedTexts, likenesses, unit } from './targets.ts';

/** Of the way in which pictures and texts are given to a perceptor, contrast words among it. */
export const embedderVersion = 1;

/** What a picture means to a perceptor. */
interface EmbeddedPicture {
	/** Of length 1, `dimension` numbers. */
	readonly vector: Float32Array;
	/** Its likeness to each contrast word, around their mean; of length 1, `profileLength` numbers. */
	readonly profile: Float32Array;
	/** Mean and standard deviation of its likeness (cosine) to the contrast words. */
	readonly mean: number;
	readonly deviation: number;
}

/** A perceptor that is ready to look. Disposing it lets go of its sessions. */
export interface Embedder extends AsyncDisposable {
	readonly dimension: number;
	readonly profileLength: number;
	/** A vector of length 1; null when it knows no word of the text. */
	embedText(text: string): Promise<Float32Array | null>;
	embedPicture(picture: Picture): Promise<EmbeddedPicture>;
}

/** Opens the image tower and asks for the contrast words; the text tower is opened where it is not in the pool. */
export async function openEmbedder(source: SessionSource, perceptor: Perceptor): Promise<Embedder> {
	const { embedDimension: dimension, tokenizer } = perceptor;
	const contrasts = await embedTexts(source, perceptor, contrastWords);
	const tower = await openImageTower(source, perceptor);
	return {
		dimension,
		profileLength: contrastWords.length,
		async embedText(text) {
			// Start and end are always there.
			return tokenizer.encode(text).length <= 2 ? null : embedTexts(source, perceptor, [text]);
		},
		async embedPicture(picture) {
			const vector = await tower.embed(picture);
			return { vector, ...compare(vector, contrasts) };
		},
		[Symbol.asyncDispose]: () => tower[Symbol.asyncDispose]() as Promise<void>,
	};
}

/** `contrasts` are rows as long as `vector`. */
function compare(vector: Float32Array, contrasts: Float32Array): Omit<EmbeddedPicture, 'vector'> {
	const likeness = likenesses(vector, contrasts);
	const mean = likeness.reduce((sum, value) => sum + value, 0) / likeness.length;
	const centred = likeness.map((value) => value - mean);
	const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value ** 2, 0) / centred.length);
	return { profile: unit(centred), mean, deviation };
}
