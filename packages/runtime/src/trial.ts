/**
 * @file Whether an execution provider works here, and how fast: a matrix product that is right or wrong, and takes a
 * time.
 */
import { type Model, makeModel, makeNode } from '@galatea/onnx';
import type { TensorValue } from '@galatea/optimiser';
import type { DeviceSettings } from './session.ts';
import { openSession } from './session.ts';
import type { SessionThread } from './session-thread.ts';

const side = 768;

/** A model with one product of two square matrices. */
export function productModel(rows: number, inner: number, columns: number): Model {
	const matrix = (name: string, shape: readonly number[]) => ({ name, dtype: 'float32', shape }) as const;
	return makeModel({
		name: 'product',
		inputs: [matrix('a', [rows, inner]), matrix('b', [inner, columns])],
		outputs: [matrix('c', [rows, columns])],
		nodes: [makeNode({ name: 'product', opType: 'MatMul', inputs: ['a', 'b'], outputs: ['c'] })],
		initialisers: new Map(),
		values: new Map(),
	});
}

/** Milliseconds of one product, the best of five; throws when it fails or is wrong. */
export async function tryProvider(thread: SessionThread, settings: DeviceSettings): Promise<number> {
	await using session = await openSession(thread, productModel(side, side, side), settings, 'a trial');
	const matrix = (value: (row: number, column: number) => number): TensorValue => ({
		dtype: 'float32',
		shape: [side, side],
		data: Float32Array.from({ length: side * side }, (_, index) => value(Math.floor(index / side), index % side)),
	});
	const feeds = {
		a: matrix((row, column) => ((row + column) % 5) - 2),
		b: matrix((row, column) => (row === column ? 2 : 0)),
	};
	let best = Number.POSITIVE_INFINITY;
	for (let run = 0; run < 5; run++) {
		const start = performance.now();
		const { c } = await session.run(feeds);
		best = Math.min(best, performance.now() - start);
		const wrong =
			c === undefined ||
			feeds.a.data.some((value, index) => Math.abs(Number(c.data[index]) - 2 * Number(value)) > 0.01);
		if (wrong) throw new Error('it computes a matrix product wrongly');
	}
	return best;
}
