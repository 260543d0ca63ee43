/** @file What a gallery's worker does beside the steps, with its own numbers: previews, the film of codes, the trace. */
import { filmWriter, type Picture, type Plan, type StepResult } from '@galatea/optimiser';
import { encodePreview } from '@galatea/pictures';
import { traceBuilder } from '@galatea/render/metadata';

/** As the worker makes them. */
export const workerPreview = { maximumEdgePx: 384, quality: 60 };
const previewEveryMs = 250;

export interface Sideline {
	/** Asked before each step. */
	isPreviewDue(): boolean;
	/** Takes what a step gave; never waits. */
	take(result: StepResult): void;
}

/** Opens it for one run; a preview is encoded at a time, and the others wait their turn by being left out. */
export function openSideline(plan: Plan): Sideline {
	const { width, height } = plan.pack.generator.codePlane(plan.latentShape);
	const film = filmWriter({ width, height, codebookRows: plan.pack.generator.codeCount });
	const trace = traceBuilder(plan.steps);
	let isBusy = false;
	let lastAt = Number.NEGATIVE_INFINITY;
	const encode = async (picture: Picture): Promise<void> => {
		isBusy = true;
		await encodePreview(picture, workerPreview).finally(() => {
			isBusy = false;
		});
	};
	return {
		isPreviewDue() {
			const now = performance.now();
			if (isBusy || now - lastAt < previewEveryMs) return false;
			lastAt = now;
			return true;
		},
		take({ step, codes, image }) {
			film.add({ step, codes });
			trace.add(codes);
			if (image !== null) void encode(image);
		},
	};
}
