/**
 * @file A bilinear warp in gather form: every pixel of the result is a weighted sum of four pixels
 * of its source. Coordinates and weights are computed in the graph from one 3 × 3 matrix per cutout, so that a step
 * feeds nine numbers per cutout instead of millions.
 *
 * Neighbouring warps are one: the second looks through the first, and only the last interpolates. That is sharper than
 * interpolating twice, and costs half.
 */
import {
	add,
	cast,
	clip,
	equal,
	floor,
	type GraphBuilder,
	gather,
	mul,
	reshape,
	scatterNd,
	sub,
	transpose,
	type Value,
	zeros,
} from '@galatea/autodiff';
import { findPlaces } from './warp-places.ts';

/** One of the four neighbours of every pixel of the result. */
interface Neighbour {
	/** int64 [N · S²], rows of the source laid out as [B · S², 3]. */
	readonly index: Value;
	/** float32 [N · S², 1]; zero outside the source. */
	readonly weight: Value;
}

/** What a place outside of the source shows: black, the nearest pixel of its edge, or what a mirror there would. */
export type Border = 'black' | 'edge' | 'mirror';

/** Where the pixels of the result look. */
export interface Warp {
	/** N. */
	readonly count: number;
	/** float32 [N, m, 3, 3]; null for none. */
	readonly maps: Value | null;
	/** float32 [N or 1, 2, S²]: how far each pixel of the result looks beside its place, before any map; null for none. */
	readonly field: Value | null;
	/** One for each map, and one for the field behind them. */
	readonly borders: readonly Border[];
}

/**
 * Warps `pictures` [B, 3, S, S], B = 1 or N, into [N, 3, S, S]. Pixels of the result go through the field first, then
 * through map m − 1, then m − 2, … 0, to their place in the source. Differentiable in the pictures.
 *
 * y_p = Σₖ wₖ(p) · x_iₖ(p);  dx_i = Σ_{p, k: iₖ(p) = i} wₖ(p) · dy_p
 */
export function warp(g: GraphBuilder, pictures: Value, places: Warp): Value {
	const [batch = 1, , side = 1] = pictures.shape;
	const { count } = places;
	const pixels = side * side;
	return g.scope('warp', () => {
		const neighbours = findNeighbours(g, places, side, batch === 1 ? 0 : pixels);
		const weighted = (rows: Value, { weight }: Neighbour): Value => mul(g, rows, weight);
		const [warped] = g.unit(
			'gather',
			[pictures, ...neighbours.flatMap(({ index, weight }) => [index, weight])],
			() => {
				const rows = reshape(g, transpose(g, pictures, [0, 2, 3, 1]), [batch * pixels, 3]);
				const parts = neighbours.map((neighbour) => weighted(gather(g, rows, neighbour.index), neighbour));
				const sum = parts.reduce((total, part) => add(g, total, part));
				return [transpose(g, reshape(g, sum, [count, side, side, 3]), [0, 3, 1, 2])];
			},
			([dy]) => {
				const backward = (): Value => {
					const rows = reshape(g, transpose(g, dy as Value, [0, 2, 3, 1]), [count * pixels, 3]);
					const indices = neighbours.map(({ index }) => reshape(g, index, [count * pixels, 1]));
					const updates = neighbours.map((neighbour) => weighted(rows, neighbour));
					const sum = indices.reduce(
						(total, index, place) => scatterNd(g, total, index, updates[place] as Value),
						zeros(g, [batch * pixels, 3]),
					);
					return transpose(g, reshape(g, sum, [batch, side, side, 3]), [0, 3, 1, 2]);
				};
				return [backward, ...neighbours.flatMap(() => [null, null])];
			},
		);
		return warped as Value;
	});
}

// The four neighbours of each place, and the weights that they have there.
function findNeighbours(g: GraphBuilder, places: Warp, side: number, pixelsPerPicture: number): readonly Neighbour[] {
	const { count } = places;
	const flat = [count * side * side] as const;
	const { x, y, inside } = findPlaces(g, places, side);
	const axis = (position: Value): readonly { index: Value; weight: Value }[] => {
		const low = floor(g, position);
		const fraction = sub(g, position, low);
		return [
			{ index: low, weight: sub(g, 1, fraction) },
			{ index: add(g, low, 1), weight: fraction },
		].map(({ index, weight }) => {
			const held = clip(g, index, 0, side - 1);
			// Only a place that the clip did not move has weight: a comparison of whole numbers.
			return { index: held, weight: mul(g, weight, cast(g, equal(g, held, index), 'float32')) };
		});
	};
	const columns = axis(x);
	const offsets = g.constant(
		BigInt64Array.from({ length: count }, (_, index) => BigInt(index * pixelsPerPicture)),
		[count, 1],
		'offsets',
	);
	return axis(y).flatMap((row) =>
		columns.map((column) => {
			const weight = mul(g, mul(g, row.weight, column.weight), inside);
			const index = cast(g, add(g, mul(g, row.index, side), column.index), 'int64');
			return {
				index: reshape(g, pixelsPerPicture === 0 ? index : add(g, index, offsets), flat),
				weight: reshape(g, weight, [...flat, 1]),
			};
		}),
	);
}
