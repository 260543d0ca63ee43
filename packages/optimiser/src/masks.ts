/**
 * @file The masks of terms: pictures of which the white says where a term looks. The rest is middle grey to it, so that
 * no gradient of it reaches a pixel under black, and one under grey gets as much less as that is darker. See
 * docs/decisions/0048.
 */
import { add, type GraphBuilder, mul, sub, type Value } from '@galatea/autodiff';
import { type Recipe, recipeMasks } from '@galatea/render';
import type { Crop } from './cutouts/crops.ts';
import type { Picture } from './plan.ts';
import { checkPicture, refuse } from './plan-checks.ts';
import type { RandomStream } from './random.ts';
import type { Area } from './views.ts';

/** A mask at the size of the render. */
export interface Mask {
	/** The smallest rectangle that holds all that is not black. */
	readonly area: Area;
	/** How white each pixel is [H · W], 0 to 1, row by row. */
	readonly white: Float32Array;
	/** Sums of `white` up to and with each pixel. */
	readonly sums: Float64Array;
}

/** Of 255; darker is black. JPEG leaves a few levels of noise beside an edge, which would make the area the whole picture. */
const darkest = 16;

/** What is not seen, of 1: as the bars of a picture with `fit` `contain`. */
const grey = 0.5;

/**
 * The masks of a recipe's terms by SHA-256, from their pictures at the render's size. Throws `INVALID_RECIPE` for one that
 * was not given, has another size, or is all black.
 */
export function planMasks(recipe: Recipe, given: ReadonlyMap<string, Picture>): ReadonlyMap<string, Mask> {
	return new Map(
		recipeMasks(recipe).map(({ path, sha256 }) => {
			const picture = given.get(sha256) ?? refuse(path, 'names a mask, which was not given');
			checkPicture(path, picture);
			if (picture.width !== recipe.width || picture.height !== recipe.height)
				refuse(path, `needs a mask of ${recipe.width} × ${recipe.height}, not ${picture.width} × ${picture.height}`);
			return [
				sha256,
				readMask(picture) ?? refuse(path, 'must have white in it, where the term counts: it is all black'),
			];
		}),
	);
}

function readMask({ width, height, data }: Picture): Mask | null {
	const white = new Float32Array(width * height);
	const sums = new Float64Array(width * height);
	let [sum, left, right, top, bottom] = [0, width, -1, height, -1];
	for (let pixel = 0; pixel < white.length; pixel++) {
		const luma = lumaAt(data, 3 * pixel);
		if (luma >= darkest) {
			const [row, column] = [Math.floor(pixel / width), pixel % width];
			[left, right] = [Math.min(left, column), Math.max(right, column)];
			[top, bottom] = [Math.min(top, row), row];
			white[pixel] = Math.min(1, luma / 255);
			sum += luma;
		}
		sums[pixel] = sum;
	}
	if (sum === 0) return null;
	return { area: { leftPx: left, topPx: top, widthPx: right - left + 1, heightPx: bottom - top + 1 }, white, sums };
}

/** ITU-R BT.601, as Pillow's mode L. */
function lumaAt(data: Uint8ClampedArray, at: number): number {
	return 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
}

/** What a term with a mask sees of `picture` [1, 3, H, W]: `white` [1, 1, H, W] says how much of each pixel. */
export function maskOut(g: GraphBuilder, picture: Value, white: Value): Value {
	return add(g, mul(g, sub(g, picture, grey), white), grey);
}

/**
 * Moves crops of the mask's area so that each holds a pixel of its white, drawn as often as it is white: of crops of one
 * size one is as likely as the white that it holds is much. Takes three numbers of the stream per crop.
 */
export function placeOnWhite(
	crops: readonly Crop[],
	{ area, sums }: Mask,
	widthPx: number,
	random: RandomStream,
): readonly Crop[] {
	return crops.map(({ sizePx }) => {
		const pixel = firstAbove(sums, random.uniform() * (sums.at(-1) as number));
		const along = (at: number, startPx: number, lengthPx: number): number => {
			const least = Math.max(startPx, at - sizePx + 1);
			return least + random.integer(Math.min(startPx + lengthPx - sizePx, at) - least + 1);
		};
		const leftPx = along(pixel % widthPx, area.leftPx, area.widthPx);
		return { sizePx, leftPx, topPx: along(Math.floor(pixel / widthPx), area.topPx, area.heightPx) };
	});
}

/** The first index whose sum is above `value`, by halving. */
function firstAbove(sums: Float64Array, value: number): number {
	let [low, high] = [0, sums.length - 1];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sums[middle] as number) > value) high = middle;
		else low = middle + 1;
	}
	return low;
}
