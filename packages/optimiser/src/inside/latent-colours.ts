/**
 * @file A latent as a picture: its channels are far more than three, so each position gets the colour of its place along the
 * three directions in which the positions differ most.
 */
import type { Picture } from '../plan.ts';

const rounds = 60;
/** So many standard deviations to each side of the middle are told apart. */
const reach = 2.5;

/** One pixel per position of `z` [channels, height, width]; grey along directions in which nothing differs. */
export function latentColours(z: Float32Array, channels: number, height: number, width: number): Picture {
	const positions = height * width;
	const centred = Float64Array.from(z);
	for (let channel = 0; channel < channels; channel++) {
		const row = centred.subarray(channel * positions, (channel + 1) * positions);
		const mean = row.reduce((sum, value) => sum + value, 0) / positions;
		for (let position = 0; position < positions; position++) row[position] = (row[position] as number) - mean;
	}
	const data = new Uint8ClampedArray(3 * positions);
	for (let colour = 0; colour < 3; colour++) {
		const places = takeDirection(centred, channels, positions);
		const deviation = Math.sqrt(places.reduce((sum, place) => sum + place * place, 0) / positions);
		for (let position = 0; position < positions; position++)
			data[3 * position + colour] =
				deviation < 1e-9 ? 128 : 128 + (127 * (places[position] as number)) / (reach * deviation);
	}
	return { width, height, data };
}

/**
 * Each position's place along the direction of the largest variance, which is then taken out of `rows` [channels, positions].
 * By power iteration from a direction that is always the same; its largest part is positive, so that colours do not flip.
 */
function takeDirection(rows: Float64Array, channels: number, positions: number): Float64Array {
	let direction: Float64Array = Float64Array.from({ length: channels }, (_, channel) => 1 + (channel % 7) / 7);
	for (let round = 0; round < rounds; round++) {
		const next = weigh(rows, along(rows, direction, positions), channels);
		const length = Math.hypot(...next);
		if (length < 1e-12) return new Float64Array(positions);
		direction = next.map((part) => part / length);
	}
	const largest = direction.reduce((best, part) => (Math.abs(part) > Math.abs(best) ? part : best), 0);
	if (largest < 0) direction = direction.map((part) => -part);
	const places = along(rows, direction, positions);
	for (let channel = 0; channel < channels; channel++)
		for (let position = 0; position < positions; position++) {
			const at = channel * positions + position;
			rows[at] = (rows[at] as number) - (direction[channel] as number) * (places[position] as number);
		}
	return places;
}

function along(rows: Float64Array, direction: Float64Array, positions: number): Float64Array {
	const places = new Float64Array(positions);
	direction.forEach((part, channel) => {
		for (let position = 0; position < positions; position++)
			places[position] = (places[position] as number) + part * (rows[channel * positions + position] as number);
	});
	return places;
}

function weigh(rows: Float64Array, places: Float64Array, channels: number): Float64Array {
	const positions = places.length;
	return Float64Array.from({ length: channels }, (_, channel) =>
		places.reduce((sum, place, position) => sum + place * (rows[channel * positions + position] as number), 0),
	);
}
