/** @file What a second run of a recipe says of a picture that claims to come of it. */
import type { Similarity } from '@galatea/pictures';
import { compareTraces, type Trace } from '@galatea/render/metadata';

/**
 * `identical`: the same picture, byte for byte, and the same codes at every step that is known.
 * `copy`: the same codes at every step, and a picture that differs only as lossy copies do.
 * `until`: the runs part after a step. `similar`: no codes are known and the pictures differ.
 * `other`: the same codes were claimed for another picture.
 */
type VerdictKind = 'identical' | 'copy' | 'until' | 'similar' | 'other';

export interface Verdict {
	readonly kind: VerdictKind;
	/** Until that step the codes of both runs are the same; null when the file does not tell its codes. */
	readonly sameUntilStep: number | null;
	/** The first step at which they are known to differ; null when they are not. */
	readonly differentAtStep: number | null;
	readonly similarity: Similarity;
}

/** SSIM of a lossy copy at the qualities that people use; another picture of the same prompt is far below. */
const leastCopySsim = 0.85;

/** Compares; `fromStep` is the step after which both traces begin. */
export function judge(
	claimed: Trace | null,
	found: Trace,
	similarity: Similarity,
	{ fromStep, isLossless }: { readonly fromStep: number; readonly isLossless: boolean },
): Verdict {
	// One of another length was cut or made up, and tells nothing.
	const isWhole = claimed?.everySteps === found.everySteps && claimed.marks.length === found.marks.length;
	const comparison = claimed !== null && isWhole ? compareTraces(claimed, found) : null;
	const at = comparison?.differentAtStep ?? null;
	const sameUntilStep = comparison === null ? null : fromStep + comparison.sameUntilStep;
	const differentAtStep = at === null ? null : fromStep + at;
	const kind = (): VerdictKind => {
		if (differentAtStep !== null) return 'until';
		if (similarity.isIdentical) return 'identical';
		if (comparison === null) return 'similar';
		return !isLossless && similarity.ssim >= leastCopySsim ? 'copy' : 'other';
	};
	return { kind: kind(), sameUntilStep, differentAtStep, similarity };
}

/** In a sentence or two. */
export function describeVerdict({ kind, sameUntilStep, differentAtStep, similarity }: Verdict, steps: number): string {
	const like = `SSIM ${similarity.ssim.toFixed(4)}, PSNR ${similarity.psnrDb.toFixed(1)} dB`;
	switch (kind) {
		case 'identical':
			return sameUntilStep === null
				? 'identical: the same picture. The file does not tell the codes of its steps.'
				: `identical: the same picture, and the same codes at all ${steps} steps.`;
		case 'copy':
			return `identical codes at all ${steps} steps; the file is a copy that lost some of the picture (${like}).`;
		case 'until':
			return sameUntilStep === 0
				? `different from step ${differentAtStep} on (${like}).`
				: `identical until step ${sameUntilStep}, different from step ${differentAtStep} on (${like}).`;
		case 'similar':
			return `not identical; the file does not tell the codes of its steps, so only the pictures compare: ${like}.`;
		case 'other':
			return `another picture: the codes of its steps are those of the recipe, but it is not what they give (${like}).`;
	}
}
