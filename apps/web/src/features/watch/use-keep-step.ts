'use client';
/** @file Having a step of one's render kept at full quality, so that it can be published and saved. */
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { KeepStepDocument, type RenderViewFragment } from '../../graphql/generated/graphql.ts';

const keepProblems = ['PACK_UNAVAILABLE', 'TOO_MANY_TRIES', 'STEP_NOT_KEPT'] as const;
type KeepProblem = (typeof keepProblems)[number] | 'OTHER';

/** Each lets the API wait for eight seconds; a busy worker needs several. */
const maximumAsks = 10;

export interface KeepStep {
	readonly pending: boolean;
	readonly problem: KeepProblem | null;
	/** The step that was kept, null when it could not be; the last that was completed when `step` is null. */
	keep(step: number | null): Promise<number | null>;
}

/** `onKept` takes the render as it is then. */
export function useKeepStep(renderId: string, onKept: (render: RenderViewFragment) => void): KeepStep {
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<KeepProblem | null>(null);
	async function ask(step: number | null): Promise<number | KeepProblem> {
		for (let count = 0; count < maximumAsks; count++) {
			const { keepStep } = await browserRequest(KeepStepDocument, { renderId, step });
			if (keepStep.__typename !== 'KeepStepSuccess')
				return keepProblems.find((code) => code === keepStep.code) ?? 'OTHER';
			const { kept, render } = keepStep;
			if (kept.state === 'FAILED') return 'OTHER';
			if (kept.state === 'WAITING') continue;
			onKept(render);
			return kept.step;
		}
		return 'OTHER';
	}
	return {
		pending,
		problem,
		async keep(step) {
			setPending(true);
			setProblem(null);
			const answer = await ask(step).catch((): KeepProblem => 'OTHER');
			setPending(false);
			if (typeof answer === 'number') return answer;
			setProblem(answer);
			return null;
		},
	};
}
