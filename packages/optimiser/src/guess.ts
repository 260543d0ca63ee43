/**
 * @file A first guess: the pack's prior reads the text that weighs most, and what the text leaves open is drawn from the
 * seed, so that each seed begins from another picture of the same words.
 */
import { clip, GraphBuilder } from '@galatea/autodiff';
import { type Prior, type PriorVariation, variationLength } from '@galatea/networks';
import type { Model } from '@galatea/onnx';
import { type RecipeTerm, shareAt } from '@galatea/render';
import { openGraph, type SessionSource } from './opened-graph.ts';
import type { Picture, RenderPack } from './plan.ts';
import { pictureOfPlanes } from './planes.ts';
import type { RandomStream } from './random.ts';
import { embedTexts } from './targets.ts';
import { tint } from './tint.ts';

/**
 * The text with the largest weight at the first step or, where all of them come later, at all; of several, the first. Null
 * where none has a weight above 0.
 */
export function guessedText(terms: readonly RecipeTerm[]): string | null {
	return heaviest(terms, (term) => term.weight * shareAt(term.schedule, 1)) ?? heaviest(terms, ({ weight }) => weight);
}

function heaviest(terms: readonly RecipeTerm[], weightOf: (term: RecipeTerm) => number): string | null {
	let found: string | null = null;
	let largest = 0;
	for (const term of terms) {
		const weight = weightOf(term);
		if (term.kind === 'text' && weight > largest) [found, largest] = [term.text, weight];
	}
	return found;
}

/**
 * What a prior is told beside the scene, [1, V]: see {@link PriorVariation}. `style` is the choice that the text names; the
 * seed draws the same numbers with and without one.
 */
export function drawVariation(
	variation: PriorVariation,
	random: RandomStream,
	style: number | null = null,
): Float32Array {
	const { choices, signs, numbers } = variation;
	const drawn = new Float32Array(variationLength(variation));
	const choice = choices > 0 ? random.integer(choices) : 0;
	if (choices > 0) drawn[style ?? choice] = 1;
	for (let at = choices; at < choices + signs; at++) drawn[at] = random.chance(0.5) ? 1 : -1;
	for (let at = choices + signs; at < choices + signs + numbers; at++) drawn[at] = 2 * random.uniform() - 1;
	return drawn;
}

/** The picture that the prior guesses, at the size of its own latent, whatever the render's. */
export async function guessPicture(
	source: SessionSource,
	{ id, sha256, generator, perceptors }: RenderPack,
	prior: Prior,
	{ text, random }: { readonly text: string; readonly random: RandomStream },
): Promise<Picture> {
	const perceptor = perceptors[prior.perceptor];
	if (perceptor === undefined) throw new Error(`pack "${id}" has no perceptor ${prior.perceptor} for its prior`);
	const [height, width] = [2, 3].map((axis) => (prior.latentShape[axis] as number) * generator.downscale) as [
		number,
		number,
	];
	const { layout, things, ground, style } = prior.read(text);
	const isTinted = things.some(({ colour }) => colour !== null);
	const shapes = {
		things: [things.length, perceptor.embedDimension],
		ground: [1, perceptor.embedDimension],
		variation: [1, variationLength(prior.variation)],
	};
	const build = async (): Promise<Model> => {
		const [guess, decode] = [await prior.load(), await generator.loadDecoder()];
		const g = new GraphBuilder('prior', { contributedOperators: source.runtime.contributedOperators });
		const scene = {
			things: g.input('things', 'float32', shapes.things),
			ground: g.input('ground', 'float32', shapes.ground),
			variation: g.input('variation', 'float32', shapes.variation),
		};
		const guessed = guess(g, layout, scene);
		g.output('picture', clip(g, decode(g, guessed.latent), 0, 1));
		if (isTinted) {
			g.output('below', clip(g, decode(g, guessed.ground), 0, 1));
			g.output('covers', guessed.covers);
		}
		return g.build();
	};
	const phrases = things.map((thing) => thing.text);
	const embedded = await embedTexts(source, perceptor, ground === null ? phrases : [...phrases, ground]);
	const grounds = things.length * perceptor.embedDimension;
	await using graph = await openGraph(
		source,
		`prior ${layout}${isTinted ? ' with covers' : ''} ${id} ${sha256}`,
		'the prior',
		build,
		'beginnings',
	);
	const { picture, below, covers } = await graph.session.run({
		things: { dtype: 'float32', shape: shapes.things, data: embedded.slice(0, grounds) },
		ground: {
			dtype: 'float32',
			shape: shapes.ground,
			data: ground === null ? new Float32Array(perceptor.embedDimension) : embedded.slice(grounds),
		},
		variation: {
			dtype: 'float32',
			shape: shapes.variation,
			data: drawVariation(prior.variation, random, style),
		},
	});
	if (picture?.dtype !== 'float32') throw new Error('the prior gave no picture');
	if (below?.dtype === 'float32' && covers?.dtype === 'float32') {
		const cells = covers.data.length / things.length;
		for (const [at, { colour }] of things.entries()) {
			const cover = covers.data.subarray(at * cells, (at + 1) * cells);
			if (colour !== null) tint(picture.data, below.data, { colour, cover }, width);
		}
	}
	return pictureOfPlanes(picture.data, width, height);
}

/**
 * A picture in the middle of another size of its own aspect or not: as large as it fits, its edge pixels drawn out to both
 * sides. `data` [3, height, width] and what comes back [3, toHeight, toWidth] are in 0..1.
 */
export function drawnOut(
	data: Float32Array,
	{ width, height }: { readonly width: number; readonly height: number },
	{ width: toWidth, height: toHeight }: { readonly width: number; readonly height: number },
): Float32Array {
	const result = new Float32Array(3 * toWidth * toHeight);
	const [left, top] = [Math.floor((toWidth - width) / 2), Math.floor((toHeight - height) / 2)];
	for (let channel = 0; channel < 3; channel++)
		for (let y = 0; y < toHeight; y++)
			for (let x = 0; x < toWidth; x++) {
				const row = Math.min(Math.max(y - top, 0), height - 1);
				const column = Math.min(Math.max(x - left, 0), width - 1);
				result[(channel * toHeight + y) * toWidth + x] = data[(channel * height + row) * width + column] as number;
			}
	return result;
}
