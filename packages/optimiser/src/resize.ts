/**
 * @file Scaling an initial picture: Lanczos with three lobes, widened where the picture shrinks, as Pillow's LANCZOS.
 */
import type { Picture } from './plan.ts';

const lobes = 3;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Scales to `width` × `height`; the aspect is not kept. The result is [3, height, width] in 0..1. */
export function resizePicture(picture: Picture, width: number, height: number): Float32Array {
	const across = resampleRows(Float32Array.from(picture.data), picture.height, picture.width, width);
	// From [height, width, 3] to columns as rows, so that one function does both axes.
	const upright = resampleRows(swap(across, picture.height, width), width, picture.height, height);
	const planes = new Float32Array(3 * width * height);
	for (let x = 0; x < width; x++)
		for (let y = 0; y < height; y++)
			for (let channel = 0; channel < 3; channel++) {
				const value = upright[(x * height + y) * 3 + channel] as number;
				planes[(channel * height + y) * width + x] = Math.min(Math.max(value / 255, 0), 1);
			}
	return planes;
}

// [rows, length, 3] → [rows, target, 3]
function resampleRows(data: Float32Array, rows: number, length: number, target: number): Float32Array {
	const scale = length / target;
	const stretch = Math.max(scale, 1);
	const result = new Float32Array(rows * target * 3);
	for (let index = 0; index < target; index++) {
		const centre = (index + 0.5) * scale;
		const first = Math.max(0, Math.floor(centre - lobes * stretch + 0.5));
		const end = Math.min(length, Math.floor(centre + lobes * stretch + 0.5));
		const weights = Array.from({ length: end - first }, (_, tap) => {
			const x = (first + tap + 0.5 - centre) / stretch;
			return Math.abs(x) < lobes ? sinc(x) * sinc(x / lobes) : 0;
		});
		const sum = weights.reduce((total, weight) => total + weight, 0);
		for (let row = 0; row < rows; row++)
			weights.forEach((weight, tap) => {
				for (let channel = 0; channel < 3; channel++) {
					const to = (row * target + index) * 3 + channel;
					const from = (row * length + first + tap) * 3 + channel;
					result[to] = (result[to] as number) + (weight / sum) * (data[from] as number);
				}
			});
	}
	return result;
}

// [rows, columns, 3] → [columns, rows, 3]
function swap(data: Float32Array, rows: number, columns: number): Float32Array {
	const result = new Float32Array(data.length);
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < columns; column++) {
			const from = (row * columns + column) * 3;
			result.set(data.subarray(from, from + 3), (column * rows + row) * 3);
		}
	return result;
}
