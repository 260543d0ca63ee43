/** @file What a recipe may ask of one kind of generator and not of another, told before any weights are read. */
import type { Generator } from '@galatea/networks';
import type { InputIssue, Recipe } from '@galatea/render';

type Asked = Pick<Recipe, 'initial' | 'losses' | 'motion' | 'tiling'>;

/** Losses of a BigGAN's latent. */
const ofConditions = ['naturalNoise', 'fewClasses'] as const;

/** One issue for each thing that generators of this kind cannot do. */
export function generatorIssues(asked: Asked, kind: Generator['kind'], packId: string): readonly InputIssue[] {
	if (kind !== 'biggan-deep') {
		const message = `cannot be: only a BigGAN has noise and classes, and pack "${packId}" has none`;
		return ofConditions.flatMap((name) =>
			asked.losses?.[name] === undefined ? [] : [{ path: `losses.${name}`, message }],
		);
	}
	const noPlaces = `cannot be: the latent of pack "${packId}", a BigGAN, has no places of the picture`;
	const noEncoder = `cannot be: pack "${packId}", a BigGAN, has no encoder`;
	const begins = asked.initial.kind === 'image' || asked.initial.kind === 'noise';
	return [
		...(begins ? [{ path: 'initial', message: `${noEncoder} to begin from a picture` }] : []),
		...(asked.motion === undefined ? [] : [{ path: 'motion', message: `${noEncoder} for the moved picture` }]),
		...((asked.tiling ?? 'none') === 'none' ? [] : [{ path: 'tiling', message: noPlaces }]),
		...(asked.losses?.latentVariation === undefined ? [] : [{ path: 'losses.latentVariation', message: noPlaces }]),
	];
}
