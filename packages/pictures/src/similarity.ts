/**
 * @file How like two pictures are: structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004) on the luma of BT.601,
 * and the peak signal-to-noise ratio over all channels.
 */
import { type Picture, requirePicture } from './picture.ts';

export interface Similarity {
	/** Every byte is the same. */
	readonly isIdentical: boolean;
	/** 1 for the same picture, about 0 for unrelated ones; copies in a lossy format are mostly above 0.9. */
	readonly ssim: number;
	/** Decibels; infinite for the same picture. */
	readonly psnrDb: number;
}

/** Windows of 11 × 11 weighted by a Gaussian, and what keeps the quotient finite: all as in the paper. */
const side = 11;
const deviation = 1.5;
const c1 = (0.01 * 255) ** 2;
const c2 = (0.03 * 255) ** 2;

const weights = gaussian();

/** Throws a RangeError when the sizes differ, or a side is shorter than 11 px. */
export function similarity(a: Picture, b: Picture): Similarity {
	requirePicture(a);
	requirePicture(b);
	if (a.width !== b.width || a.height !== b.height)
		throw new RangeError(`pictures of ${a.width}×${a.height} and ${b.width}×${b.height} cannot be compared`);
	if (a.width < side || a.height < side)
		throw new RangeError(`pictures of ${a.width}×${a.height} are too small to compare: ${side} px a side at least`);
	let squares = 0;
	for (let index = 0; index < a.data.length; index++) {
		const difference = (a.data[index] as number) - (b.data[index] as number);
		squares += difference * difference;
	}
	const psnrDb = 10 * Math.log10((255 * 255 * a.data.length) / squares);
	return { isIdentical: squares === 0, ssim: squares === 0 ? 1 : ssim(a, b), psnrDb };
}

function ssim(a: Picture, b: Picture): number {
	const { width, height } = a;
	const [x, y] = [luma(a), luma(b)];
	const mean = (value: (index: number) => number): Float64Array => blur(width, height, value);
	const meanX = mean((index) => x[index] as number);
	const meanY = mean((index) => y[index] as number);
	const meanXx = mean((index) => (x[index] as number) ** 2);
	const meanYy = mean((index) => (y[index] as number) ** 2);
	const meanXy = mean((index) => (x[index] as number) * (y[index] as number));
	let sum = 0;
	for (let index = 0; index < meanX.length; index++) {
		const [mx, my] = [meanX[index] as number, meanY[index] as number];
		const variances = (meanXx[index] as number) - mx * mx + (meanYy[index] as number) - my * my;
		const covariance = (meanXy[index] as number) - mx * my;
		sum += ((2 * mx * my + c1) * (2 * covariance + c2)) / ((mx * mx + my * my + c1) * (variances + c2));
	}
	return sum / meanX.length;
}

function luma({ width, height, data }: Picture): Float64Array {
	return Float64Array.from({ length: width * height }, (_, pixel) => {
		const [r, g, b] = [data[3 * pixel], data[3 * pixel + 1], data[3 * pixel + 2]] as [number, number, number];
		return 0.299 * r + 0.587 * g + 0.114 * b;
	});
}

/** Weighted means over all windows that lie wholly in the picture, row by row: first along x, then along y. */
function blur(width: number, height: number, value: (index: number) => number): Float64Array {
	const across = width - side + 1;
	const down = height - side + 1;
	const rows = new Float64Array(across * height);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < across; x++)
			for (let k = 0; k < side; k++)
				rows[y * across + x] = (rows[y * across + x] as number) + (weights[k] as number) * value(y * width + x + k);
	const means = new Float64Array(across * down);
	for (let y = 0; y < down; y++)
		for (let x = 0; x < across; x++)
			for (let k = 0; k < side; k++)
				means[y * across + x] =
					(means[y * across + x] as number) + (weights[k] as number) * (rows[(y + k) * across + x] as number);
	return means;
}

function gaussian(): Float64Array {
	const line = Float64Array.from({ length: side }, (_, k) =>
		Math.exp(-((k - (side - 1) / 2) ** 2) / (2 * deviation ** 2)),
	);
	const sum = line.reduce((total, each) => total + each, 0);
	return line.map((each) => each / sum);
}
