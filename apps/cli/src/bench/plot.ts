/** @file The one drawing of the benchmarks: the time of a step over cutouts and over pixels, each with its line. */

/** A measured step. */
export interface GrowthPoint {
	/** Cutouts, or thousands of pixels. */
	readonly amount: number;
	readonly ms: number;
}

const panel = { width: 320, height: 220, left: 48, top: 16, gap: 72 };

/** ms ≈ base + slope · amount, with the least squares, and how much of the variance that explains (1 is all). */
export function fitLine(points: readonly GrowthPoint[]): {
	readonly baseMs: number;
	readonly slopeMs: number;
	readonly explained: number;
} {
	const mean = (of: (point: GrowthPoint) => number): number =>
		points.reduce((sum, point) => sum + of(point), 0) / points.length;
	const [x, y] = [mean(({ amount }) => amount), mean(({ ms }) => ms)];
	const slopeMs = mean(({ amount, ms }) => (amount - x) * (ms - y)) / mean(({ amount }) => (amount - x) ** 2);
	const baseMs = y - slopeMs * x;
	const left = mean(({ amount, ms }) => (ms - baseMs - slopeMs * amount) ** 2);
	return { baseMs, slopeMs, explained: 1 - left / mean(({ ms }) => (ms - y) ** 2) };
}

/** An SVG that reads on light and on dark grounds. */
export function drawGrowth(byCutouts: readonly GrowthPoint[], byPixels: readonly GrowthPoint[]): string {
	const width = 2 * panel.width + panel.left + panel.gap + 16;
	const height = panel.height + panel.top + 48;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#777">`,
		'<title>The time of a step over cutouts and over pixels</title>',
		drawPanel(byCutouts, panel.left, 'cutouts'),
		drawPanel(byPixels, panel.left + panel.width + panel.gap, 'thousand pixels'),
		'</svg>\n',
	].join('\n');
}

function drawPanel(points: readonly GrowthPoint[], left: number, unit: string): string {
	const most = 1.08 * Math.max(...points.map(({ amount }) => amount));
	const { baseMs, slopeMs, explained } = fitLine(points);
	// No step takes less than nothing.
	const start = Math.max(0, -baseMs / slopeMs);
	const mostMs = 1.08 * Math.max(...points.map(({ ms }) => ms));
	const x = (amount: number): string => (left + (amount / most) * panel.width).toFixed(1);
	const y = (ms: number): string => (panel.top + panel.height - (ms / mostMs) * panel.height).toFixed(1);
	const bottom = y(0);
	const tick = nice(mostMs / 4);
	const ticks = Array.from({ length: Math.floor(mostMs / tick) }, (_, index) => (index + 1) * tick);
	return [
		`<path d="M${left} ${panel.top}V${bottom}H${left + panel.width}" fill="none" stroke="#777"/>`,
		...ticks.map(
			(ms) =>
				`<text x="${left - 6}" y="${y(ms)}" text-anchor="end" dy="4">${Number((ms / 1_000).toPrecision(3))} s</text>`,
		),
		`<path d="M${x(start)} ${y(baseMs + slopeMs * start)}L${x(most)} ${y(baseMs + slopeMs * most)}" stroke="#c2603f" stroke-width="1.5" stroke-dasharray="5 4"/>`,
		...points.map(({ amount, ms }) => `<circle cx="${x(amount)}" cy="${y(ms)}" r="4" fill="#3f7fc2"/>`),
		...points.map(
			({ amount }) => `<text x="${x(amount)}" y="${bottom}" text-anchor="middle" dy="16">${Math.round(amount)}</text>`,
		),
		`<text x="${left + panel.width / 2}" y="${bottom}" text-anchor="middle" dy="36">${unit}; the line explains ${(100 * explained).toFixed(1)} %</text>`,
	].join('\n');
}

/** The nearest of 1, 2, 5 times a power of ten, not below. */
function nice(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value));
	return power * ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10);
}
