/**
 * @file The work in a model: two operations per multiplication of its matrix products and convolutions. What is
 * elementwise is not counted, as is usual.
 */
import { elementCount, type Model } from '@galatea/onnx';

/** Floating-point operations of one run. */
export function countFlops({ graph }: Model): number {
	const shapes = new Map<string, readonly number[]>();
	for (const { name, shape } of [...graph.inputs, ...graph.outputs, ...graph.values.values()]) shapes.set(name, shape);
	for (const [name, { shape }] of graph.initialisers) shapes.set(name, shape);
	const shapeOf = (name: string | undefined): readonly number[] => shapes.get(name ?? '') ?? [];
	let total = 0;
	for (const { opType, inputs, outputs, attributes } of graph.nodes) {
		const results = elementCount(shapeOf(outputs[0]));
		if (opType === 'Conv') total += 2 * results * elementCount(shapeOf(inputs[1]).slice(1));
		else if (opType === 'ConvTranspose')
			total += 2 * elementCount(shapeOf(inputs[0])) * elementCount(shapeOf(inputs[1]).slice(1));
		else if (opType === 'MatMul' || opType === 'Gemm' || opType === 'FusedMatMul') {
			const transposed = attributes['transA']?.value === 1;
			total += 2 * results * (shapeOf(inputs[0]).at(transposed ? -2 : -1) ?? 0);
		}
	}
	return total;
}
