/**
 * @file Colours that a prompt asks for beside the names of things: painted over the guess, so that a thing keeps the shape and the
 * shades that the prior has learnt in whatever colours its drawings had.
 */

/** A picture in planes, [3, height, width] in 0..1. */
export type Planes = Float32Array;

/** A thing that is asked for in a colour. */
export interface TintedThing {
	/** Red, green and blue, 0 to 255. */
	readonly colour: readonly [red: number, green: number, blue: number];
	/** How much of the picture it covers, 0 to 1, row-major on a square grid of any side. */
	readonly cover: Float32Array;
}

/** Largest difference of a channel from the ground at which a place is ground, and at which it is all thing. */
const [least, most] = [0.06, 0.16];
/** Shares of black in the darkest shade of a colour, and of white in its lightest. */
const [deepest, lightest] = [0.25, 0.75];
/** A thing of which that share has the hue already stays as it is: it keeps its eyes, stems and stripes. */
const enough = 0.4;
const hueReach = 24 / 360;
const leastSaturation = 0.25;

/** Paints a thing in its colour, where it covers the ground and differs from it. `picture` is changed; all planes have `side`². */
export function tint(picture: Planes, ground: Planes, { colour, cover }: TintedThing, side: number): void {
	const mask = coverMask(picture, ground, cover, side);
	const asked = colour.map((value) => value / 255) as [number, number, number];
	if (hasHue(picture, mask, asked)) return;
	const pixels = side * side;
	const light = (at: number) =>
		0.299 * (picture[at] as number) +
		0.587 * (picture[pixels + at] as number) +
		0.114 * (picture[2 * pixels + at] as number);
	let [sum, total] = [0, 0];
	for (let at = 0; at < pixels; at++) {
		sum += light(at) * (mask[at] as number);
		total += mask[at] as number;
	}
	const middle = Math.min(0.85, Math.max(0.15, sum / Math.max(total, 1)));
	for (let at = 0; at < pixels; at++) {
		const share = mask[at] as number;
		if (share === 0) continue;
		const shade = light(at);
		for (const [channel, value] of asked.entries()) {
			// Luminance from dark through the colour to near white, as models/training/halfway.py paints drawings.
			const painted =
				shade < middle
					? (deepest + (1 - deepest) * (shade / middle)) * value
					: value + (1 - value) * Math.min(1, (shade - middle) / (1 - middle)) * lightest;
			const place = channel * pixels + at;
			picture[place] = (picture[place] as number) * (1 - share) + painted * share;
		}
	}
}

/** The cover at every pixel times how sure it is that the pixel is not ground. */
function coverMask(picture: Planes, ground: Planes, cover: Float32Array, side: number): Float32Array {
	const pixels = side * side;
	const grid = Math.round(Math.sqrt(cover.length));
	const mask = new Float32Array(pixels);
	for (let at = 0; at < pixels; at++) {
		const covered = between(cover, grid, ((at % side) + 0.5) / side, (Math.floor(at / side) + 0.5) / side);
		let difference = 0;
		for (let channel = 0; channel < 3; channel++) {
			const place = channel * pixels + at;
			difference = Math.max(difference, Math.abs((picture[place] as number) - (ground[place] as number)));
		}
		const sure = Math.min(1, Math.max(0, (difference - least) / (most - least)));
		// The cover's cells are wide; what lies half under one is thing if it looks so.
		mask[at] = Math.min(1, 2 * covered) * sure * sure * (3 - 2 * sure);
	}
	return mask;
}

/** A grid at a place from 0 to 1, bilinear between the middles of its cells. */
function between(grid: Float32Array, side: number, x: number, y: number): number {
	const [column, row] = [x, y].map((value) => Math.min(side - 1, Math.max(0, value * side - 0.5))) as [number, number];
	const [left, top] = [Math.floor(column), Math.floor(row)];
	const [right, bottom] = [Math.min(left + 1, side - 1), Math.min(top + 1, side - 1)];
	const at = (r: number, c: number) => grid[r * side + c] as number;
	const upper = at(top, left) + (at(top, right) - at(top, left)) * (column - left);
	const lower = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * (column - left);
	return upper + (lower - upper) * (row - top);
}

/** Whether enough of what the mask shows has the asked hue. Of grays nothing has one. */
function hasHue(picture: Planes, mask: Float32Array, asked: readonly [number, number, number]): boolean {
	const wanted = hueOf(...asked);
	if (wanted === null) return false;
	const pixels = mask.length;
	let [alike, total] = [0, 0];
	for (let at = 0; at < pixels; at++) {
		const share = mask[at] as number;
		total += share;
		const hue = hueOf(picture[at] as number, picture[pixels + at] as number, picture[2 * pixels + at] as number);
		if (hue === null) continue;
		const apart = Math.abs(hue.hue - wanted.hue);
		const isNear = Math.min(apart, 1 - apart) < hueReach && Math.abs(hue.value - wanted.value) < 0.45;
		if (isNear) alike += share;
	}
	return alike > enough * total;
}

/** Hue in turns and value of a colour; null where it is nearly gray. */
function hueOf(red: number, green: number, blue: number): { readonly hue: number; readonly value: number } | null {
	const [value, low] = [Math.max(red, green, blue), Math.min(red, green, blue)];
	const chroma = value - low;
	if (value < 0.1 || chroma / value < leastSaturation) return null;
	const sixth =
		value === red ? (green - blue) / chroma : value === green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
	return { hue: (sixth / 6 + 1) % 1, value };
}
