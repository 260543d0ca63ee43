/**
 * @file What the optimiser may know of a perceptor: two towers that turn pictures and texts into one space of
 * embeddings. Embeddings are returned as the network gives them, **not** of unit length; the loss normalises.
 */
import type { GraphBuilder, Value } from '@galatea/autodiff';

/** A word that a tokenizer does not know, with up to five known words that are near it, best first. */
export interface UnknownWord {
	readonly word: string;
	readonly near: readonly string[];
}

/** A word that a tokenizer does not know and reads as the first of some phrases of known words. */
export interface WordReading {
	readonly word: string;
	readonly as: readonly string[];
}

/** A text as a perceptor reads it. */
export interface EncodedText {
	/** `contextLength` token ids: start, text, end, then zeros. */
	readonly ids: Int32Array;
	/** How many of the ids are in use, start and end included. */
	readonly length: number;
	/** How many the whole text asks for, start and end included; more than the context where its end is cut off. */
	readonly wantedLength: number;
	/** Words that were dropped because the vocabulary has no way to say them; always empty for byte-pair encodings. */
	readonly unknown: readonly UnknownWord[];
	/** Words that were read as others by their meaning; always empty for byte-pair encodings. */
	readonly readings: readonly WordReading[];
	/** Whether the text was longer than the context, so that its end is not seen by the perceptor. */
	readonly truncated: boolean;
}

export interface Tokenizer {
	readonly kind: 'bpe' | 'words';
	/** Token ids per text. */
	readonly contextLength: number;
	/** Ids run from 0 to `vocabularySize` − 1. */
	readonly vocabularySize: number;
	encode(text: string): EncodedText;
	/** The text as it is read: cleaned, and words that were read as others replaced by them. */
	read(text: string): string;
	/** The text that ids stand for, cleaned and lower-cased; start, end and padding are left out. */
	decode(ids: ArrayLike<number>): string;
}

/** Appends the text tower: ids int32 [N, contextLength] → embeddings [N, D]. Forward only. */
export type EncodeText = (g: GraphBuilder, ids: Value) => Value;

/** Appends the image tower: pictures [N, 3, S, S] in 0..1 (not normalised) → embeddings [N, D]. Differentiable in them. */
export type EncodeImage = (g: GraphBuilder, pictures: Value) => Value;

/** Holds no weights: an image tower is needed while a graph is built, a text tower once per prompt. */
export interface Perceptor {
	readonly kind: 'clip';
	/** Side S of the square pictures that the image tower reads. */
	readonly inputSizePx: number;
	/** Mean and standard deviation per colour channel that pictures are normalised with, inside the image tower. */
	readonly mean: readonly [number, number, number];
	readonly std: readonly [number, number, number];
	/** D. */
	readonly embedDimension: number;
	/**
	 * What cosines were multiplied by in training before their softmax, e to the power of `logit_scale`: near 100 for
	 * published CLIPs. Null where the weights came without it.
	 */
	readonly logitScale: number | null;
	readonly tokenizer: Tokenizer;
	/** Reads the image tower's weights. The result holds them until it is dropped. */
	loadImageEncoder(): Promise<EncodeImage>;
	/** Reads the text tower's weights. The result holds them until it is dropped. */
	loadTextEncoder(): Promise<EncodeText>;
}
