/**
 * @file A running hash of a render's codes: h₀ = 32 zero bytes, hₖ = SHA-256(hₖ₋₁ ‖ codes of step k as little-endian
 * uint32). Of every n-th h the first four bytes are kept, so that two runs can be compared step by step by 4 bytes each:
 * once two hashes differ, all later ones do.
 */
import { sha256 } from '@noble/hashes/sha2.js';

/** Longer renders keep the mark of every second step, third, … */
export const maximumTraceMarks = 1_000;

const markBytes = 4;

export interface Trace {
	readonly everySteps: number;
	/** Base64 of `floor(steps / everySteps)` marks. */
	readonly marks: string;
}

/** Takes the codes of one step after the other, from the first. */
export interface TraceBuilder {
	/** The codes of the next step. */
	add(codes: ArrayLike<number>): void;
	/** What was added so far. */
	trace(): Trace;
	/** All that another builder needs to go on from here: the hash, the step as uint32, the marks. */
	state(): Uint8Array;
}

const hashBytes = 32;

/**
 * For a render of `steps` steps, or to go on from the `state` of another builder for it. Throws a RangeError for a state
 * that is none.
 */
export function traceBuilder(steps: number, state: Uint8Array | null = null): TraceBuilder {
	const everySteps = Math.max(1, Math.ceil(steps / maximumTraceMarks));
	const begin = state ?? new Uint8Array(hashBytes + 4);
	if (begin.length < hashBytes + 4) throw new RangeError(`a state of ${begin.length} bytes is that of no trace`);
	let step = new DataView(begin.buffer, begin.byteOffset).getUint32(hashBytes, true);
	let hash: Uint8Array = begin.slice(0, hashBytes);
	const marks: number[] = [...begin.subarray(hashBytes + 4)];
	if (marks.length !== markBytes * Math.floor(step / everySteps))
		throw new RangeError(`a state after ${step} steps with ${marks.length} bytes of marks is that of no trace`);
	return {
		add(codes) {
			const bytes = new Uint8Array(hash.length + 4 * codes.length);
			bytes.set(hash);
			const view = new DataView(bytes.buffer);
			for (let index = 0; index < codes.length; index++)
				view.setUint32(hash.length + 4 * index, codes[index] as number, true);
			hash = sha256(bytes);
			step += 1;
			if (step % everySteps === 0) marks.push(...hash.subarray(0, markBytes));
		},
		state() {
			const bytes = new Uint8Array(hashBytes + 4 + marks.length);
			bytes.set(hash);
			new DataView(bytes.buffer).setUint32(hashBytes, step, true);
			bytes.set(marks, hashBytes + 4);
			return bytes;
		},
		trace: () => ({ everySteps, marks: btoa(String.fromCharCode(...marks)) }),
	};
}

/** How far two runs are the same. */
export interface TraceComparison {
	/** The codes of this step and all before it are the same in both; 0 when already the first mark differs. */
	readonly sameUntilStep: number;
	/** The first step at which a difference was seen; null when none was. With `everySteps` above 1 it began at most so many before. */
	readonly differentAtStep: number | null;
}

/** Throws a RangeError when the traces do not mark the same steps. */
export function compareTraces(first: Trace, second: Trace): TraceComparison {
	const { everySteps } = first;
	if (everySteps !== second.everySteps)
		throw new RangeError(
			`a trace of every ${everySteps} steps cannot be compared with one of every ${second.everySteps}`,
		);
	const [a, b] = [atob(first.marks), atob(second.marks)];
	const common = Math.floor(Math.min(a.length, b.length) / markBytes);
	for (let mark = 0; mark < common; mark++)
		if (a.slice(mark * markBytes, (mark + 1) * markBytes) !== b.slice(mark * markBytes, (mark + 1) * markBytes))
			return { sameUntilStep: mark * everySteps, differentAtStep: (mark + 1) * everySteps };
	return { sameUntilStep: common * everySteps, differentAtStep: null };
}
