/**
 * @file What the optimiser may know of a generator: a network that turns a latent into a picture.
 *
 * A latent z is float32 [1, C, h, w]. Where the generator is vector-quantised, each of the h·w positions of z is
 * replaced by its nearest codebook row before decoding, so C is the codebook's dimension. That of a BigGAN is not: its
 * positions are no places of the picture, but what its layers are told (h of them, w is 1). A picture is float32
 * [1, 3, H, W], RGB, nominally 0..1 and **not clamped**; what a network does to get there is its own matter (a VQGAN's
 * last layer speaks −1..1 and is mapped by (x + 1) / 2, TAESD's speaks 0..1 already).
 */
import type { GraphBuilder, Value } from '@galatea/autodiff';

/** The shape of a latent: batch (always 1), channels, height and width in latent positions. */
export type LatentShape = readonly [batch: 1, channels: number, height: number, width: number];

/** The rows that a latent position may take. `rows` is row-major [count, dimension]. */
export interface Codebook {
	readonly rows: Float32Array;
	readonly count: number;
	readonly dimension: number;
}

/** Smallest and largest value of each channel, a codebook's column; z is clamped to this after every step. Length C each. */
export interface LatentRange {
	readonly minimum: Float32Array;
	readonly maximum: Float32Array;
}

/** Appends the encoder: picture [1, 3, H, W] in 0..1 → latent before quantisation [1, C, h, w]. No gradient needed. */
export type EncodePicture = (g: GraphBuilder, picture: Value) => Value;

/** Appends the decoder: quantised latent → picture [1, 3, H, W], nominally 0..1, unclamped. */
export type DecodeLatent = (g: GraphBuilder, quantised: Value) => Value;

/** Random numbers that a first latent is drawn from; a stream of the optimiser is one. */
export interface LatentDraws {
	/** Uniform whole number from 0 to `count` − 1. */
	integer(count: number): number;
	/** Fills `out[start … end − 1]` with `scale` × a standard normal variable. */
	fillNormal(out: Float32Array, start: number, end: number, scale: number): void;
}

/** What a BigGAN's latent says: a row for the beginning and one for each of its blocks. */
export interface LatentConditions {
	/** [rows, length of the noise] */
	readonly noise: Value;
	/** Shares of the classes, each 0..1 by itself, [rows, classes]. */
	readonly classes: Value;
}

/** A latent → picture network. It holds its codebook; the weights of decoder and encoder are read when asked for. */
export interface Generator {
	readonly kind: 'taming-vqgan' | 'taesd-vq' | 'biggan-deep';
	/** Pixels per latent position, along each side. Widths and heights must be multiples of it. */
	readonly downscale: number;
	/** Null where latents are not quantised. */
	readonly codebook: Codebook | null;
	readonly latentRange: LatentRange;
	/** Throws `RangeError` if a side is not a positive multiple of `downscale`, or not the one that there is. */
	latentShape(widthPx: number, heightPx: number): LatentShape;
	/** A latent to begin from. */
	drawLatent(shape: LatentShape, draws: LatentDraws): Float32Array;
	/** z → nearest codebook rows, same shape; the gradient passes straight through to z. As it is where there are none. */
	quantise(g: GraphBuilder, z: Value): Value;
	/** Codes are from 0 to below this. */
	readonly codeCount: number;
	/** How codes of a latent of that shape lie in a plane, row by row. */
	codePlane(shape: LatentShape): { readonly width: number; readonly height: number };
	/** z → int64 [width · height] of the plane: what kept steps hold of it, a codebook's row numbers or rounded numbers. */
	codes(g: GraphBuilder, z: Value): Value;
	/** The latent of such codes. Throws `RangeError` for codes that are not those of one. */
	latentOf(codes: ArrayLike<number>, shape: LatentShape): Float32Array;
	/** z → what it says to a BigGAN's layers; null where positions are places of the picture. */
	readonly conditions: ((g: GraphBuilder, z: Value) => LatentConditions) | null;
	/** Reads the decoder's weights. The result holds them until it is dropped. */
	loadDecoder(): Promise<DecodeLatent>;
	/** Reads the encoder's weights; null when the pack has none. The result holds them until it is dropped. */
	readonly loadEncoder: (() => Promise<EncodePicture>) | null;
}

/**
 * The latent that stands exactly on the given codebook rows.
 * `codes` holds h·w row numbers in reading order; the result is z's data for `shape`.
 */
export function latentFromCodes(codebook: Codebook, codes: ArrayLike<number>, shape: LatentShape): Float32Array {
	const [, channels, height, width] = shape;
	const positions = height * width;
	if (codes.length !== positions) {
		throw new RangeError(`A latent of ${height} × ${width} needs ${positions} codes, got ${codes.length}`);
	}
	const z = new Float32Array(channels * positions);
	for (let position = 0; position < positions; position++) {
		const code = codes[position] as number;
		if (!Number.isInteger(code) || code < 0 || code >= codebook.count) {
			throw new RangeError(`Code ${code} at position ${position} is not a row of a codebook of ${codebook.count}`);
		}
		for (let channel = 0; channel < channels; channel++) {
			z[channel * positions + position] = codebook.rows[code * codebook.dimension + channel] as number;
		}
	}
	return z;
}
