/**
 * @file nerdyrodent's ColorJitter: brightness, contrast, saturation and hue, clamped after each, in
 * a random order that the whole batch shares. Saturation and hue turn the same colour wheel and commute, so they are
 * one step here; it is drawn before, between or after the other two.
 */
import {
	add,
	clip,
	concat,
	div,
	equal,
	floor,
	type GraphBuilder,
	less,
	maximum,
	minimum,
	mul,
	reshape,
	slice,
	split,
	sub,
	type Value,
	where,
} from '@galatea/autodiff';
import type { AugmentationSettings } from '@galatea/render';
import type { RandomStream } from '../random.ts';

const unbounded = 3e38;

// y = clamp(scale · x + shift, low, high), two before the colour wheel and two after.
const slotsBefore = 2;
const slots = 4;
const saturationRow = 4 * slots;
const hueRow = saturationRow + 1;

/** Rows of the parameters: scale, shift, low and high of four linear steps, then saturation's factor and hue in turns. */
export const jitterRows = hueRow + 1;

type Operation = 'brightness' | 'contrast' | 'wheel';
const orders: readonly (readonly Operation[])[] = [
	['brightness', 'contrast', 'wheel'],
	['brightness', 'wheel', 'contrast'],
	['wheel', 'brightness', 'contrast'],
	['contrast', 'brightness', 'wheel'],
	['contrast', 'wheel', 'brightness'],
	['wheel', 'contrast', 'brightness'],
];

/** Parameters [jitterRows, count] of one step. Takes one number, then five per cutout. */
export function drawColourJitter(
	count: number,
	settings: AugmentationSettings['colourJitter'],
	random: RandomStream,
): Float32Array {
	const values = new Float32Array(jitterRows * count);
	const order = orders[random.integer(orders.length)] as readonly Operation[];
	const wheel = order.indexOf('wheel');
	const slotOf = (operation: Operation): number => {
		const place = order.indexOf(operation);
		return place < wheel ? place : slotsBefore + place - wheel - 1;
	};
	for (let cutout = 0; cutout < count; cutout++) {
		const set = (row: number, value: number): void => {
			values[row * count + cutout] = value;
		};
		const applied = random.chance(settings.probability);
		const change = (strength: number): number => (2 * random.uniform() - 1) * strength * Number(applied);
		for (let slot = 0; slot < slots; slot++) {
			set(4 * slot, 1);
			set(4 * slot + 2, applied ? 0 : -unbounded);
			set(4 * slot + 3, applied ? 1 : unbounded);
		}
		set(4 * slotOf('brightness') + 1, change(settings.brightness));
		set(4 * slotOf('contrast'), 1 + change(settings.contrast));
		set(saturationRow, 1 + change(settings.saturation));
		set(hueRow, change(settings.hue));
	}
	return values;
}

/** Applies parameters [jitterRows, N] to `pictures` [B, 3, S, S], B = 1 or N: [N, 3, S, S]. */
export function colourJitter(g: GraphBuilder, pictures: Value, parameters: Value): Value {
	const count = parameters.shape[1] as number;
	const parameter = (row: number): Value =>
		reshape(g, slice(g, parameters, [{ axis: 0, start: row, end: row + 1 }]), [count, 1, 1, 1]);
	const linear = (x: Value, slot: number): Value => {
		const moved = add(g, mul(g, x, parameter(4 * slot)), parameter(4 * slot + 1));
		return minimum(g, maximum(g, moved, parameter(4 * slot + 2)), parameter(4 * slot + 3));
	};
	return g.scope('colourJitter', () => {
		const before = linear(linear(pictures, 0), 1);
		const turned = turnWheel(g, before, parameter(saturationRow), parameter(hueRow));
		return linear(linear(turned, 2), 3);
	});
}

/**
 * Multiplies saturation and turns hue, in HSV, with value v = max, chroma c = max − min and hue h in sixths of a turn:
 * out_n = v − c′ · clamp(min(k, 4 − k), 0, 1), k = (n + h) mod 6, n = 5, 3, 1 for red, green, blue.
 */
function turnWheel(g: GraphBuilder, x: Value, saturation: Value, hue: Value): Value {
	const [red, green, blue] = split(g, x, [1, 1, 1], 1) as [Value, Value, Value];
	const value = maximum(g, maximum(g, red, green), blue);
	const chroma = sub(g, value, minimum(g, minimum(g, red, green), blue));
	// Grey has no hue: it is left as it is, and so is its gradient.
	const grey = less(g, chroma, 1e-5);
	const divisor = maximum(g, chroma, 1e-5);
	const sector = (a: Value, b: Value, start: number): Value => add(g, div(g, sub(g, a, b), divisor), start);
	const sixths = where(
		g,
		equal(g, value, red),
		sector(green, blue, 0),
		where(g, equal(g, value, green), sector(blue, red, 2), sector(red, green, 4)),
	);
	const turned = add(g, sixths, mul(g, hue, 6));
	// Chroma cannot exceed value: saturation stays at most 1.
	const full = minimum(g, mul(g, chroma, saturation), maximum(g, value, chroma));
	const channel = (n: number): Value => {
		const k = add(g, turned, n);
		const wrapped = sub(g, k, mul(g, floor(g, mul(g, k, 1 / 6)), 6));
		return sub(g, value, mul(g, full, clip(g, minimum(g, wrapped, sub(g, 4, wrapped)), 0, 1)));
	};
	return where(g, grey, x, concat(g, [channel(5), channel(3), channel(1)], 1));
}
