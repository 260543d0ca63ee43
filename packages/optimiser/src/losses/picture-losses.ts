/** @file What a picture [1, 3, H, W] is worth apart from what it shows. Each gives a scalar; weights come later. */
import {
	add,
	flip,
	type GraphBuilder,
	less,
	mul,
	reduceMean,
	reduceSum,
	reshape,
	slice,
	split,
	sqrt,
	sub,
	type Value,
	where,
} from '@galatea/autodiff';

const epsilon = 1e-8;

/**
 * How colourful a picture is, 0 for grey: √(σ²_rg + σ²_yb) + 0.3 · √(μ²_rg + μ²_yb) of the opponent colours rg = R − G
 * and yb = (R + G) / 2 − B. Hasler and Süsstrunk, "Measuring colorfulness in natural images", 2003, equation 9; theirs is
 * of colours up to 255, this of colours up to 1.
 */
export function colourfulness(g: GraphBuilder, picture: Value): Value {
	const [red, green, blue] = split(g, picture, [1, 1, 1], 1) as [Value, Value, Value];
	const opponents = [sub(g, red, green), sub(g, mul(g, add(g, red, green), 0.5), blue)];
	const means = opponents.map((each) => reduceMean(g, each));
	const length = (squares: readonly Value[]): Value =>
		sqrt(
			g,
			add(
				g,
				squares.reduce((sum, each) => add(g, sum, each)),
				epsilon,
			),
		);
	const variances = opponents.map((each, index) => {
		const centred = sub(g, each, means[index] as Value);
		return reduceMean(g, mul(g, centred, centred));
	});
	return add(g, length(variances), mul(g, length(means.map((mean) => mul(g, mean, mean))), 0.3));
}

/** Mean squared difference from the mirror image: `horizontal` mirrors left and right; `both` is the mean of the two. */
export function asymmetry(g: GraphBuilder, picture: Value, axis: 'horizontal' | 'vertical' | 'both'): Value {
	const from = (mirrored: number): Value => {
		const difference = sub(g, picture, flip(g, picture, [mirrored]));
		return reduceMean(g, mul(g, difference, difference));
	};
	if (axis === 'both') return mul(g, add(g, from(3), from(2)), 0.5);
	return from(axis === 'horizontal' ? 3 : 2);
}

/** Mean over pixels of the squared distance in RGB from the nearest of `colours` [K, 3]; of equals the first counts. */
export function paletteDistance(g: GraphBuilder, picture: Value, colours: Value): Value {
	const distances = Array.from({ length: colours.shape[0] as number }, (_, row) => {
		const colour = reshape(g, slice(g, colours, [{ axis: 0, start: row, end: row + 1 }]), [1, 3, 1, 1]);
		const difference = sub(g, picture, colour);
		return reduceSum(g, mul(g, difference, difference), [1]);
	});
	return reduceMean(
		g,
		distances.reduce((nearest, next) => where(g, less(g, next, nearest), next, nearest)),
	);
}
