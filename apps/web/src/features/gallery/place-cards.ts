/**
 * @file Where cards hang. The wall has three widths with their own number of columns; the places for all of them are
 * computed at once, from the sizes that are known, so that the server can hang the first page without knowing how wide
 * the window is, and CSS chooses. Cards that are far away need not be there at all: nothing moves without them.
 */
import type { WallLayout } from './wall-layout.ts';

/** The widths of the wall that globals.css tells apart. */
export const wallWidths = ['narrow', 'medium', 'wide'] as const;
export type WallWidth = (typeof wallWidths)[number];

/** Columns at each width, as in globals.css. */
const columnCounts: Readonly<Record<WallLayout, Readonly<Record<WallWidth, number>>>> = {
	masonry: { narrow: 2, medium: 3, wide: 4 },
	grid: { narrow: 2, medium: 4, wide: 5 },
};

/** Height of a caption by the width of a column, to decide which column is shortest. Its true height is set in CSS. */
const usualCaption: Readonly<Record<WallWidth, number>> = { narrow: 0.6, medium: 0.43, wide: 0.41 };

/** A height on the wall: that of pictures, in widths of a column, and so many captions. */
export interface WallHeight {
	readonly pictures: number;
	readonly captions: number;
}

/** The upper edge of a card, and its column from 0. */
interface CardPlace extends WallHeight {
	readonly column: number;
}

/** A hung wall at one width. */
export interface HungWall {
	/** In the order of the cards. */
	readonly places: readonly CardPlace[];
	/** Where each column ends. */
	readonly ends: readonly WallHeight[];
}

/**
 * Hangs cards in order. `ratios` are heights of the pictures by their widths. By shape, each card hangs in the column
 * that is shortest, the first of equal ones; in a grid, one beside the other.
 */
export function hangCards(ratios: readonly number[], layout: WallLayout, width: WallWidth): HungWall {
	const columns = columnCounts[layout][width];
	const ends = Array.from({ length: columns }, () => ({ pictures: 0, captions: 0 }));
	const height = (end: WallHeight) => end.pictures + end.captions * usualCaption[width];
	const places = ratios.map((ratio, index) => {
		const heights = ends.map(height);
		const column = layout === 'grid' ? index % columns : heights.indexOf(Math.min(...heights));
		const end = ends[column] as { pictures: number; captions: number };
		const place = { column, pictures: end.pictures, captions: end.captions };
		end.pictures += layout === 'grid' ? 1 : ratio;
		end.captions += 1;
		return place;
	});
	return { places, ends };
}

/** Pixels of the wall as the browser shows it. */
export interface WallMeasure {
	readonly columnPx: number;
	readonly captionPx: number;
}

/** `height` in pixels. */
export function heightPx({ pictures, captions }: WallHeight, { columnPx, captionPx }: WallMeasure): number {
	return pictures * columnPx + captions * captionPx;
}

/** The cards of which something lies between `topPx` and `bottomPx` of the wall, by their place in the list, rising. */
export function cardsBetween(
	{ places }: HungWall,
	ratios: readonly number[],
	layout: WallLayout,
	measure: WallMeasure,
	[topPx, bottomPx]: readonly [number, number],
): readonly number[] {
	return places.flatMap((place, index) => {
		const upper = heightPx(place, measure);
		const ratio = layout === 'grid' ? 1 : (ratios[index] ?? 1);
		return upper < bottomPx && upper + ratio * measure.columnPx + measure.captionPx > topPx ? [index] : [];
	});
}
