/** @file What the prompt terms feed to the step graph: where each pulls, and how strongly at a step. */
import { type RecipeTerm, shareAt } from '@galatea/render';
import { noStop } from './losses/prompt-loss.ts';
import type { SessionSource } from './opened-graph.ts';
import { embedPictures } from './picture-targets.ts';
import type { Plan } from './plan.ts';
import { purposes, type RandomSource, randomSource } from './random.ts';
import type { TensorValue } from './runtime.ts';
import { stepInputs } from './step-graph.ts';
import { embedTexts, unit } from './targets.ts';

type Feeds = Readonly<Record<string, TensorValue>>;

/** What stays for the whole render: each perceptor's target for each term, and the stops. */
export async function lastingTermFeeds(source: SessionSource, plan: Plan, random: RandomSource): Promise<Feeds> {
	const { terms, termSlots, pack } = plan;
	const feeds: Record<string, TensorValue> = {
		[stepInputs.stops]: column(plan, (term) => term.stop ?? noStop, noStop),
	};
	if (plan.cutouts.views.length > 1) feeds[stepInputs.shares] = viewShares(plan);
	const pictures = await embedPictures(source.runtime, plan, random);
	for (const [index, perceptor] of pack.perceptors.entries()) {
		const { embedDimension } = perceptor;
		const texts = terms.flatMap((term) => (term.kind === 'text' ? [term.text] : []));
		const rows = await embedTexts(source, perceptor, texts);
		const data = new Float32Array(termSlots * embedDimension);
		let text = 0;
		terms.forEach((term, slot) => {
			const place = slot * embedDimension;
			if (term.kind === 'text') data.set(rows.subarray(text * embedDimension, ++text * embedDimension), place);
			else if (term.kind === 'noise') data.set(noiseTarget(term.seed, embedDimension), place);
			else data.set(pictures.get(term.sha256)?.[index] as Float32Array, place);
		});
		feeds[stepInputs.targets(index)] = { dtype: 'float32', shape: [termSlots, embedDimension], data };
	}
	return feeds;
}

/** A term counts the cutouts of its own view, each as much as makes their mean over all cutouts a mean over these. */
function viewShares({ cutouts, viewOfTerm, termSlots }: Plan): TensorValue {
	const { views, count } = cutouts;
	const data = new Float32Array(count * termSlots);
	let cutout = 0;
	views.forEach((view, index) => {
		for (const end = cutout + view.count; cutout < end; cutout++)
			viewOfTerm.forEach((wanted, term) => {
				if (wanted === index) data[cutout * termSlots + term] = count / view.count;
			});
	});
	return { dtype: 'float32', shape: [count, termSlots], data };
}

/** The weights of a step (from 1): each term's, along its schedule, times each perceptor's. */
export function termWeightFeeds(plan: Plan, step: number): Record<string, TensorValue> {
	return Object.fromEntries(
		plan.perceptorWeights.map((factor, perceptor) => [
			stepInputs.weights(perceptor),
			column(plan, (term) => factor * term.weight * shareAt(term.schedule, step), 0),
		]),
	);
}

/**
 * A direction drawn from a seed of its own, of unit length: nerdyrodent's noise prompt. The same for every perceptor of
 * that dimension.
 */
export function noiseTarget(seed: string, dimension: number): Float32Array {
	const target = new Float32Array(dimension);
	randomSource(BigInt(seed)).draw(0, purposes.noisePrompt).fillNormal(target, 0, dimension, 1);
	return unit(target);
}

function column({ terms, termSlots }: Plan, value: (term: RecipeTerm) => number, rest: number): TensorValue {
	const data = new Float32Array(termSlots).fill(rest);
	terms.forEach((term, index) => {
		data[index] = value(term);
	});
	return { dtype: 'float32', shape: [termSlots], data };
}
