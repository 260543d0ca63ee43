/**
 * @file Nearest-neighbour doubling followed by a 3×3 convolution, without the doubled picture.
 *
 * Each row of the result sees only two different rows of x. Row 2i (phase 0) reads rows i−1, i, i of the doubled
 * picture's sources, row 2i+1 (phase 1) reads i, i, i+1; so with kernel rows w₀ w₁ w₂
 *     y[2i]   = w₀ x[i−1] + (w₁ + w₂) x[i]
 *     y[2i+1] = (w₀ + w₁) x[i] + w₂ x[i+1]
 * and alike for columns: four 2×2 convolutions of the small picture, 4/9 of the products. Backward, x[i] is met in
 * y[2i−1], y[2i], y[2i+1], y[2i+2], with weights w₂, w₁ + w₂, w₀ + w₁, w₀: one 4×4 convolution of stride 2.
 */
import { emptyData, makeTensor, type Tensor } from '@galatea/onnx';
import type { GraphBuilder } from '../builder.ts';
import { GraphError } from '../errors.ts';
import { concat, depthToSpace } from '../functions/movement.ts';
import { conv } from '../functions/network.ts';
import type { Value } from '../node-view.ts';
import { constantOnly, withGradient } from './custom.ts';

// Which kernel rows are summed into each tap.
const phaseTaps: readonly (readonly (readonly number[])[])[] = [
	[[0], [1, 2]],
	[[0, 1], [2]],
];
const backwardTaps: readonly (readonly number[])[] = [[2], [1, 2], [0, 1], [0]];

/** conv(resizeNearest(x, 2), w, bias, pads of 1) for x [N, C, H, W] and constants w [M, C, 3, 3] and bias [M]. */
export function doublingConvolution(g: GraphBuilder, x: Value, w: Value, bias: Value | null): Value {
	const kernel = g.constantOf(w);
	if (kernel === null || w.dtype !== 'float32' || w.shape[2] !== 3 || w.shape[3] !== 3)
		throw new GraphError('doublingConvolution', `w must be a constant float32 [M,C,3,3], not [${w.shape.join(',')}]`);
	const forward = (): Value => {
		const phases = [0, 1].flatMap((row) =>
			[0, 1].map((column) => {
				const taps = sumTaps(kernel, phaseTaps[row]!, phaseTaps[column]!, false);
				const pads = [1 - row, 1 - column, row, column];
				return conv(g, x, g.tensor(taps, `phase_${row}${column}`), bias, { pads });
			}),
		);
		return depthToSpace(g, concat(g, phases, 1), 2);
	};
	const backward = (dy: Value): Value => {
		const taps = g.tensor(sumTaps(kernel, backwardTaps, backwardTaps, true), 'kernel');
		return conv(g, dy, taps, null, { strides: [2, 2], pads: [1, 1, 1, 1] });
	};
	const inputs = bias ? [x, w, bias] : [x, w];
	const name = 'doublingConvolution';
	return withGradient(g, name, inputs, forward, (dy) =>
		[() => backward(dy), constantOnly(name, 'w'), constantOnly(name, 'bias')].slice(0, inputs.length),
	);
}

/** A kernel whose tap (r, c) is the sum of the taps rows[r] × columns[c] of a 3×3 kernel; [M,C] → [C,M] if exchanged. */
function sumTaps(
	kernel: Tensor,
	rows: readonly (readonly number[])[],
	columns: readonly (readonly number[])[],
	exchange: boolean,
): Tensor {
	const [filters, channels] = kernel.shape as readonly [number, number];
	const source = kernel.data as Float32Array;
	const area = rows.length * columns.length;
	const data = emptyData('float32', filters * channels * area);
	const offsets = rows.flatMap((rowTaps) =>
		columns.map((columnTaps) => rowTaps.flatMap((row) => columnTaps.map((column) => row * 3 + column))),
	);
	for (let filter = 0; filter < filters; filter++)
		for (let channel = 0; channel < channels; channel++) {
			const from = (filter * channels + channel) * 9;
			const to = (exchange ? channel * filters + filter : filter * channels + channel) * area;
			for (let tap = 0; tap < area; tap++) {
				let sum = 0;
				for (const offset of offsets[tap]!) sum += source[from + offset]!;
				data[to + tap] = sum;
			}
		}
	const shape = exchange ? [channels, filters] : [filters, channels];
	return makeTensor('float32', [...shape, rows.length, columns.length], data);
}
