/**
 * @file Reading and writing at indices. To read is linear, and its transpose adds what comes back to where it was
 * read from.
 */
import type { GraphBuilder } from '../builder.ts';
import { gatherElements, gatherNd, reshape, scatterElements, scatterNd, zeros } from '../functions/movement.ts';
import type { NodeView, Value } from '../node-view.ts';
import { family, type Gradient, rule } from '../operator.ts';
import { product, sameShape, type ValueType } from '../shape.ts';

function needIndices(node: NodeView, index: number): Value {
	const indices = node.input(index);
	if (indices.dtype !== 'int64' && indices.dtype !== 'int32')
		node.fail(`indices are ${indices.dtype}; int64 is needed`);
	return indices;
}

function inferGather(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const axis = node.axis(node.number('axis', 0), shape.length);
	return [{ dtype, shape: [...shape.slice(0, axis), ...needIndices(node, 1).shape, ...shape.slice(axis + 1)] }];
}

// y[i, k, j] = x[i, indices[k], j]: dx[i, indices[k], j] += dy[i, k, j]
function gatherGradient(g: GraphBuilder, dy: Value, node: NodeView): Value {
	const [x, indices] = [node.input(0), node.input(1)];
	const axis = node.axis(node.number('axis', 0), x.shape.length);
	const count = product(indices.shape);
	const target = zeros(g, x.shape);
	if (axis === 0) {
		const rows = reshape(g, dy, [count, ...x.shape.slice(1)]);
		return scatterNd(g, target, reshape(g, indices, [count, 1]), rows, 'add');
	}
	const updates = x.shape.with(axis, count);
	const line = reshape(
		g,
		indices,
		updates.map((_, other) => (other === axis ? count : 1)),
	);
	const places = g.node('Expand', [line, g.integers(updates)]);
	return scatterElements(g, target, places, reshape(g, dy, updates), axis, 'add');
}

function inferGatherNd(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const indices = needIndices(node, 1);
	if (node.number('batch_dims', 0) !== 0) node.fail('batch_dims is not supported');
	const depth = indices.shape.at(-1) ?? node.fail('indices are a scalar');
	if (depth > shape.length) node.fail(`${depth} indices into a tensor of rank ${shape.length}`);
	return [{ dtype, shape: [...indices.shape.slice(0, -1), ...shape.slice(depth)] }];
}

function inferScatterElements(node: NodeView): readonly ValueType[] {
	const [x, indices, updates] = [node.input(0), needIndices(node, 1), node.input(2)];
	node.axis(node.number('axis', 0), x.shape.length);
	if (!sameShape(indices.shape, updates.shape) || indices.shape.length !== x.shape.length || x.dtype !== updates.dtype)
		node.fail(`${node.describeInputs()}: indices and updates of one shape and of the data's rank are needed`);
	return [x];
}

function inferScatterNd(node: NodeView): readonly ValueType[] {
	const [x, indices, updates] = [node.input(0), needIndices(node, 1), node.input(2)];
	const depth = indices.shape.at(-1) ?? node.fail('indices are a scalar');
	const wanted = [...indices.shape.slice(0, -1), ...x.shape.slice(depth)];
	if (!sameShape(updates.shape, wanted) || x.dtype !== updates.dtype)
		node.fail(`${node.describeInputs()}: updates of [${wanted.join(',')}] are needed`);
	return [x];
}

// Writing: what was overwritten no longer matters (indices must then differ). Adding: everything still does.
function scatterGradient(
	write: (g: GraphBuilder, dy: Value, zeros: Value, node: NodeView) => Value,
	read: (g: GraphBuilder, dy: Value, node: NodeView) => Value,
): Gradient {
	return rule((g, dy, node) => {
		const reduction = node.text('reduction', 'none');
		if (reduction !== 'none' && reduction !== 'add') node.fail(`no gradient is written for reduction "${reduction}"`);
		const kept = (): Value => write(g, dy, zeros(g, node.input(2).shape), node);
		return [reduction === 'add' ? () => dy : kept, null, () => read(g, dy, node)];
	});
}

const axisOf = (node: NodeView): number => node.number('axis', 0);

export const indexing = family({
	Gather: {
		attributes: { axis: 'int' },
		infer: inferGather,
		// see gatherGradient
		gradient: rule((g, dy, node) => [() => gatherGradient(g, dy, node), null]),
	},
	GatherElements: {
		attributes: { axis: 'int' },
		infer: (node) => {
			const [x, indices] = [node.input(0), needIndices(node, 1)];
			node.axis(axisOf(node), x.shape.length);
			if (indices.shape.length !== x.shape.length) node.fail(`${node.describeInputs()} differ in rank`);
			return [{ dtype: x.dtype, shape: indices.shape }];
		},
		// y[k, j] = x[indices[k, j], j]: dx[indices[k, j], j] += dy[k, j]
		gradient: rule((g, dy, node) => {
			const [x, indices] = [node.input(0), node.input(1)];
			return [() => scatterElements(g, zeros(g, x.shape), indices, dy, axisOf(node), 'add'), null];
		}),
	},
	GatherND: {
		attributes: { batch_dims: 'int' },
		infer: inferGatherNd,
		// y[k] = x[indices[k, :]]: dx[indices[k, :]] += dy[k]
		gradient: rule((g, dy, node) => [
			() => scatterNd(g, zeros(g, node.input(0).shape), node.input(1), dy, 'add'),
			null,
		]),
	},
	ScatterElements: {
		attributes: { axis: 'int', reduction: 'string' },
		infer: inferScatterElements,
		// add: dx = dy, dupdates = dy read at the indices; none: dx = dy with zeros written at the indices
		gradient: scatterGradient(
			(g, dy, nothing, node) => scatterElements(g, dy, node.input(1), nothing, axisOf(node), 'none'),
			(g, dy, node) => gatherElements(g, dy, node.input(1), axisOf(node)),
		),
	},
	ScatterND: {
		attributes: { reduction: 'string' },
		infer: inferScatterNd,
		// as ScatterElements
		gradient: scatterGradient(
			(g, dy, nothing, node) => scatterNd(g, dy, node.input(1), nothing, 'none'),
			(g, dy, node) => gatherNd(g, dy, node.input(1)),
		),
	},
});
