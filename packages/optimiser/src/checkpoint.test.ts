import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';

const checkpoint = {
	step: 41,
	z: Float32Array.of(1, -2.5, 3e-39),
	firstMoment: Float32Array.of(0.1, 0, -0),
	secondMoment: Float32Array.of(4, 5, 6),
};

describe('a checkpoint', () => {
	it('comes back bit for bit', () => {
		expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
	});

	it('is refused when it was cut short, or is something else', () => {
		const bytes = encodeCheckpoint(checkpoint);
		expect(() => decodeCheckpoint(bytes.subarray(0, bytes.length - 1))).toThrow(/51 bytes where 52 belong/);
		expect(() => decodeCheckpoint(new Uint8Array(100))).toThrow(/not a checkpoint/);
		expect(() => decodeCheckpoint(new Uint8Array(3))).toThrow(/not a checkpoint: 3 bytes/);
	});

	it('refuses moments that do not belong to its z', () => {
		expect(() => encodeCheckpoint({ ...checkpoint, firstMoment: new Float32Array(2) })).toThrow(RangeError);
	});
});
