/**
 * @file Everything a render needs to go on from a step: the latent and Adam's two moments. Randomness needs no state
 * of its own, since every draw depends on the seed and the step alone. 786 kB at 256² with 256 channels.
 */

export interface Checkpoint {
	/** Steps completed. */
	readonly step: number;
	/** The latent after that step, `[1, channels, height, width]` row-major. */
	readonly z: Float32Array;
	/** Adam's running mean of the gradient, as long as `z`. */
	readonly firstMoment: Float32Array;
	/** Adam's running mean of the squared gradient, as long as `z`. */
	readonly secondMoment: Float32Array;
}

// "GALATEA" and the version of this layout.
const magic = [0x47, 0x41, 0x4c, 0x41, 0x54, 0x45, 0x41, 0x01] as const;
const headerBytes = 16;

/** Little-endian: 8 bytes of magic, step and length as uint32, then z, first and second moment as float32. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
	const { step, z, firstMoment, secondMoment } = checkpoint;
	if (firstMoment.length !== z.length || secondMoment.length !== z.length)
		throw new RangeError(`moments of ${firstMoment.length} and ${secondMoment.length} for a z of ${z.length}`);
	const bytes = new Uint8Array(headerBytes + 12 * z.length);
	bytes.set(magic);
	const view = new DataView(bytes.buffer);
	view.setUint32(8, step, true);
	view.setUint32(12, z.length, true);
	let offset = headerBytes;
	for (const part of [z, firstMoment, secondMoment])
		for (const value of part) {
			view.setFloat32(offset, value, true);
			offset += 4;
		}
	return bytes;
}

/** Reads what {@link encodeCheckpoint} wrote; throws an `Error` that says what is wrong with damaged bytes. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
	if (bytes.length < headerBytes || magic.some((byte, index) => bytes[index] !== byte))
		throw new Error(`not a checkpoint: ${bytes.length} bytes that do not begin with the mark of one`);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const length = view.getUint32(12, true);
	if (bytes.length !== headerBytes + 12 * length)
		throw new Error(`a damaged checkpoint: ${bytes.length} bytes where ${headerBytes + 12 * length} belong`);
	const part = (index: number): Float32Array => {
		const values = new Float32Array(length);
		for (let i = 0; i < length; i++) values[i] = view.getFloat32(headerBytes + 4 * (index * length + i), true);
		return values;
	};
	return { step: view.getUint32(8, true), z: part(0), firstMoment: part(1), secondMoment: part(2) };
}
