/** @file Activations of the form x·σ(αx), with a backward that reads the output again instead of x. */
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

// y = x s with s = σ(αx): dx = (s + α y (1 − s)) dy
function sigmoidGate(g: GraphBuilder, x: Value, alpha: number): Value {
	const gate = (): Value => sigmoid(g, mul(g, x, alpha));
	const forward = (): Value => (g.contributedOperators ? g.node('QuickGelu', [x], { alpha }) : mul(g, x, gate()));
	return withGradient(g, alpha === 1 ? 'silu' : 'quickGelu', [x], forward, (dy, y) => [
		() => {
			const s = gate();
			return mul(g, dy, add(g, s, mul(g, mul(g, y, alpha), sub(g, 1, s))));
		},
	]);
}
