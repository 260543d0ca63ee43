/**
 * @file What a worker keeps of a run at a step: the optimiser's checkpoint, and the record of the steps until there (the
 * film of their codes, and the state of their trace), so that whoever goes on has the whole of both at the end.
 */
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '@galatea/optimiser';

export interface KeptState {
	readonly checkpoint: Checkpoint;
	/** As `encodeFilm` writes it; null when the steps before were not recorded. */
	readonly film: Uint8Array | null;
	/** State of a trace builder; null likewise. */
	readonly trace: Uint8Array | null;
}

// "GALKEPT", then the version of the layout. Checkpoints from before there were records are checkpoints alone.
const mark = [0x47, 0x41, 0x4c, 0x4b, 0x45, 0x50, 0x54, 1] as const;
const headerBytes = mark.length + 3 * 4;

/** Little-endian: 8 bytes of mark and version, lengths of the three parts as uint32, the parts. An absent part is empty. */
export function encodeKeptState({ checkpoint, film, trace }: KeptState): Uint8Array {
	const parts = [encodeCheckpoint(checkpoint), film ?? new Uint8Array(), trace ?? new Uint8Array()];
	const bytes = new Uint8Array(headerBytes + parts.reduce((sum, part) => sum + part.length, 0));
	bytes.set(mark);
	const view = new DataView(bytes.buffer);
	let offset = headerBytes;
	for (const [index, part] of parts.entries()) {
		view.setUint32(mark.length + 4 * index, part.length, true);
		bytes.set(part, offset);
		offset += part.length;
	}
	return bytes;
}

/** Reads what {@link encodeKeptState} wrote, or a checkpoint alone; throws an `Error` that says what is wrong. */
export function decodeKeptState(bytes: Uint8Array): KeptState {
	if (bytes.length < headerBytes || mark.some((byte, at) => bytes[at] !== byte))
		return { checkpoint: decodeCheckpoint(bytes), film: null, trace: null };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const lengths = [0, 1, 2].map((at) => view.getUint32(mark.length + 4 * at, true));
	const whole = lengths.reduce((sum, length) => sum + length, headerBytes);
	if (bytes.length !== whole) throw new Error(`a damaged state: ${bytes.length} bytes where ${whole} belong`);
	let offset = headerBytes;
	const [checkpoint, film, trace] = lengths.map((length) => {
		offset += length;
		return bytes.subarray(offset - length, offset);
	}) as [Uint8Array, Uint8Array, Uint8Array];
	return {
		checkpoint: decodeCheckpoint(checkpoint),
		film: film.length === 0 ? null : film,
		trace: trace.length === 0 ? null : trace,
	};
}
