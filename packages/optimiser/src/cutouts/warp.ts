/**
 * @file A bilinear warp with zeros outside, in gather form: every pixel of the result is a weighted sum of four pixels
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
	concat,
	div,
	equal,
	expand,
	floor,
	type GraphBuilder,
	gather,
	matMul,
	minimum,
	mul,
	reshape,
	scatterNd,
	slice,
	sub,
	transpose,
	type Value,
	zeros,
} from '@galatea/autodiff';

/** One of the four neighbours of every pixel of the result. */
interface Neighbour {
	/** int64 [N · S²], rows of the source laid out as [B · S², 3]. */
	readonly index: Value;
	/** float32 [N · S², 1]; zero outside the source. */
	readonly weight: Value;
}

/**
 * Warps `pictures` [B, 3, S, S], B = 1 or N, into [N, 3, S, S]. `maps` is float32 [N, m, 3, 3]: pixels of the result go
 * through map m − 1 first, then m − 2, … 0, to their place in the source. Differentiable in the pictures.
 *
 * y_p = Σₖ wₖ(p) · x_iₖ(p);  dx_i = Σ_{p, k: iₖ(p) = i} wₖ(p) · dy_p
 */
export function warp(g: GraphBuilder, pictures: Value, maps: Value): Value {
	const [batch = 1, , side = 1] = pictures.shape;
	const count = maps.shape[0] as number;
	const pixels = side * side;
	return g.scope('warp', () => {
		const neighbours = findNeighbours(g, maps, side, batch === 1 ? 0 : pixels);
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
function findNeighbours(g: GraphBuilder, maps: Value, side: number, pixelsPerPicture: number): readonly Neighbour[] {
	const count = maps.shape[0] as number;
	const flat = [count * side * side] as const;
	const { x, y, inside } = place(g, maps, side);
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

// Where each pixel of the result looks, [N, S²], and how much of it the warps in between let through.
function place(g: GraphBuilder, maps: Value, side: number): { x: Value; y: Value; inside: Value } {
	const [count = 1, layers = 1] = maps.shape;
	const pixels = side * side;
	const grid = new Float32Array(3 * pixels).fill(1);
	for (let pixel = 0; pixel < pixels; pixel++) {
		grid[pixel] = pixel % side;
		grid[pixels + pixel] = Math.floor(pixel / side);
	}
	const row = (values: Value, index: number): Value =>
		reshape(g, slice(g, values, [{ axis: 1, start: index, end: index + 1 }]), [count, pixels]);
	let points = g.constant(grid, [1, 3, pixels], 'grid');
	let inside = g.constant([1], [1, 1], 'all');
	for (let layer = layers - 1; ; layer--) {
		const map = reshape(g, slice(g, maps, [{ axis: 1, start: layer, end: layer + 1 }]), [count, 3, 3]);
		const mapped = matMul(g, map, points);
		const scale = row(mapped, 2);
		// Beyond the horizon coordinates grow without bound; so far out they are outside all the same.
		const bounded = (index: number): Value => clip(g, div(g, row(mapped, index), scale), -1e6, 1e6);
		const [x, y] = [bounded(0), bounded(1)];
		if (layer === 0) return { x, y, inside };
		inside = mul(g, inside, mul(g, presence(g, x, side), presence(g, y, side)));
		const ones = expand(g, g.scalar(1), [count, 1, pixels]);
		points = concat(g, [reshape(g, x, [count, 1, pixels]), reshape(g, y, [count, 1, pixels]), ones], 1);
	}
}

// The bilinear weight that lies inside: 1 from 0 to side − 1, falling to 0 within one pixel.
function presence(g: GraphBuilder, position: Value, side: number): Value {
	return clip(g, minimum(g, add(g, position, 1), sub(g, side, position)), 0, 1);
}
