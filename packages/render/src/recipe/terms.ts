/** @file What a recipe asks for: terms of text, of pictures and of noise, and how their weights change over the steps. */
import { z } from 'zod';
import { maximumKeyframes, maximumPromptLength } from '../limits.ts';
import { between, finite, isRising, seed, sha256, share, stepNumber, weight } from './values.ts';

/** How a weight goes from one keyframe to the next: not at all until it is there, straight, or eased at both ends. */
export const scheduleCurves = ['hold', 'linear', 'smooth'] as const;

/**
 * How much of its weight a term has in the course of the steps. Before the first keyframe its share counts, after the
 * last that of the last.
 */
const termSchedule = z.strictObject({
	curve: z.enum(scheduleCurves),
	keyframes: z
		.array(z.strictObject({ step: stepNumber, share }).readonly())
		.min(1, 'must have at least one keyframe')
		.max(maximumKeyframes, `must have at most ${maximumKeyframes} keyframes`)
		.refine((keyframes) => isRising(keyframes.map(({ step }) => step)), {
			error: 'must have rising steps, each once',
			params: { code: 'NOT_RISING' },
		})
		.refine((keyframes) => keyframes.some((keyframe) => keyframe.share > 0), {
			error: 'must have a share above 0 somewhere',
			params: { code: 'NO_EFFECT' },
		})
		.readonly(),
});
export type TermSchedule = z.infer<typeof termSchedule>;

/** Rounding may put a sum of shares that is meant to be 1 a little above it. */
const slack = 1e-9;

/** A part of the picture in shares of its sides, from its upper left corner. */
const region = z
	.strictObject({ left: share, top: share, width: between(0.02, 1), height: between(0.02, 1) })
	.refine(({ left, width }) => left + width <= 1 + slack, { path: ['width'], error: 'must end within the picture' })
	.refine(({ top, height }) => top + height <= 1 + slack, { path: ['height'], error: 'must end within the picture' });
export type Region = z.infer<typeof region>;

/** A part of any shape: the white of a picture, named by the SHA-256 of its file and stretched to the render's size. */
const mask = z.strictObject({ sha256 });

const common = {
	weight,
	/** Loss below which a cutout gives no more gradient; null for never. */
	stop: finite.nullable(),
	/** Absent: the whole weight at every step. */
	schedule: termSchedule.exactOptional(),
	/** Where in the picture it counts; absent: everywhere. */
	region: region.exactOptional(),
	/** The same by a picture: the term sees only what lies under its white. In the place of a region. */
	mask: mask.exactOptional(),
};

const hasOnePlace = (term: { readonly region?: unknown; readonly mask?: unknown }): boolean =>
	term.region === undefined || term.mask === undefined;

const onePlace = { path: ['mask'], error: 'must not be there beside a region: draw the region in the mask' };

export const textTerm = z
	.strictObject({
		text: z
			.string()
			.trim()
			.min(1, 'must not be empty')
			.max(maximumPromptLength, `must be at most ${maximumPromptLength} characters`),
		...common,
	})
	.refine(hasOnePlace, onePlace);

/** What a picture shows, as the perceptors see it. Named by the SHA-256 of its file. */
export const imageTerm = z.strictObject({ sha256, ...common }).refine(hasOnePlace, onePlace);

/** A random direction in the perceptors' space. */
export const noiseTerm = z.strictObject({ seed, ...common }).refine(hasOnePlace, onePlace);

/** A term of any kind, as the loss has them one after the other. */
export type RecipeTerm =
	| ({ readonly kind: 'text' } & Readonly<z.infer<typeof textTerm>>)
	| ({ readonly kind: 'image' } & Readonly<z.infer<typeof imageTerm>>)
	| ({ readonly kind: 'noise' } & Readonly<z.infer<typeof noiseTerm>>);

/** The share of its weight that a term has at a step (from 1), 0 to 1. `smooth` is 3t² − 2t³. */
export function shareAt(schedule: TermSchedule | undefined, step: number): number {
	if (schedule === undefined) return 1;
	const { curve, keyframes } = schedule;
	const next = keyframes.findIndex((keyframe) => keyframe.step > step);
	if (next === 0) return keyframes[0]?.share ?? 1;
	const before = keyframes.at(next === -1 ? -1 : next - 1);
	const after = keyframes[next];
	if (before === undefined) return 1;
	if (after === undefined || curve === 'hold') return before.share;
	const way = (step - before.step) / (after.step - before.step);
	return before.share + (after.share - before.share) * (curve === 'smooth' ? way * way * (3 - 2 * way) : way);
}

/** A schedule that gives a term its whole weight from step `first` to step `last`, both included, and none elsewhere. */
export function windowSchedule(first: number, last: number, steps: number): TermSchedule {
	return holdWhere((step) => step >= first && step <= last, [first, last + 1], steps);
}

/**
 * The schedule of one phase of a story (nerdyrodent's `^`): `phases` take turns of `stepsPerPhase` steps, the first
 * one again after the last. Of phase `phase`, from 0.
 */
export function phaseSchedule(phase: number, phases: number, stepsPerPhase: number, steps: number): TermSchedule {
	const changes = Array.from({ length: Math.ceil(steps / stepsPerPhase) }, (_, turn) => turn * stepsPerPhase + 1);
	return holdWhere((step) => Math.floor((step - 1) / stepsPerPhase) % phases === phase, changes, steps);
}

function holdWhere(isOn: (step: number) => boolean, changes: readonly number[], steps: number): TermSchedule {
	const moments = [...new Set([1, ...changes])].filter((step) => step <= steps).sort((a, b) => a - b);
	const keyframes = moments
		.map((step) => ({ step, share: Number(isOn(step)) }))
		.filter((keyframe, index, all) => index === 0 || keyframe.share !== all[index - 1]?.share);
	return { curve: 'hold', keyframes };
}
