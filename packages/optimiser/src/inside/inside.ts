/**
 * @file Inside one step: the engine's own step once more, with everything that it holds on its way. The state before it is
 * found by running the steps from the given checkpoint, or from the beginning, exactly as a render does.
 */
import { type LossName, movesBefore, type TermLoss } from '@galatea/render';
import type { Checkpoint } from '../checkpoint.ts';
import { cutoutPlaces, type Quadrilateral } from '../cutouts/places.ts';
import { lastingLossFeeds } from '../losses/losses.ts';
import { moveState } from '../motion.ts';
import { openGraph } from '../opened-graph.ts';
import type { Picture, Plan } from '../plan.ts';
import { pictureOfPlanes } from '../planes.ts';
import { randomSource } from '../random.ts';
import { type OptimiseOptions, optimise } from '../run.ts';
import {
	copied,
	latent,
	openMovingEncoder,
	openPictureGraph,
	output,
	readStep,
	stepFeeds,
	type Tensors,
	toPicture,
} from '../run-parts.ts';
import { begin, move, type RunState } from '../run-state.ts';
import { buildInsideGraph, insideOutputs, stepInputs, stepOutputs } from '../step-graph.ts';
import { lastingTermFeeds } from '../term-feeds.ts';
import { codeTiles } from './code-tiles.ts';

export interface InsideOptions extends Omit<OptimiseOptions, 'wantImage'> {
	/** The step to look inside, from 1 (or from the step after which the plan goes on) to `plan.steps`. */
	readonly step: number;
	/** Told of each step that is run again before it, with its number. */
	readonly onStep?: (step: number) => void | Promise<void>;
}

/** One cutout of a step. */
export interface CutoutInside {
	/** Where it was taken. */
	readonly place: Quadrilateral;
	/** As the first perceptor saw it, augmented and noisy. */
	readonly picture: Picture;
	/** For each perceptor the cosine of what it saw with each term, -1 to 1; null for terms that do not count this cutout. */
	readonly cosines: readonly (readonly (number | null)[])[];
}

/** What is inside one step. */
export interface StepInside {
	readonly step: number;
	readonly loss: number;
	/** One per term, in the recipe's order. */
	readonly terms: readonly TermLoss[];
	readonly losses: readonly { readonly name: LossName; readonly loss: number }[];
	/** The latent before the update, as `plan.latentShape`. */
	readonly z: Float32Array;
	/** The codebook row of each position of z, in reading order of `codePlane`. */
	readonly codes: Int32Array;
	readonly codePlane: { readonly width: number; readonly height: number };
	/** Every row that is in it, decoded alone; null where there is no codebook. */
	readonly tiles: Picture | null;
	/** The picture of z, which the perceptors looked at. */
	readonly picture: Picture;
	/** ∂loss/∂picture [3, height, width]: against it the picture would have to change. */
	readonly gradient: Float32Array;
	readonly cutouts: readonly CutoutInside[];
	/** How far the update moved z: the length of the difference, and that as a share of the length of z. */
	readonly moved: { readonly distance: number; readonly share: number };
}

/**
 * Looks inside a step. Throws as `optimise` does, and a RangeError for a step that the plan does not have or that `from` is
 * not before.
 */
export async function lookInside(options: InsideOptions): Promise<StepInside> {
	const { plan, step, signal, sessions, runtime } = options;
	const source = { runtime, plan, ...(sessions && { sessions }), ...(signal && { signal }) };
	const first = Math.max(options.from?.step ?? 0, plan.forkStep) + 1;
	if (!Number.isSafeInteger(step) || step < first || step > plan.steps)
		throw new RangeError(`there is no step ${step} to look into; from here there are ${first} to ${plan.steps}`);
	const from = await stateBefore(options);
	const random = randomSource(plan.seed);
	const terms = await lastingTermFeeds(source, plan, random);
	const { state, initial } = await begin(source, plan, from);
	const lasting = { ...terms, ...lastingLossFeeds(plan.losses, initial) };
	await moveBefore(source, plan, state, step);
	signal?.throwIfAborted();
	const feeds = stepFeeds(plan, random, step);
	const outputs = await runOnce(source, plan, { ...feeds, ...lasting, [stepInputs.z]: latent(plan, state.z) });
	signal?.throwIfAborted();
	const { gradient, ...read } = readStep(plan, outputs, step);
	const z = state.z.slice();
	move(plan, state, gradient, step);
	const codes = output(outputs, stepOutputs.codes, 'int32');
	return {
		step,
		...read,
		z,
		codes,
		codePlane: plan.pack.generator.codePlane(plan.latentShape),
		tiles: await codeTiles(source, plan, codes),
		picture: toPicture(plan, outputs),
		gradient: output(outputs, insideOutputs.pictureGradient, 'float32'),
		cutouts: cutoutsOf(
			plan,
			outputs,
			lasting,
			cutoutPlaces(plan.cutouts, plan, firstSizePx(plan), random, step, feeds),
		),
		moved: movedBy(z, state.z),
	};
}

/** The checkpoint after the step before; null at the recipe's own beginning. */
async function stateBefore({ step, onStep, ...options }: InsideOptions): Promise<Checkpoint | null> {
	const { from = null } = options;
	if ((from?.step ?? 0) === step - 1) return from;
	for await (const result of optimise(options)) {
		await onStep?.(result.step);
		if (result.step === step - 1) return result.checkpoint();
	}
	throw new Error(`a run of ${options.plan.steps} steps ended before step ${step}`);
}

async function moveBefore(
	source: Omit<OptimiseOptions, 'wantImage'>,
	plan: Plan,
	state: RunState,
	step: number,
): Promise<void> {
	const { motion } = plan;
	if (motion === null || !movesBefore(motion, step)) return;
	await using picture = await openPictureGraph(source);
	await using encoder = await openMovingEncoder(source);
	if (picture === null || encoder === null) throw new Error('a picture that moves has a decoder and an encoder');
	await moveState(plan, motion, { picture: picture.session, encoder: encoder.session }, state);
}

async function runOnce(source: Omit<OptimiseOptions, 'wantImage'>, plan: Plan, feeds: Tensors): Promise<Tensors> {
	const key = `${plan.graphKey}/inside`;
	await using graph = await openGraph(source, key, 'the inside of a step', () =>
		buildInsideGraph(plan, source.runtime),
	);
	return await graph.session.run(copied(feeds), { transfer: true });
}

function firstSizePx({ cutouts }: Plan): number {
	return cutouts.sizesPx[0] as number;
}

function cutoutsOf(
	plan: Plan,
	outputs: Tensors,
	lasting: Tensors,
	places: readonly Quadrilateral[],
): readonly CutoutInside[] {
	const sizePx = firstSizePx(plan);
	const seen = output(outputs, insideOutputs.cutouts(sizePx), 'float32');
	const embedded = plan.pack.perceptors.map(({ embedDimension }, perceptor) => ({
		embedDimension,
		rows: output(outputs, insideOutputs.embeddings(perceptor), 'float32'),
		targets: output(lasting, stepInputs.targets(perceptor), 'float32'),
	}));
	const viewOf = plan.cutouts.views.flatMap(({ count }, view) => Array<number>(count).fill(view));
	const length = 3 * sizePx * sizePx;
	return places.map((place, cutout) => ({
		place,
		picture: pictureOfPlanes(seen.subarray(cutout * length, (cutout + 1) * length), sizePx, sizePx),
		cosines: embedded.map(({ embedDimension: size, rows, targets }) =>
			plan.terms.map((_, term) =>
				plan.viewOfTerm[term] === viewOf[cutout]
					? cosine(rows.subarray(cutout * size, (cutout + 1) * size), targets.subarray(term * size, (term + 1) * size))
					: null,
			),
		),
	}));
}

function cosine(one: Float32Array, other: Float32Array): number {
	const dot = one.reduce((sum, value, index) => sum + value * (other[index] as number), 0);
	const cos = dot / (lengthOf(one) * lengthOf(other));
	// In single precision what is alike may come out a little beyond 1.
	return Math.min(Math.max(cos, -1), 1);
}

function lengthOf(values: Float32Array): number {
	return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function movedBy(before: Float32Array, after: Float32Array): StepInside['moved'] {
	const distance = lengthOf(after.map((value, index) => value - (before[index] as number)));
	const length = lengthOf(before);
	return { distance, share: length > 0 ? distance / length : 0 };
}
