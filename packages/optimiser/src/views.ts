/**
 * @file Which cutouts look where. Terms that count in a region of the picture only are heard by cutouts of that region:
 * the cutouts of a step are dealt out among the whole picture, the regions and the masks, so that a step costs the same.
 */
import { type Recipe, type RecipeTerm, recipeTerms } from '@galatea/render';
import type { Mask } from './masks.ts';
import { refuse } from './plan-checks.ts';

/** A rectangle of the picture in whole pixels. */
export interface Area {
	readonly leftPx: number;
	readonly topPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
}

/** Some of a step's cutouts. */
export interface View {
	/** Where they look; null for the whole picture. */
	readonly area: Area | null;
	/** What of the area they see; null for all of it. */
	readonly mask: Mask | null;
	/** How many they are. */
	readonly count: number;
}

/**
 * The views of a recipe, the whole picture first, and the index of the one that each term counts. `masks` are those of its
 * terms, by SHA-256.
 */
export function planViews(
	recipe: Recipe,
	masks: ReadonlyMap<string, Mask>,
): { readonly views: readonly View[]; readonly viewOfTerm: readonly number[] } {
	const terms = recipeTerms(recipe);
	const places = terms.map((term) => placeOf(term, recipe, masks));
	const keys = [...new Set(places.map(({ key }) => key))].sort(
		(a, b) => Number(b === wholeKey) - Number(a === wholeKey),
	);
	const { count } = recipe.cutouts;
	if (count < keys.length)
		refuse('cutouts.count', `must be at least ${keys.length}, one for each place that terms ask for, not ${count}`);
	const views = keys.map((key, index) => {
		const { area, mask } = places.find((place) => place.key === key) as Place;
		return { area, mask, count: Math.floor(count / keys.length) + Number(index < count % keys.length) };
	});
	return { views, viewOfTerm: places.map(({ key }) => keys.indexOf(key)) };
}

type Place = Pick<View, 'area' | 'mask'> & { readonly key: string };

const wholeKey = 'null';

function placeOf(term: RecipeTerm, recipe: Recipe, masks: ReadonlyMap<string, Mask>): Place {
	const mask = masks.get(term.mask?.sha256 ?? '') ?? null;
	const area = mask === null ? areaOf(term, recipe) : mask.area;
	return { key: mask === null ? JSON.stringify(area) : (term.mask?.sha256 as string), area, mask };
}

function areaOf({ region }: RecipeTerm, { width, height }: Recipe): Area | null {
	if (region === undefined) return null;
	const leftPx = Math.floor(region.left * width);
	const topPx = Math.floor(region.top * height);
	return {
		leftPx,
		topPx,
		widthPx: Math.max(1, Math.min(Math.round(region.width * width), width - leftPx)),
		heightPx: Math.max(1, Math.min(Math.round(region.height * height), height - topPx)),
	};
}

/**
 * What of the views shapes the graph: crops of any region and masks are fed; pooled regions are cut out in the graph, and
 * the cutouts of a mask are made from a picture of their own.
 */
export function viewShape(views: readonly View[], method: Recipe['cutouts']['method']): string {
	const shape = views.map(({ area, mask, count }) => ({ area, count, masked: mask !== null }));
	if (method === 'pooled' || method === 'mixed') return JSON.stringify(shape);
	if (views.every(({ mask }) => mask === null)) return String(views.length > 1);
	return JSON.stringify(shape.map(({ count, masked }) => ({ count, masked })));
}
