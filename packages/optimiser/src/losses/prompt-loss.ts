/**
 * @file The loss of Crowson's notebooks: half the squared angle between what a cutout shows and what a prompt says.
 */
import {
	asin,
	cast,
	clip,
	div,
	type GraphBuilder,
	greater,
	mul,
	normalise,
	reduceMean,
	reduceSum,
	reshape,
	sign,
	sqrt,
	sub,
	type Value,
} from '@galatea/autodiff';

export interface PromptInputs {
	/** [T, D], rows of unit length. */
	readonly targets: Value;
	/** [T] */
	readonly weights: Value;
	/** [T]; minus infinity is written as the most negative float32. */
	readonly stops: Value;
	/** How much each embedding counts for each term [N, T], 1 in the mean over embeddings; null for all alike. */
	readonly shares: Value | null;
}

/** The most negative float32: no loss is below it. */
export const noStop = -3.4028234663852886e38;

/**
 * The loss of each prompt term [T], for embeddings [N, D] of any length:
 *
 *     d_nt = 2 · asin(‖uₙ − tₜ‖ / 2)²,  uₙ = eₙ / ‖eₙ‖        loss_t = |w_t| · meanₙ (sign(w_t) · s_nt · d_nt)
 *
 * with shares s_nt of 1 where there are none. A cutout whose signed distance is not above the term's stop gives no gradient.
 */
export function promptLoss(
	g: GraphBuilder,
	embeddings: Value,
	{ targets, weights, stops, shares }: PromptInputs,
): Value {
	const [count = 1, dimension = 1] = embeddings.shape;
	const terms = targets.shape[0] as number;
	return g.scope('promptLoss', () => {
		const unit = reshape(g, normalise(g, embeddings), [count, 1, dimension]);
		const difference = sub(g, unit, reshape(g, targets, [1, terms, dimension]));
		// From the difference: 2 − 2·cos would cancel where they are close.
		const squared = reduceSum(g, mul(g, difference, difference), [2]);
		return weighAngles(g, squared, { weights, stops, shares });
	});
}

/**
 * Squared distances [N, T] → losses [T]. With r = √s:
 *
 *     d = 2 · asin(r / 2)²,  dd/ds = asin(r / 2) / (r · √(1 − s / 4)),  ∂loss_t/∂s_nt = w_t / N · dd/ds · [d*_nt > stop_t]
 *
 * r is kept above 1e-6, where asin(r / 2) / r is ½ to the last bit, and below 2, where the slope has no end.
 */
function weighAngles(
	g: GraphBuilder,
	squared: Value,
	{ weights, stops, shares }: Omit<PromptInputs, 'targets'>,
): Value {
	const shared = (value: Value): Value => (shares === null ? value : mul(g, value, shares));
	const [count = 1] = squared.shape;
	const parts = (): { root: Value; angle: Value; distance: Value } => {
		const root = clip(g, sqrt(g, squared), 1e-6, 1.999999);
		const angle = asin(g, mul(g, root, 0.5));
		return { root, angle, distance: mul(g, mul(g, angle, angle), 2) };
	};
	const [losses] = g.unit(
		'angle',
		[squared, weights, stops, ...(shares === null ? [] : [shares])],
		() => [mul(g, weights, reduceMean(g, shared(parts().distance), [0]))],
		([cotangent]) => [
			(): Value => {
				const { root, angle, distance } = parts();
				const cosine = sqrt(g, sub(g, 1, mul(g, mul(g, root, root), 0.25)));
				const slope = div(g, angle, mul(g, root, cosine));
				const counts = cast(g, greater(g, mul(g, distance, sign(g, weights)), stops), 'float32');
				const scale = mul(g, mul(g, cotangent as Value, weights), 1 / count);
				return shared(mul(g, mul(g, slope, counts), scale));
			},
			null,
			null,
			...(shares === null ? [] : [null]),
		],
	);
	return losses as Value;
}
