/** @file Asking what is inside a step, until there is an answer; who stops asking cancels. */
import { quietRequest } from '../../graphql/browser-request.ts';
import { type InsidePartsFragment, RenderInsideDocument } from '../../graphql/generated/graphql.ts';

/** How far a worker is; before it has begun, no steps are needed yet. */
export interface InsideProgress {
	readonly state: 'WAITING' | 'RUNNING';
	readonly doneSteps: number;
	readonly neededSteps: number;
}

/** Why there is nothing: no worker is there that has the pack, somebody looked too often, the step is gone, or it went wrong. */
export type InsideProblem = 'noWorker' | 'tooMany' | 'gone' | 'failed';

/** Resolves with what is inside, or why there is nothing. Rejects when `signal` says so, and with `ApiError`. */
export async function askInside(
	renderId: string,
	step: number,
	signal: AbortSignal,
	onProgress: (progress: InsideProgress) => void,
): Promise<InsidePartsFragment | InsideProblem> {
	for (;;) {
		const { render } = await quietRequest(RenderInsideDocument, { id: renderId, step }, signal);
		signal.throwIfAborted();
		const answer = render?.inside;
		if (answer?.__typename === 'PackUnavailable') return 'noWorker';
		if (answer?.__typename === 'TooManyTries') return 'tooMany';
		if (answer?.__typename !== 'StepInsideSuccess') return 'gone';
		const { state, doneSteps, neededSteps, figures } = answer.inside;
		if (figures) return figures;
		// A state of a later version is none to wait for.
		if (state !== 'WAITING' && state !== 'RUNNING') return 'failed';
		onProgress({ state, doneSteps, neededSteps });
	}
}
