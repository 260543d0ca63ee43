/** @file The augmentations of a recipe as stages of the graph: several that move pixels, one after the other, are one. */
import type { AugmentationName } from '@galatea/render';
import type { CutoutPlan } from '../plan.ts';
import type { Border } from './warp.ts';

/** One augmentation that moves pixels. `place` is its index in the recipe's list. */
interface WarpLayer {
	readonly name: AugmentationName;
	readonly place: number;
	readonly border: Border;
	/** A field says for every pixel where it looks; `shared` is one for all cutouts. Else it is a map for each cutout. */
	readonly field: 'own' | 'shared' | null;
}

/** In the order in which they are applied. Only the last layer of a warp may be a field. */
export type Stage =
	| { readonly kind: 'warp'; readonly layers: readonly WarpLayer[] }
	| { readonly kind: 'colourJitter' | 'erasing' | 'sharpness' | 'gaussianNoise'; readonly place: number };

/** The stages of a plan, first to last. */
export function stagesOf({
	augmentations,
	settings,
}: Pick<CutoutPlan, 'augmentations' | 'settings'>): readonly Stage[] {
	const stages: Stage[] = [];
	augmentations.forEach((name, place) => {
		if (name === 'colourJitter' || name === 'erasing' || name === 'sharpness' || name === 'gaussianNoise') {
			stages.push({ kind: name, place });
			return;
		}
		const border = borderOf(name, settings.affine.border);
		const layer: WarpLayer = { name, place, border, field: fieldOf(name) };
		const last = stages.at(-1);
		// A later warp would look at a field between its pixels.
		const joins = last?.kind === 'warp' && last.layers.at(-1)?.field === null;
		if (joins) stages[stages.length - 1] = { kind: 'warp', layers: [...last.layers, layer] };
		else stages.push({ kind: 'warp', layers: [layer] });
	});
	return stages;
}

function borderOf(name: AugmentationName, affine: Border): Border {
	if (name === 'affine') return affine;
	if (name === 'randomCrop') return 'mirror';
	// Kornia keeps the places of an elastic transform within the picture.
	return name === 'elastic' ? 'edge' : 'black';
}

function fieldOf(name: AugmentationName): WarpLayer['field'] {
	if (name === 'elastic') return 'own';
	return name === 'thinPlateSpline' ? 'shared' : null;
}

/** What of the augmentations shapes the graph. */
export function augmentationShape(plan: Pick<CutoutPlan, 'augmentations' | 'settings'>): string {
	return stagesOf(plan)
		.map((stage) =>
			stage.kind === 'warp'
				? stage.layers.map(({ field, border }) => `${field ?? 'map'} ${border}`).join('+')
				: stage.kind,
		)
		.join();
}
