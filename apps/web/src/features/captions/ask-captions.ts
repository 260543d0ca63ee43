/** @file Asking which caption fits an artwork, until there is an answer. */
import { quietRequest } from '../../graphql/browser-request.ts';
import { CompareCaptionsDocument, type PerceptorRankingPartsFragment } from '../../graphql/generated/graphql.ts';

/** What the perceptors of a pack say. */
export interface RankedCaptions {
	readonly packId: string;
	/** One for each perceptor of the pack. */
	readonly perceptors: readonly PerceptorRankingPartsFragment[];
}

/**
 * Why there is no ranking: no worker is there that could look, somebody compared too much, the captions are none that can be
 * compared, or it went wrong.
 */
export type CaptionProblem = 'noWorker' | 'tooMany' | 'invalid' | 'failed';

/** Each lets the API wait for eight seconds; a busy worker needs several. */
const maximumAsks = 15;

/** Resolves with the ranking, or why there is none. Rejects when `signal` says so, and with `ApiError`. */
export async function askCaptions(
	artworkId: string,
	captions: readonly string[],
	signal: AbortSignal,
): Promise<RankedCaptions | CaptionProblem> {
	for (let ask = 0; ask < maximumAsks; ask++) {
		const { artwork } = await quietRequest(CompareCaptionsDocument, { artworkId, captions: [...captions] }, signal);
		signal.throwIfAborted();
		const answer = artwork?.captionRanking;
		if (answer?.__typename === 'PackUnavailable') return 'noWorker';
		if (answer?.__typename === 'TooManyTries') return 'tooMany';
		if (answer?.__typename === 'InvalidInput') return 'invalid';
		if (answer?.__typename !== 'CaptionRankingSuccess') return 'failed';
		const { state, packId, perceptors } = answer.ranking;
		if (perceptors) return { packId, perceptors };
		if (state === 'FAILED') return 'failed';
	}
	return 'failed';
}
