import { optimiserNames } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { newMemory } from './optimisers/index.ts';

const checkpoint = {
	step: 41,
	z: Float32Array.of(1, -2.5, 3e-39),
	optimiser: 'adam',
	memory: [Float32Array.of(0.1, 0, -0), Float32Array.of(4, 5, 6)],
	mean: null,
} as const;

describe('a checkpoint', () => {
	it.each(optimiserNames)('of %s comes back bit for bit, with a mean and without', (optimiser) => {
		const memory = newMemory(optimiser, 3).map((part, index) => part.fill(index + 0.1));
		for (const mean of [null, Float32Array.of(7, 8, 9)]) {
			const made = { ...checkpoint, optimiser, memory, mean };
			expect(decodeCheckpoint(encodeCheckpoint(made))).toEqual(made);
		}
	});

	it('of the first version is read: Adam, two moments', () => {
		const bytes = new Uint8Array(52);
		bytes.set([0x47, 0x41, 0x4c, 0x41, 0x54, 0x45, 0x41, 1, 41, 0, 0, 0, 3, 0, 0, 0]);
		const [first, second] = checkpoint.memory;
		bytes.set(new Uint8Array(Float32Array.of(...checkpoint.z, ...first, ...second).buffer), 16);
		expect(decodeCheckpoint(bytes)).toEqual(checkpoint);
	});

	it('is refused when it was cut short, or is something else', () => {
		const bytes = encodeCheckpoint(checkpoint);
		expect(() => decodeCheckpoint(bytes.subarray(0, bytes.length - 1))).toThrow(/71 bytes where 72 belong/);
		expect(() => decodeCheckpoint(new Uint8Array(100))).toThrow(/not a checkpoint/);
		expect(() => decodeCheckpoint(new Uint8Array(3))).toThrow(/not a checkpoint: 3 bytes/);
		expect(() => decodeCheckpoint(bytes.with(16, 0x41))).toThrow(/not known here: "Adam"/);
	});

	it('refuses a memory that does not belong to its z or its optimiser', () => {
		const [first] = checkpoint.memory;
		expect(() => encodeCheckpoint({ ...checkpoint, memory: [first, new Float32Array(2)] })).toThrow(RangeError);
		expect(() => encodeCheckpoint({ ...checkpoint, memory: [first] })).toThrow(/remembers 2 arrays, not 1/);
	});
});
