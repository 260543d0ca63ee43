/**
 * @file The codebook of a generator, read and prepared for the search of nearest rows.
 */
import { elementCount, type TensorSource } from '@galatea/checkpoint';
import type { Codebook, LatentRange } from '../generator.ts';
import { readTensor, shapeOf, unexpected } from '../parameters.ts';

/** The rows, and what the nearest-row search needs of them. */
export interface CodebookWeights extends Codebook {
	/** −‖eₖ‖² / 2, [count]. */
	readonly negativeHalfSquares: Float32Array;
	readonly range: LatentRange;
}

/** Reads the codebook [count, dimension] of that name. Rejects with `CheckpointError`. */
export async function readCodebook(source: TensorSource, name: string): Promise<CodebookWeights> {
	const [count, dimension] = shapeOf(source, name, 2) as [number, number];
	if (elementCount([count, dimension]) > 2 ** 28) {
		throw unexpected(source, name, 'is larger than any codebook', [count, dimension]);
	}
	const { data: rows } = await readTensor(source, name, [count, dimension]);
	return codebookOf(rows, count, dimension);
}

/** Prepares rows [count, dimension]. */
function codebookOf(rows: Float32Array, count: number, dimension: number): CodebookWeights {
	const negativeHalfSquares = new Float32Array(count);
	const minimum = new Float32Array(dimension).fill(Number.POSITIVE_INFINITY);
	const maximum = new Float32Array(dimension).fill(Number.NEGATIVE_INFINITY);
	for (let row = 0; row < count; row++) {
		let squares = 0;
		for (let column = 0; column < dimension; column++) {
			const value = rows[row * dimension + column] as number;
			squares += value * value;
			if (value < (minimum[column] as number)) minimum[column] = value;
			if (value > (maximum[column] as number)) maximum[column] = value;
		}
		negativeHalfSquares[row] = -squares / 2;
	}
	return { rows, count, dimension, negativeHalfSquares, range: { minimum, maximum } };
}
