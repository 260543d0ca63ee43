/** @file The smoothest map of the plane that takes given points to given values: a thin-plate spline (Bookstein, 1989). */
import type { Point } from './homography.ts';

/** A number for every point of the plane. */
type Field = (point: Point) => number;

// r² · log r², 0 at 0.
function bend(a: Point, b: Point): number {
	const squared = (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
	return squared === 0 ? 0 : squared * Math.log(squared);
}

/** The spline through `values` at `points`, of which three at least are not in line; else a RangeError. */
export function thinPlateSpline(points: readonly Point[], values: readonly number[]): Field {
	const count = points.length;
	const flat = (point: Point): readonly number[] => [1, point.x, point.y];
	const rows = points.map((point, row) => [
		...points.map((other) => bend(point, other)),
		...flat(point),
		values[row] ?? 0,
	]);
	for (const term of [0, 1, 2]) rows.push([...points.map((point) => flat(point)[term] as number), 0, 0, 0, 0]);
	const weights = solve(rows);
	return (point) =>
		points.reduce((sum, other, index) => sum + (weights[index] as number) * bend(point, other), 0) +
		flat(point).reduce((sum, term, index) => sum + (weights[count + index] as number) * term, 0);
}

/** Solves a linear system whose right-hand side is the last column, by elimination with pivots. */
function solve(rows: number[][]): readonly number[] {
	const size = rows.length;
	for (let column = 0; column < size; column++) {
		const heights = rows.slice(column).map((row) => Math.abs(row[column] as number));
		const pivot = column + heights.indexOf(Math.max(...heights));
		[rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
		const top = rows[column] as number[];
		const head = top[column] as number;
		if (Math.abs(head) < 1e-12) throw new RangeError('points in one line have no spline');
		for (let index = column; index <= size; index++) top[index] = (top[index] as number) / head;
		rows.forEach((row, other) => {
			const factor = row[column] as number;
			if (other === column || factor === 0) return;
			for (let index = column; index <= size; index++)
				row[index] = (row[index] as number) - factor * (top[index] as number);
		});
	}
	return rows.map((row) => row[size] as number);
}
