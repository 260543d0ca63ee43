/**
 * @file Plane projective maps as 3 × 3 matrices, row-major, on column vectors (x, y, 1). Pixel centres have whole
 * coordinates: a square of side s runs from 0 to s − 1.
 */

export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** a after b. */
export function compose(a: Homography, b: Homography): Homography {
	const entry = (row: number, column: number): number =>
		(a[3 * row] as number) * (b[column] as number) +
		(a[3 * row + 1] as number) * (b[3 + column] as number) +
		(a[3 * row + 2] as number) * (b[6 + column] as number);
	return [
		entry(0, 0),
		entry(0, 1),
		entry(0, 2),
		entry(1, 0),
		entry(1, 1),
		entry(1, 2),
		entry(2, 0),
		entry(2, 1),
		entry(2, 2),
	];
}

/** The inverse, scaled so that the last entry is 1. Throws a RangeError on a map that loses a dimension. */
export function invert([a, b, c, d, e, f, g, h, i]: Homography): Homography {
	const adjugate = [
		e * i - f * h,
		c * h - b * i,
		b * f - c * e,
		f * g - d * i,
		a * i - c * g,
		c * d - a * f,
		d * h - e * g,
		b * g - a * h,
		a * e - b * d,
	] as const;
	const determinant = a * adjugate[0] + b * adjugate[3] + c * adjugate[6];
	const last = adjugate[8];
	if (!(Math.abs(determinant) > 1e-12) || !(Math.abs(last) > 1e-12))
		throw new RangeError(`a map of determinant ${determinant} has no inverse`);
	return adjugate.map((entry) => entry / last) as unknown as Homography;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** Where the map takes a point. */
export function apply([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: Point): Point {
	const scale = g * x + h * y + i;
	return { x: (a * x + b * y + c) / scale, y: (d * x + e * y + f) / scale };
}

/** The map that takes the unit square's corners (0,0), (1,0), (1,1), (0,1) to four points, no three of them in line. */
export function fromUnitSquare(corners: readonly [Point, Point, Point, Point]): Homography {
	// Heckbert, "Fundamentals of texture mapping and image warping", 1989, section 2.2.3.
	const [p0, p1, p2, p3] = corners;
	const sumX = p0.x - p1.x + p2.x - p3.x;
	const sumY = p0.y - p1.y + p2.y - p3.y;
	const dx1 = p1.x - p2.x;
	const dx2 = p3.x - p2.x;
	const dy1 = p1.y - p2.y;
	const dy2 = p3.y - p2.y;
	const determinant = dx1 * dy2 - dx2 * dy1;
	const g = (sumX * dy2 - dx2 * sumY) / determinant;
	const h = (dx1 * sumY - sumX * dy1) / determinant;
	return [
		p1.x - p0.x + g * p1.x,
		p3.x - p0.x + h * p3.x,
		p0.x,
		p1.y - p0.y + g * p1.y,
		p3.y - p0.y + h * p3.y,
		p0.y,
		g,
		h,
		1,
	];
}
