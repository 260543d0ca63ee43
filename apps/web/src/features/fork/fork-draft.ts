/** @file What a person has written of a fork, as text, and how it becomes an input of `forkRender`. */
import { maximumSteps } from '@galatea/render';
import type { ForkRenderInput } from '../../graphql/generated/graphql.ts';

/** Numbers stay text until they are sent. */
export interface ForkDraft {
	readonly step: string;
	/** In all. */
	readonly steps: string;
	readonly prompt: string;
}

export interface ForkReading {
	/** Null when what is written is no step of the render. */
	readonly step: number | null;
	/** Null when something is wrong. */
	readonly input: ForkRenderInput | null;
	readonly problems: readonly (keyof ForkDraft)[];
}

/** As many steps as there were; at the end, as many again: the server's own rule. */
export function usualSteps(step: number, steps: number): number {
	return Math.min(maximumSteps, step < steps ? steps : step + steps);
}

/** Reads the form against the render that it goes on from. */
export function readFork(
	draft: ForkDraft,
	origin: { readonly renderId: string; readonly prompt: string; readonly steps: number },
): ForkReading {
	const step = readWhole(draft.step, 1, origin.steps);
	const steps = readWhole(draft.steps, (step ?? 0) + 1, maximumSteps);
	const prompt = draft.prompt.trim();
	const problems: (keyof ForkDraft)[] = [];
	if (step === null) problems.push('step');
	if (steps === null) problems.push('steps');
	if (prompt === '') problems.push('prompt');
	if (step === null || steps === null || problems.length > 0) return { step, input: null, problems };
	// A prompt that stays is left out, so that it keeps what its words do not say.
	const changed = prompt === origin.prompt ? null : prompt;
	return { step, input: { renderId: origin.renderId, step, steps, prompt: changed }, problems };
}

function readWhole(text: string, minimum: number, maximum: number): number | null {
	const value = Number(text);
	return text.trim() !== '' && Number.isInteger(value) && value >= minimum && value <= maximum ? value : null;
}
