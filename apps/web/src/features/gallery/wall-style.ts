/** @file Places on the wall as the custom properties that globals.css reads: one set for each width of the wall. */
import type { CSSProperties } from 'react';
import { type HungWall, type WallHeight, type WallWidth, wallWidths } from './place-cards.ts';

/** The wall hung at every width. */
export type HungWalls = Readonly<Record<WallWidth, HungWall>>;

function rounded(number: number): number {
	return Math.round(number * 10_000) / 10_000;
}

function printHeight({ pictures, captions }: WallHeight): string {
	return `calc(${rounded(pictures)} * var(--column) + ${captions} * var(--caption))`;
}

/** The height of the whole wall: the end of its longest column. */
export function wallStyle(walls: HungWalls): CSSProperties {
	return Object.fromEntries(
		wallWidths.map((width) => [`--${width}-height`, `max(${walls[width].ends.map(printHeight).join(', ')})`]),
	) as CSSProperties;
}

/** Where card `index` hangs. */
export function cardStyle(walls: HungWalls, index: number): CSSProperties {
	return Object.fromEntries(
		wallWidths.flatMap((width) => {
			const place = walls[width].places[index];
			if (!place) return [];
			return [
				[`--${width}-column`, place.column],
				[`--${width}-top`, printHeight(place)],
			];
		}),
	) as CSSProperties;
}
