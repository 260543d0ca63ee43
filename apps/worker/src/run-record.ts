/** @file The record of a run: the codes of its steps as a film, and their trace, across all attempts. */
import { decodeFilm, type FilmFrame, filmEverySteps, filmWriter, type Plan, type StepResult } from '@galatea/optimiser';
import { type Trace, traceBuilder } from '@galatea/render/metadata';
import type { KeptState } from './kept-state.ts';

export interface RunRecorder {
	/** The next step of the recipe, or with `isOwn` false of one that it goes on from. */
	add(result: Pick<StepResult, 'step' | 'codes'>, isOwn: boolean): void;
	/** The record as a kept state has it. */
	state(): Pick<KeptState, 'film' | 'trace'>;
	/** The film of all steps that are known, the one that was added last among them. */
	film(): Uint8Array;
	/** Null when some of the recipe's own steps were not recorded. */
	trace(): Trace | null;
}

/** Goes on with the record of `from`: of an attempt at the same recipe, or of the recipe that this one goes on from. */
export function openRecord(plan: Plan, from: KeptState | null): RunRecorder {
	const { width, height } = plan.pack.generator.codePlane(plan.latentShape);
	const writer = filmWriter({ width, height, codebookRows: plan.pack.generator.codeCount });
	const everySteps = filmEverySteps(plan.steps, width * height);
	if (from?.film) for (const frame of decodeFilm(from.film).frames) writer.add(frame);
	const hasOwnSteps = from !== null && from.checkpoint.step > plan.forkStep;
	const steps = plan.steps - plan.forkStep;
	// An attempt that began before there were records has lost its first steps.
	const codes = hasOwnSteps && from.trace === null ? null : traceBuilder(steps, hasOwnSteps ? from.trace : null);
	let passedOver: FilmFrame | null = null;
	return {
		add({ step, codes: stepCodes }, isOwn) {
			const isKept = step % everySteps === 0 || step === 1 || step === plan.steps;
			if (isKept) writer.add({ step, codes: stepCodes });
			passedOver = isKept ? null : { step, codes: stepCodes };
			if (isOwn) codes?.add(stepCodes);
		},
		state: () => ({ film: writer.bytes(), trace: codes?.state() ?? null }),
		film() {
			// A run that ends before its last step shows where it ended.
			if (passedOver) writer.add(passedOver);
			passedOver = null;
			return writer.bytes();
		},
		trace: () => codes?.trace() ?? null,
	};
}
