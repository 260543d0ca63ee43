import { expect, test } from 'vitest';
import { MeaningIndex } from './meaning-index.ts';

const dimension = 8;
const profileLength = 5;

/** The same numbers each time, from −1 to 1. */
function numbers(seed: number, count: number): Float32Array {
	let state = seed;
	const drawn = Float32Array.from({ length: count }, () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 31 - 1;
	});
	const norm = Math.hypot(...drawn);
	return drawn.map((value) => value / norm);
}

function row(seed: number) {
	return {
		imageKey: `key ${seed}`,
		seq: String(seed),
		vector: numbers(seed, dimension),
		profile: numbers(seed + 1_000, profileLength),
		mean: 0.1,
		deviation: 0.25,
	};
}

const dot = (one: Float32Array, other: Float32Array) =>
	one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

test('it finds what looking at each by hand finds, best first, whatever was added in how many parts', async () => {
	const rows = Array.from({ length: 700 }, (_, index) => row(index + 1));
	const index = new MeaningIndex({ dimension, profileLength });
	for (let at = 0; at < rows.length; at += 90) index.add(rows.slice(at, at + 90));
	index.add(rows.slice(0, 10));
	expect(index.size).toBe(700);
	const text = numbers(5, dimension);
	const byHand = rows
		.map(({ imageKey, vector }) => ({ imageKey, score: (dot(vector, text) - 0.1) / 0.25 }))
		.filter(({ score }) => score >= 1.5)
		.sort((one, other) => other.score - one.score);
	const found = await index.byText(text, 1.5);
	expect(found.map(({ imageKey }) => imageKey)).toEqual(byHand.map(({ imageKey }) => imageKey));
	for (const [at, { score }] of found.entries()) expect(score).toBeCloseTo(byHand[at]?.score ?? 0, 3);
	const like = await index.byPicture(index.profileOf('key 7') ?? new Float32Array(), 0.9);
	expect(like[0]).toEqual({ imageKey: 'key 7', score: expect.closeTo(1, 3) });
	expect(index.profileOf('another')).toBeNull();
	await expect(index.byText(numbers(1, dimension + 1), 0)).rejects.toThrow(RangeError);
});
