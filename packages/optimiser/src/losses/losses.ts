/**
 * @file The losses that a recipe asks for beside its prompts. Which there are shapes the graph; their weights, colours and
 * the latent to keep to are fed. A recipe without any adds nothing to the graph.
 */
import { concat, type GraphBuilder, mul, reduceMean, reshape, sub, type Value } from '@galatea/autodiff';
import type { LatentConditions } from '@galatea/networks';
import { type Losses, type LossName, lossNames } from '@galatea/render';
import type { TensorValue } from '../runtime.ts';
import { indecision, unnaturalness } from './condition-losses.ts';
import { meanSquaredDifference, meanVariation, type Wrapping } from './neighbours.ts';
import { asymmetry, colourfulness, paletteDistance } from './picture-losses.ts';

/** The losses of a plan. */
export interface LossPlan extends Wrapping {
	readonly asked: Losses;
	readonly names: readonly LossName[];
}

/** Names of the inputs; each is there only when a loss needs it. */
const inputs = {
	/** Weights at this step [L], in the order of the plan's names; with the sign that lets a smaller loss be better. */
	weights: 'loss_weights',
	/** Where z began, as z. */
	initialLatent: 'initial_latent',
	/** RGB in 0..1 [K, 3]. */
	palette: 'palette',
} as const;

/** Whether the latent of the first step is needed, at whatever step a run begins. */
export function needsInitialLatent({ names }: LossPlan): boolean {
	return names.includes('keepInitial');
}

/** What of the losses shapes the graph. */
export function lossShape({ names, asked }: LossPlan): string {
	return [...names, asked.symmetry?.axis, asked.palette?.colours.length].join(' ');
}

/** The losses of `recipe.losses`; `wrapping` says where the picture goes on at its opposite side. */
export function planLosses(asked: Losses, wrapping: Wrapping): LossPlan {
	return { asked, names: lossNames.filter((name) => asked[name] !== undefined), ...wrapping };
}

/** What losses look at. */
export interface LossSubjects {
	readonly z: Value;
	readonly picture: Value;
	/** The generator's `conditions` of z; called only for losses that need them. */
	readonly conditions: () => LatentConditions;
}

/** Weighted losses [L]; null when there are none. Declares the inputs that the feeds of this file fill. */
export function appendLosses(g: GraphBuilder, plan: LossPlan, { z, picture, conditions }: LossSubjects): Value | null {
	const { names, asked } = plan;
	if (names.length === 0) return null;
	const measures: Readonly<Record<LossName, () => Value>> = {
		keepInitial: () => {
			const moved = sub(g, z, g.input(inputs.initialLatent, 'float32', z.shape));
			return mul(g, reduceMean(g, mul(g, moved, moved)), 0.5);
		},
		shrinkLatent: () => mul(g, reduceMean(g, mul(g, z, z)), 0.5),
		latentVariation: () => meanVariation(g, z, plan),
		naturalNoise: () => unnaturalness(g, conditions().noise),
		fewClasses: () => indecision(g, conditions().classes),
		totalVariation: () => meanVariation(g, picture, plan),
		smoothness: () => meanSquaredDifference(g, picture, plan),
		saturation: () => colourfulness(g, picture),
		symmetry: () => asymmetry(g, picture, asked.symmetry?.axis ?? 'horizontal'),
		palette: () => {
			const colours = g.input(inputs.palette, 'float32', [asked.palette?.colours.length ?? 0, 3]);
			return paletteDistance(g, picture, colours);
		},
	};
	return g.scope('losses', () => {
		const values = names.map((name) => reshape(g, g.scope(name, measures[name]), [1]));
		const weights = g.input(inputs.weights, 'float32', [names.length]);
		return mul(g, values.length === 1 ? (values[0] as Value) : concat(g, values, 0), weights);
	});
}

/** What stays for the whole render. `initialLatent` is null unless {@link needsInitialLatent}. */
export function lastingLossFeeds(
	{ asked }: LossPlan,
	initialLatent: TensorValue | null,
): Readonly<Record<string, TensorValue>> {
	const colours = asked.palette?.colours ?? [];
	const data = Float32Array.from(colours.flatMap(channels));
	return {
		...(initialLatent === null ? {} : { [inputs.initialLatent]: initialLatent }),
		...(colours.length === 0
			? {}
			: { [inputs.palette]: { dtype: 'float32' as const, shape: [colours.length, 3], data } }),
	};
}

const channels = (colour: string): readonly number[] =>
	[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);

/** The weights of a step (from 1). */
export function lossWeightFeeds({ names, asked }: LossPlan, step: number): Record<string, TensorValue> {
	if (names.length === 0) return {};
	const data = Float32Array.from(names, (name) => weightAt(asked, name, step));
	return { [inputs.weights]: { dtype: 'float32', shape: [names.length], data } };
}

function weightAt(asked: Losses, name: LossName, step: number): number {
	const weight = asked[name]?.weight ?? 0;
	if (name === 'keepInitial') return weight * 0.5 ** ((step - 1) / (asked.keepInitial?.halfLifeSteps ?? Infinity));
	// His steps count from 0: w / (2 · (2i + 1)), of which one half is in the measure.
	if (name === 'shrinkLatent') return weight / (2 * (step - 1) + 1);
	// More of it is better, where every other loss wants less.
	return name === 'saturation' ? -weight : weight;
}
