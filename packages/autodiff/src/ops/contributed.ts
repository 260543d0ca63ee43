/** @file onnxruntime's own activations, for providers that have them. */
import { add, mul, sigmoid, sub } from '../functions/elementwise.ts';
import { family, rule } from '../operator.ts';
import { inferSame } from './arithmetic.ts';

export const contributed = family({
	QuickGelu: {
		domain: 'com.microsoft',
		attributes: { alpha: 'float' },
		infer: inferSame,
		// y = x s, s = σ(αx): dx = (s + αx s(1 − s)) dy = (s + α y (1 − s)) dy
		gradient: rule((g, dy, node) => {
			const alpha = node.number('alpha', 1.702);
			return [
				() => {
					const s = sigmoid(g, mul(g, node.input(0), alpha));
					return mul(g, dy, add(g, s, mul(g, mul(g, node.output, alpha), sub(g, 1, s))));
				},
			];
		}),
	},
});
