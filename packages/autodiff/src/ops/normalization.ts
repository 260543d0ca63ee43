/** @file Normalisation by mean and variance. */
import type { GraphBuilder } from '../builder.ts';
import { sumTo } from '../functions/composed.ts';
import { add, mul, reciprocal, sqrt, sub } from '../functions/elementwise.ts';
import { reshape } from '../functions/movement.ts';
import { reduceMean, reduceSum } from '../functions/network.ts';
import type { NodeView, Value } from '../node-view.ts';
import { type Contribution, family, refused, rule } from '../operator.ts';
import { range, type ValueType } from '../shape.ts';
import { spatialAxes } from './window.ts';

function inferLayer(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	node.sameDType();
	const axis = node.axis(node.number('axis', -1), shape.length);
	const normalised = shape.slice(axis);
	for (const index of [1, 2]) {
		const parameter = node.optional(index);
		if (parameter && parameter.shape.join() !== normalised.join())
			node.fail(`input ${index} is [${parameter.shape.join(',')}]; [${normalised.join(',')}] is needed`);
	}
	const statistics = { dtype, shape: shape.map((length, index) => (index < axis ? length : 1)) };
	return [{ dtype, shape }, statistics, statistics].slice(0, Math.max(node.outputCount, 1));
}

function inferInstance(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	node.sameDType();
	for (const index of [1, 2])
		if (node.input(index).shape.join() !== String(shape[1])) node.fail(`input ${index} needs the shape [${shape[1]}]`);
	return [{ dtype, shape }];
}

interface Statistics {
	/** (x − μ)/σ */
	readonly normal: () => Value;
	/** 1/σ */
	readonly inverse: Value;
}

function statistics(g: GraphBuilder, x: Value, axes: readonly number[], epsilon: number): Statistics {
	const centred = sub(g, x, reduceMean(g, x, axes, true));
	const variance = reduceMean(g, mul(g, centred, centred), axes, true);
	const inverse = reciprocal(g, sqrt(g, add(g, variance, epsilon)));
	return { inverse, normal: () => mul(g, centred, inverse) };
}

/** With n = (x − μ)/σ and dn the cotangent of n: dx = (dn − mean(dn) − n·mean(dn·n)) / σ. */
function normalGradient(g: GraphBuilder, dn: Value, normal: Value, inverse: Value, axes: readonly number[]): Value {
	const along = mul(g, normal, reduceMean(g, mul(g, dn, normal), axes, true));
	return mul(g, sub(g, sub(g, dn, reduceMean(g, dn, axes, true)), along), inverse);
}

export const normalizations = family({
	LayerNormalization: {
		attributes: { axis: 'int', epsilon: 'float', stash_type: 'int' },
		infer: inferLayer,
		// y = n·scale + bias, n = (x − μ)/σ: see normalGradient; dscale = Σ dy·n, dbias = Σ dy
		gradient: rule((g, dy, node, cotangents): readonly Contribution[] => {
			const [x, scale, bias] = [node.input(0), node.input(1), node.optional(2)];
			if (cotangents.slice(1).some((cotangent) => cotangent !== null))
				node.fail('mean and 1/σ are for its own backward; no gradient flows through them');
			const first = node.axis(node.number('axis', -1), x.shape.length);
			const axes = range(x.shape.length - first).map((axis) => axis + first);
			const [, mean, inverse] = node.outputs;
			const known: Statistics | null =
				mean && inverse ? { inverse, normal: () => mul(g, sub(g, x, mean), inverse) } : null;
			const { normal, inverse: factor } = known ?? statistics(g, x, axes, node.number('epsilon', 1e-5));
			const n = normal();
			return [
				() => normalGradient(g, mul(g, dy, scale), n, factor, axes),
				() => sumTo(g, mul(g, dy, n), scale.shape),
				bias && (() => sumTo(g, dy, bias.shape)),
			];
		}),
	},
	InstanceNormalization: {
		attributes: { epsilon: 'float' },
		infer: inferInstance,
		// as LayerNormalization, over the spatial axes of each channel
		gradient: rule((g, dy, node) => {
			const [x, scale] = [node.input(0), node.input(1)];
			const axes = spatialAxes(x.shape.length);
			const perChannel = (value: Value): Value => reshape(g, value, [1, -1, ...axes.map(() => 1)]);
			const { normal, inverse } = statistics(g, x, axes, node.number('epsilon', 1e-5));
			const n = normal();
			return [
				() => normalGradient(g, mul(g, dy, perChannel(scale)), n, inverse, axes),
				() => reduceSum(g, mul(g, dy, n), [0, ...axes]),
				() => reduceSum(g, dy, [0, ...axes]),
			];
		}),
	},
	GroupNormalization: {
		attributes: { epsilon: 'float', num_groups: 'int', stash_type: 'int' },
		infer: inferInstance,
		gradient: refused('the unit groupNormalization is faster; use it instead'),
	},
});
