/** @file Operators that only give the elements another shape. */
import { elementCount } from '@galatea/onnx';
import { reshapeTensor } from '../fold.ts';
import { reshape } from '../functions/movement.ts';
import type { NodeView } from '../node-view.ts';
import { family, type Operator, rule } from '../operator.ts';
import { range, sameShape, type ValueType } from '../shape.ts';

function inferReshape(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const wanted = node.integers(1).map((length, axis) => {
		if (length !== 0 || node.number('allowzero', 0) !== 0) return length;
		return shape[axis] ?? node.fail(`dimension ${axis} is copied from an input of rank ${shape.length}`);
	});
	const known = wanted.filter((length) => length !== -1).reduce((left, right) => left * right, 1);
	const free = wanted.indexOf(-1);
	const result = free === -1 ? wanted : wanted.with(free, known === 0 ? 0 : elementCount(shape) / known);
	if (elementCount(result) !== elementCount(shape) || result.some((length) => !Number.isInteger(length) || length < 0))
		node.fail(`[${shape.join(',')}] has ${elementCount(shape)} elements, which do not fill [${wanted.join(',')}]`);
	return [{ dtype, shape: result }];
}

// An operator that only gives the elements another shape.
function reshaping(infer: Operator['infer'], attributes: Operator['attributes']): Operator {
	return {
		attributes,
		infer,
		// The elements go back to the shape they came from.
		gradient: rule((g, dy, node) => [() => reshape(g, dy, node.input(0).shape), null]),
		fold: (node, [x]) => (x ? [reshapeTensor(x, node.output.shape)] : null),
		identity: (node) => (sameShape(node.input(0).shape, node.output.shape) ? node.input(0) : null),
	};
}

function inferSqueeze(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const axes = node.optional(1)
		? node.axes(node.integers(1), shape.length)
		: range(shape.length).filter((axis) => shape[axis] === 1);
	for (const axis of axes) if (shape[axis] !== 1) node.fail(`axis ${axis} of [${shape.join(',')}] is not of length 1`);
	return [{ dtype, shape: shape.filter((_, axis) => !axes.includes(axis)) }];
}

function inferUnsqueeze(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const rank = shape.length + node.integers(1).length;
	const axes = node.axes(node.integers(1), rank);
	const rest = [...shape];
	return [{ dtype, shape: range(rank).map((axis) => (axes.includes(axis) ? 1 : rest.shift()!)) }];
}

function inferFlatten(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const given = node.number('axis', 1);
	const axis = given === shape.length ? given : node.axis(given, shape.length);
	return [{ dtype, shape: [elementCount(shape.slice(0, axis)), elementCount(shape.slice(axis))] }];
}

export const reshapings = family({
	Reshape: reshaping(inferReshape, { allowzero: 'int' }),
	Squeeze: reshaping(inferSqueeze, {}),
	Unsqueeze: reshaping(inferUnsqueeze, {}),
	Flatten: reshaping(inferFlatten, { axis: 'int' }),
});
