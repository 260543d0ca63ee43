/** @file The machine's own peak: a matrix times a matrix, eight times in a row so that handing over does not count. */
import { type Model, makeModel, makeNode, makeTensor } from '@galatea/onnx';
import type { TensorValue } from '@galatea/optimiser';

const productsInARow = 8;

/** Billions of operations of one run. */
export function productGflop(side: number): number {
	return (productsInARow * 2 * side ** 3) / 1e9;
}

/** x₈ = x₀ · W⁸, with rows of W that sum to 1. */
export function productsModel(side: number): Model {
	const matrix = (index: number) => ({ name: `x${index}`, dtype: 'float32', shape: [side, side] }) as const;
	return makeModel({
		name: 'products',
		inputs: [matrix(0)],
		outputs: [matrix(productsInARow)],
		nodes: Array.from({ length: productsInARow }, (_, index) =>
			makeNode({ name: `product${index}`, opType: 'MatMul', inputs: [`x${index}`, 'w'], outputs: [`x${index + 1}`] }),
		),
		initialisers: new Map([['w', makeTensor('float32', [side, side], new Float32Array(side * side).fill(1 / side))]]),
		values: new Map(),
	});
}

/** x₀. */
export function productFeeds(side: number): Record<string, TensorValue> {
	return { x0: { dtype: 'float32', shape: [side, side], data: new Float32Array(side * side).fill(0.5) } };
}
