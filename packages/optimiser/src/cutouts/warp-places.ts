/** @file Where in its source each pixel of a warped cutout looks, computed in the graph. */
import {
	abs,
	add,
	clip,
	concat,
	div,
	expand,
	floor,
	type GraphBuilder,
	matMul,
	minimum,
	mul,
	reshape,
	slice,
	sub,
	type Value,
} from '@galatea/autodiff';
import type { Border, Warp } from './warp.ts';

/** Coordinates in pixels, each [N, S²], and how much of it the layers in between let through, [N or 1, S² or 1]. */
interface Places {
	readonly x: Value;
	readonly y: Value;
	readonly inside: Value;
}

/** The places of all pixels of the result, row by row. */
export function findPlaces(g: GraphBuilder, { count, maps, field, borders }: Warp, side: number): Places {
	const pixels = side * side;
	const grid = new Float32Array(3 * pixels).fill(1);
	for (let pixel = 0; pixel < pixels; pixel++) {
		grid[pixel] = pixel % side;
		grid[pixels + pixel] = Math.floor(pixel / side);
	}
	const row = (values: Value, index: number): Value =>
		reshape(g, slice(g, values, [{ axis: 1, start: index, end: index + 1 }]), [values.shape[0] as number, pixels]);
	let points = g.constant(grid, [1, 3, pixels], 'grid');
	let inside = g.constant([1], [1, 1], 'all');
	/** Layers from the last, which the pixels of the result go through first. */
	const layers = borders.map((border, index) => ({ border, index })).reverse();
	for (const { border, index } of layers) {
		const isField = field !== null && index === borders.length - 1;
		const places = isField ? shifted(field) : mapped(index);
		const [x, y] = places.map((at) => reflected(g, at, border, side)) as [Value, Value];
		if (index === 0) return { x: whole(x), y: whole(y), inside };
		if (border === 'black') inside = mul(g, inside, mul(g, presence(g, x, side), presence(g, y, side)));
		const batch = x.shape[0] as number;
		const ones = expand(g, g.scalar(1), [batch, 1, pixels]);
		points = concat(g, [reshape(g, x, [batch, 1, pixels]), reshape(g, y, [batch, 1, pixels]), ones], 1);
	}
	throw new RangeError('a warp without layers');

	function shifted(by: Value): readonly [Value, Value] {
		return [add(g, row(points, 0), row(by, 0)), add(g, row(points, 1), row(by, 1))];
	}

	function mapped(layer: number): readonly [Value, Value] {
		const map = reshape(g, slice(g, maps as Value, [{ axis: 1, start: layer, end: layer + 1 }]), [count, 3, 3]);
		const homogeneous = matMul(g, map, points);
		const scale = row(homogeneous, 2);
		// Beyond the horizon coordinates grow without bound; so far out they are outside all the same.
		const bounded = (axis: number): Value => clip(g, div(g, row(homogeneous, axis), scale), -1e6, 1e6);
		return [bounded(0), bounded(1)];
	}

	/** A field for all cutouts, as one for each. */
	function whole(at: Value): Value {
		return at.shape[0] === count ? at : expand(g, at, [count, pixels]);
	}
}

function reflected(g: GraphBuilder, at: Value, border: Border, side: number): Value {
	if (border === 'black') return at;
	const last = side - 1;
	if (border === 'edge') return clip(g, at, 0, last);
	// There and back again in 2 · last: the edge pixels are not repeated.
	const turn = sub(g, at, mul(g, floor(g, mul(g, at, 1 / (2 * last))), 2 * last));
	return sub(g, last, abs(g, sub(g, turn, last)));
}

// The bilinear weight that lies inside: 1 from 0 to side − 1, falling to 0 within one pixel.
function presence(g: GraphBuilder, position: Value, side: number): Value {
	return clip(g, minimum(g, add(g, position, 1), sub(g, side, position)), 0, 1);
}
