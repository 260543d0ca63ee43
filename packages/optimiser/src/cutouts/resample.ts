/**
 * @file Resampling along one axis as a matrix. Crowson's `resample`: when the target is smaller, a Lanczos (a = 2)
 * low-pass filter over a reflected border, then bicubic interpolation with aligned corners. Both are linear and
 * separable, so a square crop's rows and columns use the same matrix.
 */

/** A matrix whose rows have few entries other than zero: row r is `weights[r · width …]` from column `first[r]` on. */
export interface BandMatrix {
	readonly rows: number;
	/** Entries kept per row. */
	readonly width: number;
	readonly first: Int32Array;
	readonly weights: Float32Array;
}

// PyTorch's coefficient for bicubic interpolation.
const cubic = -0.75;

// Cubic convolution weights of the four neighbours at distance t from the second.
function cubicWeights(t: number): readonly [number, number, number, number] {
	const near = (x: number): number => ((cubic + 2) * x - (cubic + 3)) * x * x + 1;
	const far = (x: number): number => ((cubic * x - 5 * cubic) * x + 8 * cubic) * x - 4 * cubic;
	return [far(t + 1), near(t), near(1 - t), far(2 - t)];
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/**
 * The low-pass filter for shrinking `source` samples to `target`: n = ⌈2 · source / target + 1⌉, taps at k · target / source
 * for |k| ≤ n − 2, normalised to a sum of 1. A single 1 when nothing shrinks.
 */
export function lanczosTaps(source: number, target: number): Float64Array {
	if (target >= source) return Float64Array.of(1);
	const ratio = target / source;
	const reach = Math.ceil(2 / ratio + 1) - 2;
	const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, index) => {
		const x = (index - reach) * ratio;
		return Math.abs(x) < 2 ? sinc(x) * sinc(x / 2) : 0;
	});
	const sum = taps.reduce((total, tap) => total + tap, 0);
	return taps.map((tap) => tap / sum);
}

/** The matrix `[target, source]` that resamples `source` samples to `target`. */
export function resampleMatrix(source: number, target: number): BandMatrix {
	const taps = lanczosTaps(source, target);
	const reach = (taps.length - 1) / 2;
	const scale = target > 1 ? (source - 1) / (target - 1) : 0;
	const width = Math.min(source, taps.length + 3);
	const first = new Int32Array(target);
	const weights = new Float32Array(target * width);
	const row = new Float64Array(source);
	for (let index = 0; index < target; index++) {
		const position = index * scale;
		const base = Math.min(Math.floor(position), source - 1);
		row.fill(0);
		cubicWeights(position - base).forEach((weight, neighbour) => {
			const centre = Math.min(Math.max(base - 1 + neighbour, 0), source - 1);
			taps.forEach((tap, k) => {
				const column = reflect(centre - reach + k, source);
				row[column] = (row[column] as number) + weight * tap;
			});
		});
		const start = Math.min(Math.max(base - 1 - reach, 0), source - width);
		first[index] = start;
		for (let k = 0; k < width; k++) weights[index * width + k] = row[start + k] as number;
	}
	return { rows: target, width, first, weights };
}

/**
 * The matrix of plain averages: sample i is the mean of samples ⌊i · source / target⌋ to ⌈(i + 1) · source / target⌉, as in
 * PyTorch's adaptive average pooling.
 */
export function averageMatrix(source: number, target: number): BandMatrix {
	const starts = Array.from({ length: target }, (_, row) => Math.floor((row * source) / target));
	const ends = starts.map((_, row) => Math.ceil(((row + 1) * source) / target));
	const width = starts.reduce((most, start, row) => Math.max(most, (ends[row] as number) - start), 1);
	const first = new Int32Array(target);
	const weights = new Float32Array(target * width);
	starts.forEach((start, row) => {
		const end = ends[row] as number;
		first[row] = Math.min(start, source - width);
		const at = row * width - (first[row] as number);
		weights.fill(1 / (end - start), at + start, at + end);
	});
	return { rows: target, width, first, weights };
}

/** The matrix that picks sample ⌊i · source / target⌋, as PyTorch's interpolation by the nearest. */
export function nearestMatrix(source: number, target: number): BandMatrix {
	const first = Int32Array.from({ length: target }, (_, row) => Math.floor((row * source) / target));
	return { rows: target, width: 1, first, weights: new Float32Array(target).fill(1) };
}

// Reflection without repeating the border sample, as in PyTorch's 'reflect' padding.
function reflect(index: number, length: number): number {
	if (length === 1) return 0;
	const period = 2 * (length - 1);
	const inside = ((index % period) + period) % period;
	return inside < length ? inside : period - inside;
}
