/** @file Pictures that are made to begin from, drawn from the seed. In 8 bits, as a file would be. */
import type { InitialNoise } from '@galatea/render';
import type { Picture } from './plan.ts';
import type { RandomStream } from './random.ts';

interface Size {
	readonly width: number;
	readonly height: number;
}

/** Draws a picture of that kind. */
export function drawInitialNoise(kind: InitialNoise, { width, height }: Size, random: RandomStream): Picture {
	const channels = kinds[kind]({ width, height }, random);
	const data = new Uint8ClampedArray(3 * width * height);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			data.set(
				channels.map((at) => at(x, y)),
				3 * (y * width + x),
			);
	return { width, height, data };
}

/** The value of a channel at a pixel, 0 to 255. */
type Channel = (x: number, y: number) => number;

const kinds: Readonly<Record<InitialNoise, (size: Size, random: RandomStream) => readonly Channel[]>> = {
	pixels(_, random) {
		// numpy's randint leaves out its upper bound, 255.
		const one: Channel = () => random.integer(255);
		return [one, one, one];
	},
	gradient({ width, height }, random) {
		// From `least` to 254; uint8 cuts what is behind the point.
		const end = (least: number, above: number): number => least + random.integer(above - least);
		const ramp = (first: number, last: number, at: number, length: number): number =>
			Math.floor(first + ((last - first) * at) / Math.max(length - 1, 1));
		const [red, green, blueTop, blueBottom] = [end(1, 255), end(2, 255), end(0, 255), end(3, 128)];
		return [
			(x) => ramp(0, red, x, width),
			(_x, y) => ramp(0, green, y, height),
			(_x, y) => ramp(blueTop, blueBottom, y, height),
		];
	},
	clouds: (size, random) => inColour(() => clouds(size, random, { octaves: 5, contrast: 1 })),
	mist: (size, random) => inColour(() => clouds(size, random, { octaves: 2, contrast: 1 / 3 })),
};

function inColour(draw: () => Channel): readonly Channel[] {
	return [draw(), draw(), draw()];
}

/** Cells of the coarsest lattice along the longer side; each octave halves them, and counts half as much. */
const coarsestCells = 3;

interface CloudSettings {
	readonly octaves: number;
	/** 1: from about black to about white. */
	readonly contrast: number;
}

/** Perlin's noise ("Improving noise", 2002) in octaves; about grey, and rarely as far as black or white. */
function clouds({ width, height }: Size, random: RandomStream, { octaves, contrast }: CloudSettings): Channel {
	const layers = Array.from({ length: octaves }, (_, octave) => {
		const scale = (coarsestCells * 2 ** octave) / Math.max(width, height);
		const noise = lattice(Math.ceil(width * scale), Math.ceil(height * scale), random);
		return (x: number, y: number): number => noise(x * scale, y * scale) / 2 ** octave;
	});
	return (x, y) => 127.5 + 127.5 * contrast * layers.reduce((sum, layer) => sum + layer(x, y), 0);
}

/** Noise of −0.71 to 0.71 over `columns` × `rows` cells, 0 at their corners. */
function lattice(columns: number, rows: number, random: RandomStream): (x: number, y: number) => number {
	const slopes = Array.from({ length: (columns + 1) * (rows + 1) }, () => {
		const angle = 2 * Math.PI * random.uniform();
		return { x: Math.cos(angle), y: Math.sin(angle) };
	});
	const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
	const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
	return (x, y) => {
		const [left, top] = [Math.floor(x), Math.floor(y)];
		const [inX, inY] = [x - left, y - top];
		const corner = (right: number, down: number): number => {
			const slope = slopes[(top + down) * (columns + 1) + left + right] as { x: number; y: number };
			return slope.x * (inX - right) + slope.y * (inY - down);
		};
		const upper = mix(corner(0, 0), corner(1, 0), fade(inX));
		return mix(upper, mix(corner(0, 1), corner(1, 1), fade(inX)), fade(inY));
	};
}
