/** @file Asking for the picture of one step, until there is an answer. */
import { quietRequest } from '../../graphql/browser-request.ts';
import { type PreviewPartsFragment, RequestStepPictureDocument } from '../../graphql/generated/graphql.ts';

/** Why there is no picture of a step: no worker can decode it now, somebody asked for too many, or it went wrong. */
export type StepProblem = 'noWorker' | 'tooMany' | 'failed';

/** Each lets the API wait for eight seconds; a busy worker needs several. */
const maximumAsks = 10;

/** Resolves with the picture of a step, or why there is none. Rejects when `signal` says so, and with `ApiError`. */
export async function askStepPicture(
	renderId: string,
	step: number,
	signal: AbortSignal,
): Promise<PreviewPartsFragment | StepProblem> {
	for (let ask = 0; ask < maximumAsks; ask++) {
		const { requestStepPicture } = await quietRequest(RequestStepPictureDocument, { renderId, step }, signal);
		signal.throwIfAborted();
		if (requestStepPicture.__typename === 'PackUnavailable') return 'noWorker';
		if (requestStepPicture.__typename === 'TooManyTries') return 'tooMany';
		if (requestStepPicture.__typename !== 'RequestStepPictureSuccess') return 'failed';
		const { state, preview } = requestStepPicture.picture;
		if (preview) return preview;
		if (state === 'FAILED') return 'failed';
	}
	return 'failed';
}
