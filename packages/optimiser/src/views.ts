/**
 * @file Which cutouts look where. Terms that count in a region of the picture only are heard by cutouts of that region:
 * the cutouts of a step are dealt out among the whole picture and the regions, so that a step costs the same.
 */
import { type Recipe, type RecipeTerm, recipeTerms } from '@galatea/render';
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
	/** How many they are. */
	readonly count: number;
}

/** The views of a recipe, the whole picture first, and the index of the one that each term counts. */
export function planViews(recipe: Recipe): { readonly views: readonly View[]; readonly viewOfTerm: readonly number[] } {
	const areas: (Area | null)[] = [];
	const keys: string[] = [];
	const viewOfTerm: number[] = [];
	const terms = recipeTerms(recipe);
	if (terms.some(({ region }) => region === undefined)) {
		areas.push(null);
		keys.push(keyOf(null));
	}
	for (const term of terms) {
		const area = areaOf(term, recipe);
		const known = keys.indexOf(keyOf(area));
		viewOfTerm.push(known === -1 ? areas.length : known);
		if (known !== -1) continue;
		areas.push(area);
		keys.push(keyOf(area));
	}
	const { count } = recipe.cutouts;
	if (count < areas.length)
		refuse('cutouts.count', `must be at least ${areas.length}, one for each place that terms ask for, not ${count}`);
	const views = areas.map((area, index) => ({
		area,
		count: Math.floor(count / areas.length) + Number(index < count % areas.length),
	}));
	return { views, viewOfTerm };
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

const keyOf = (area: Area | null): string => JSON.stringify(area);

/** What of the views shapes the graph: crops of any region are fed, pooled ones are cut out in the graph. */
export function viewShape(recipe: Recipe): string {
	const { views } = planViews(recipe);
	if (recipe.cutouts.method === 'pooled') return JSON.stringify(views);
	return String(views.length > 1);
}
