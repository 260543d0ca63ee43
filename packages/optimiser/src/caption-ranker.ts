/**
 * @file Which caption fits a picture best, as CLIP was made to answer it: the cosine of the picture with each caption, and
 * the softmax over the captions with the scale that the perceptor was trained with. Each perceptor answers for itself.
 */
import type { Perceptor } from '@galatea/networks';
import type { CaptionFit, PerceptorRanking } from '@galatea/render';
import { openImageTower } from './image-tower.ts';
import type { SessionSource } from './opened-graph.ts';
import type { Picture } from './plan.ts';
import { embedTexts, likenesses } from './targets.ts';

/** Perceptors that are ready to rank. Disposing it lets go of their sessions. */
export interface CaptionRanker extends AsyncDisposable {
	/** What each perceptor says, in their order; captions as `checkCaptions` gives them. Throws the reason of `signal`. */
	rank(picture: Picture, captions: readonly string[], signal?: AbortSignal): Promise<readonly PerceptorRanking[]>;
}

/** One perceptor that is ready. */
interface OpenedRanker extends AsyncDisposable {
	rank(picture: Picture, captions: readonly string[], signal: AbortSignal | undefined): Promise<PerceptorRanking>;
}

/** Opens the image tower of each perceptor, such as all of a pack; text towers are opened when captions are read. */
export async function openCaptionRanker(
	source: SessionSource,
	perceptors: readonly Perceptor[],
): Promise<CaptionRanker> {
	const opened: OpenedRanker[] = [];
	const close = async (): Promise<void> => {
		for (const ranker of opened) await ranker[Symbol.asyncDispose]();
	};
	try {
		for (const perceptor of perceptors) opened.push(await openOne(source, perceptor));
	} catch (error) {
		await close();
		throw error;
	}
	return {
		async rank(picture, captions, signal) {
			const rankings: PerceptorRanking[] = [];
			for (const ranker of opened) rankings.push(await ranker.rank(picture, captions, signal));
			return rankings;
		},
		[Symbol.asyncDispose]: close,
	};
}

async function openOne(source: SessionSource, perceptor: Perceptor): Promise<OpenedRanker> {
	const { tokenizer, logitScale } = perceptor;
	const tower = await openImageTower(source, perceptor);
	return {
		async rank(picture, captions, signal) {
			signal?.throwIfAborted();
			const seen = await tower.embed(picture);
			const read = captions.map((caption) => ({ caption, encoded: tokenizer.encode(caption) }));
			const cosines = new Map<string, number>();
			for (const { caption, encoded } of read) {
				// Of a text without a known word only its start and end are left, which mean nothing.
				if (encoded.length <= 2) continue;
				signal?.throwIfAborted();
				const [cosine = 0] = likenesses(seen, await embedTexts(source, perceptor, [caption]));
				// In single precision a picture of its own words may come out a little beyond 1.
				cosines.set(caption, Math.min(Math.max(cosine, -1), 1));
			}
			const shares = logitScale === null ? null : softmax([...cosines.values()].map((cosine) => logitScale * cosine));
			const places = [...cosines.keys()];
			const fits = read.map(
				({ caption, encoded }): CaptionFit => ({
					caption,
					cosine: cosines.get(caption) ?? null,
					share: shares?.[places.indexOf(caption)] ?? null,
					unknownWords: [...new Set(encoded.unknown.map(({ word }) => word))],
					truncated: encoded.truncated,
				}),
			);
			return { logitScale, fits: fits.sort((one, other) => (other.cosine ?? -2) - (one.cosine ?? -2)) };
		},
		[Symbol.asyncDispose]: () => tower[Symbol.asyncDispose]() as Promise<void>,
	};
}

/** Shares that sum to 1, in the ratio of e to the power of each number; the largest is taken off first, so that none overflows. */
function softmax(numbers: readonly number[]): readonly number[] {
	const largest = Math.max(...numbers);
	const powers = numbers.map((number) => Math.exp(number - largest));
	const sum = powers.reduce((total, power) => total + power, 0);
	return powers.map((power) => power / sum);
}
