/**
 * @file What the latent of a BigGAN is worth by itself: lucidrains' big-sleep, `lat_loss` and `cls_loss` of its
 * `BigSleep.forward`. Each gives a scalar; weights come later.
 */
import {
	abs,
	add,
	addAll,
	div,
	type GraphBuilder,
	maximum,
	mul,
	reduceMax,
	reduceMean,
	reduceSum,
	sqrt,
	sub,
	type Value,
} from '@galatea/autodiff';

/** Shares of the classes are counted so many times over. */
const classScale = 50;
/** Below it, the mean square of the noise may be what it likes. */
const [meanSquareWeight, leastMeanSquare] = [4, 1];
/** Kurtosis of a normal variable. */
const normalKurtosis = 3;

/**
 * How far rows of noise [rows, n] are from draws of N(0, 1). With m, s and s' a row's mean and its deviation over n − 1 and
 * over n, and u = (x − m) / s':
 *
 *     mean |1 − s| + mean |m| + 4 · max(mean x², 1) + mean |mean u⁴ − 3| + mean |mean u³|
 */
export function unnaturalness(g: GraphBuilder, noise: Value): Value {
	const length = noise.shape[1] as number;
	const power = (x: Value, exponent: number): Value =>
		Array.from({ length: exponent - 1 }).reduce<Value>((product) => mul(g, product, x), x);
	const means = reduceMean(g, noise, [1], true);
	const differences = sub(g, noise, means);
	const variances = reduceMean(g, power(differences, 2), [1], true);
	const deviations = sqrt(g, mul(g, variances, length / (length - 1)));
	const scores = div(g, differences, sqrt(g, variances));
	const skews = reduceMean(g, power(scores, 3), [1], true);
	const kurtoses = sub(g, reduceMean(g, power(scores, 4), [1], true), normalKurtosis);
	const meanSquare = maximum(g, reduceMean(g, power(noise, 2)), leastMeanSquare);
	const parts = [sub(g, 1, deviations), means, kurtoses, skews].map((each) => reduceMean(g, abs(g, each)));
	return add(g, addAll(g, parts) as Value, mul(g, meanSquare, meanSquareWeight));
}

/** Mean of (50 p)² over all shares p of classes [rows, K] but the largest of each row. */
export function indecision(g: GraphBuilder, classes: Value): Value {
	const [rows, count] = classes.shape as readonly [number, number];
	const squares = mul(g, classes, classes);
	const others = sub(g, reduceSum(g, squares), reduceSum(g, reduceMax(g, squares, [1])));
	return mul(g, others, classScale ** 2 / (rows * (count - 1)));
}
