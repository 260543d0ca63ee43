/** @file The gradient over a picture as heat: where the next step would change it, and how much. */
import type { Picture } from '../plan.ts';

/** From nothing to the most, evenly: black, violet, red, orange, pale yellow. */
const colours = [
	[0, 0, 4],
	[87, 16, 110],
	[188, 55, 84],
	[249, 142, 9],
	[252, 255, 164],
] as const;

/** So much of the picture is cooler than the brightest colour; single pixels above it do not darken all others. */
const brightestShare = 0.99;

/** Per pixel the length of `gradient` [3, height, width]. */
function strengths(gradient: Float32Array): Float32Array {
	const pixels = gradient.length / 3;
	return Float32Array.from({ length: pixels }, (_, pixel) =>
		Math.hypot(...[0, 1, 2].map((channel) => gradient[channel * pixels + pixel] as number)),
	);
}

/** The heat of `gradient` [3, height, width] as colours; black all over where it is zero. */
export function heatPicture(gradient: Float32Array, width: number, height: number): Picture {
	const heat = strengths(gradient);
	const sorted = heat.toSorted();
	const brightest = sorted[Math.floor(brightestShare * (sorted.length - 1))] as number;
	const data = new Uint8ClampedArray(3 * heat.length);
	heat.forEach((strength, pixel) => {
		const place = brightest > 0 ? Math.min(1, strength / brightest) * (colours.length - 1) : 0;
		const below = Math.min(Math.floor(place), colours.length - 2);
		const [from, to] = [colours[below], colours[below + 1]] as const;
		for (let channel = 0; channel < 3; channel++) {
			const [a, b] = [from?.[channel] ?? 0, to?.[channel] ?? 0];
			data[3 * pixel + channel] = a + (b - a) * (place - below);
		}
	});
	return { width, height, data };
}
