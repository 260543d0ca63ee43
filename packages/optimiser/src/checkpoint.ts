/**
 * @file Everything a render needs to go on from a step: the latent, what the optimiser remembers, and the running mean
 * of the latent where there is one. Randomness needs no state of its own, since every draw depends on the seed and the
 * step alone. 786 kB at 256² with 256 channels and Adam.
 */
import { type OptimiserName, optimiserNames } from '@galatea/render';
import { optimisers } from './optimisers/index.ts';
import type { OptimiserMemory } from './optimisers/rule.ts';

export interface Checkpoint {
	/** Steps completed. */
	readonly step: number;
	/** The latent after that step, `[1, channels, height, width]` row-major. */
	readonly z: Float32Array;
	/** The optimiser that made that step. */
	readonly optimiser: OptimiserName;
	/** What it remembers, each as long as `z`. */
	readonly memory: OptimiserMemory;
	/** Running mean of the latent, as long as `z`; null when the recipe has none. */
	readonly mean: Float32Array | null;
}

// "GALATEA", then the version of the layout. Version 1 is Adam without a mean, and without saying so.
const mark = [0x47, 0x41, 0x4c, 0x41, 0x54, 0x45, 0x41] as const;
const nameBytes = 16;
const headerBytes = { 1: 16, 2: 16 + nameBytes + 4 } as const;

/**
 * Little-endian: 7 bytes of mark, version, step and length as uint32, the optimiser's name in 16 bytes of ASCII, 1 or 0
 * as uint32 for a mean or none; then z, memory and mean as float32.
 */
export function encodeCheckpoint({ step, z, optimiser, memory, mean }: Checkpoint): Uint8Array {
	const parts = [z, ...memory, ...(mean === null ? [] : [mean])];
	const count = optimisers[optimiser].memory.length;
	if (memory.length !== count) throw new RangeError(`${optimiser} remembers ${count} arrays, not ${memory.length}`);
	if (parts.some((part) => part.length !== z.length))
		throw new RangeError(`memory of ${parts.map((part) => part.length).join(', ')} for a z of ${z.length}`);
	const bytes = new Uint8Array(headerBytes[2] + 4 * parts.length * z.length);
	bytes.set([...mark, 2]);
	const view = new DataView(bytes.buffer);
	view.setUint32(8, step, true);
	view.setUint32(12, z.length, true);
	bytes.set(new TextEncoder().encode(optimiser), 16);
	view.setUint32(16 + nameBytes, Number(mean !== null), true);
	let offset: number = headerBytes[2];
	for (const part of parts)
		for (const value of part) {
			view.setFloat32(offset, value, true);
			offset += 4;
		}
	return bytes;
}

/**
 * Reads what {@link encodeCheckpoint} wrote, of this version or the one before; throws an `Error` that says what is
 * wrong with damaged bytes.
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
	const version = bytes[mark.length];
	if (
		(version !== 1 && version !== 2) ||
		bytes.length < headerBytes[version] ||
		mark.some((byte, i) => bytes[i] !== byte)
	)
		throw new Error(`not a checkpoint: ${bytes.length} bytes that do not begin with the mark of one`);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const optimiser = version === 1 ? 'adam' : readName(bytes);
	const hasMean = version === 2 && view.getUint32(16 + nameBytes, true) === 1;
	const length = view.getUint32(12, true);
	const count = 1 + optimisers[optimiser].memory.length + Number(hasMean);
	const start = headerBytes[version];
	if (bytes.length !== start + 4 * count * length)
		throw new Error(`a damaged checkpoint: ${bytes.length} bytes where ${start + 4 * count * length} belong`);
	const [z, ...rest] = Array.from({ length: count }, (_, part) => {
		const values = new Float32Array(length);
		for (let i = 0; i < length; i++) values[i] = view.getFloat32(start + 4 * (part * length + i), true);
		return values;
	}) as [Float32Array, ...Float32Array[]];
	const mean = hasMean ? (rest.pop() ?? null) : null;
	return { step: view.getUint32(8, true), z, optimiser, memory: rest, mean };
}

function readName(bytes: Uint8Array): OptimiserName {
	const text = new TextDecoder().decode(bytes.subarray(16, 16 + nameBytes)).replace(/\0+$/, '');
	const name = optimiserNames.find((each) => each === text);
	if (name === undefined)
		throw new Error(`a checkpoint of an optimiser that is not known here: ${JSON.stringify(text)}`);
	return name;
}
