import { type Checkpoint, encodeCheckpoint } from '@galatea/optimiser';
import { expect, test } from 'vitest';
import { decodeKeptState, encodeKeptState } from './kept-state.ts';

const checkpoint: Checkpoint = {
	step: 7,
	z: Float32Array.of(1, 2),
	optimiser: 'adam',
	memory: [Float32Array.of(3, 4), Float32Array.of(5, 6)],
	mean: null,
};

test('gives back checkpoint, film and trace, or says that there was none', () => {
	for (const state of [
		{ checkpoint, film: Uint8Array.of(1, 2, 3), trace: Uint8Array.of(4) },
		{ checkpoint, film: null, trace: null },
	])
		expect(decodeKeptState(encodeKeptState(state))).toEqual(state);
});

test('a checkpoint from before there were records is read as one', () => {
	expect(decodeKeptState(encodeCheckpoint(checkpoint))).toEqual({ checkpoint, film: null, trace: null });
});

test('a damaged state is refused with what is wrong', () => {
	const bytes = encodeKeptState({ checkpoint, film: null, trace: null });
	expect(() => decodeKeptState(bytes.subarray(0, -1))).toThrow(/a damaged state: \d+ bytes where \d+ belong/);
	expect(() => decodeKeptState(new Uint8Array(30))).toThrow('not a checkpoint');
});
