/** @file Activations of the form x·σ(αx), with a backward that reads only x: the output need not be kept until then. */
import type { GraphBuilder } from '../builder.ts';
import { add, mul, sigmoid, sub } from '../functions/elementwise.ts';
import type { Value } from '../node-view.ts';
import { withGradient } from './custom.ts';

/** x·σ(x) */
export function silu(g: GraphBuilder, x: Value): Value {
	return sigmoidGate(g, x, 1);
}

/** x·σ(1.702·x), CLIP's activation. */
export function quickGelu(g: GraphBuilder, x: Value): Value {
	return sigmoidGate(g, x, 1.702);
}

// y = x s with s = σ(αx): dx = s (1 + α x (1 − s)) dy
function sigmoidGate(g: GraphBuilder, x: Value, alpha: number): Value {
	const gate = (): Value => sigmoid(g, mul(g, x, alpha));
	const forward = (): Value => (g.contributedOperators ? g.node('QuickGelu', [x], { alpha }) : mul(g, x, gate()));
	return withGradient(g, alpha === 1 ? 'silu' : 'quickGelu', [x], forward, (dy) => [
		() => {
			const s = gate();
			return mul(g, dy, mul(g, s, add(g, 1, mul(g, mul(g, x, alpha), sub(g, 1, s)))));
		},
	]);
}
