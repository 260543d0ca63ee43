/**
 * @file What a perceptor says of a picture without having been trained for it: which texts fit it better than every one of
 * many rivals, and by how much better than common words do, as a search by meaning measures it.
 */
import type { Perceptor } from '@galatea/networks';
import type { SessionSource } from './opened-graph.ts';
import { embedTexts, likenesses } from './targets.ts';

/** What an embedder tells of a picture. */
interface ComparedPicture {
	/** Of length 1. */
	readonly vector: Float32Array;
	/** Mean and standard deviation of its likeness to common words. */
	readonly mean: number;
	readonly deviation: number;
}

/** A text that fits a picture better than all rivals. */
export interface FittingText {
	readonly text: string;
	/** Standard deviations by which it fits better than common words do. */
	readonly confidence: number;
}

/** Texts that pictures are compared with. */
export interface ZeroShot {
	/** Those of the texts that the perceptor knows every word of; it would take the others for nothing in particular. */
	readonly known: readonly string[];
	/** Those that fit better than every rival, the best first. */
	compare(picture: ComparedPicture): readonly FittingText[];
}

/** A picture that is as near to every common word as to any other has no deviation. */
const leastDeviation = 1e-6;
/** Texts that are asked for at a time: searches that come meanwhile wait no longer than for these. */
const textsAtATime = 16;

/**
 * Asks for what `texts` and `rivals` mean. Texts that are rivals too do not stand in their own way. Throws the reason of
 * `signal`.
 */
export async function openZeroShot(
	source: SessionSource,
	perceptor: Perceptor,
	{
		texts,
		rivals,
		signal,
	}: { readonly texts: readonly string[]; readonly rivals: readonly string[]; readonly signal?: AbortSignal },
): Promise<ZeroShot> {
	const isKnown = (text: string) => perceptor.tokenizer.encode(text).unknown.length === 0;
	const known = texts.filter(isKnown);
	const rows = await embedInParts(source, perceptor, known, signal);
	const others = rivals.filter((rival) => isKnown(rival) && !texts.includes(rival));
	const rivalRows = await embedInParts(source, perceptor, others, signal);
	return {
		known,
		compare({ vector, mean, deviation }) {
			const best = likenesses(vector, rivalRows).reduce((most, each) => Math.max(most, each), -1);
			const fits = likenesses(vector, rows);
			return known
				.flatMap((text, row) => {
					const fit = fits[row] as number;
					return fit > best ? { text, confidence: (fit - mean) / Math.max(deviation, leastDeviation) } : [];
				})
				.sort((one, other) => other.confidence - one.confidence);
		},
	};
}

async function embedInParts(
	source: SessionSource,
	perceptor: Perceptor,
	texts: readonly string[],
	signal: AbortSignal | undefined,
): Promise<Float32Array> {
	const rows = new Float32Array(texts.length * perceptor.embedDimension);
	for (let index = 0; index < texts.length; index += textsAtATime) {
		signal?.throwIfAborted();
		const part = await embedTexts(source, perceptor, texts.slice(index, index + textsAtATime));
		rows.set(part, index * perceptor.embedDimension);
	}
	return rows;
}
