/**
 * @file A film: the codes of a run's steps, from which every picture on its way can be decoded again. A frame is its
 * difference to the one before. Codes of 14 bits at 32 × 32 positions are at most 1,793 bytes, so 500 steps of 512² stay
 * below a megabyte, and far below as the picture settles.
 */

/** Codes of one step, in reading order. */
export interface FilmFrame {
	readonly step: number;
	readonly codes: Int32Array;
}

export interface Film {
	/** Codes of a step as a plane: the generator's `codePlane`. */
	readonly width: number;
	readonly height: number;
	/** The generator's `codeCount`: rows of its codebook, where it has one. Every code is below. */
	readonly codebookRows: number;
	/** Steps rise. */
	readonly frames: readonly FilmFrame[];
}

/** A film that cannot be read: what is wrong, and at which byte. */
export class FilmError extends Error {
	override readonly name = 'FilmError';
}

// "GALFILM", then the version of the layout.
const mark = [0x47, 0x41, 0x4c, 0x46, 0x49, 0x4c, 0x4d, 1] as const;
const headerBytes = mark.length + 4 * 4;
/** Positions of a picture of 2,048 px at 8 px each: more than any pack has. */
const maximumPositions = 65_536;
/** Numbers of a film that is decoded: 256 MiB of codes. */
const maximumCodes = 64 * 1024 * 1024;

/** All of a frame's codes follow, or a bit per position and the codes of those that changed. */
const whole = 0;
const changes = 1;

/** Codes of a film while it is being made, as whole numbers: 64 MB. Longer runs keep every second step, third, … */
const usualCodes = 16 * 1024 * 1024;

/** Of how many steps a film keeps one: 1 for all of them, as in nearly every run. */
export function filmEverySteps(steps: number, positions: number): number {
	return Math.max(1, Math.ceil((steps * positions) / usualCodes));
}

/** A film in the making. */
export interface FilmWriter {
	/** The next frame; throws a RangeError for codes that do not fit. */
	add(frame: FilmFrame): void;
	/** What was added so far, as {@link encodeFilm} writes it: a copy, made without encoding anything anew. */
	bytes(): Uint8Array;
}

/** An empty film of that shape. */
export function filmWriter({ width, height, codebookRows }: Omit<Film, 'frames'>): FilmWriter {
	const bits = bitsOf(codebookRows);
	const parts: Uint8Array[] = [];
	let before: Int32Array | null = null;
	let length = headerBytes;
	return {
		add({ step, codes }) {
			if (codes.length !== width * height)
				throw new RangeError(`a frame of ${codes.length} codes in a film of ${width} × ${height}`);
			for (const code of codes)
				if (code < 0 || code >= codebookRows)
					throw new RangeError(`code ${code} of a codebook of ${codebookRows} rows`);
			const part = encodeFrame(step, codes, before, bits);
			parts.push(part);
			length += part.length;
			before = codes;
		},
		bytes() {
			const bytes = new Uint8Array(length);
			bytes.set(mark);
			const view = new DataView(bytes.buffer);
			for (const [index, value] of [width, height, codebookRows, parts.length].entries())
				view.setUint32(mark.length + 4 * index, value, true);
			let offset = headerBytes;
			for (const part of parts) {
				bytes.set(part, offset);
				offset += part.length;
			}
			return bytes;
		},
	};
}

/**
 * Little-endian: 8 bytes of mark and version; width, height, codebook rows and number of frames as uint32; then each
 * frame: step as uint32, kind as a byte, for changes a bit per position (lowest first), and codes of as many bits as the
 * codebook needs (lowest first), the last byte filled up. Throws a RangeError for codes that do not fit.
 */
export function encodeFilm({ frames, ...shape }: Film): Uint8Array {
	const writer = filmWriter(shape);
	for (const frame of frames) writer.add(frame);
	return writer.bytes();
}

function encodeFrame(step: number, codes: Int32Array, before: Int32Array | null, bits: number): Uint8Array {
	const changed = before === null ? null : codes.map((code, at) => Number(code !== before[at]));
	const count = changed?.reduce((sum, each) => sum + each, 0) ?? codes.length;
	const isShorter = changed !== null && codes.length + count * bits < codes.length * bits;
	const written = isShorter ? codes.filter((_, at) => changed[at] === 1) : codes;
	const maskBytes = isShorter ? Math.ceil(codes.length / 8) : 0;
	const frame = new Uint8Array(5 + maskBytes + Math.ceil((written.length * bits) / 8));
	new DataView(frame.buffer).setUint32(0, step, true);
	frame[4] = isShorter ? changes : whole;
	if (isShorter) packBits(frame.subarray(5), changed, 1);
	packBits(frame.subarray(5 + maskBytes), written, bits);
	return frame;
}

/** Reads what {@link encodeFilm} wrote; throws {@link FilmError}. Nothing is allocated that the bytes do not account for. */
export function decodeFilm(bytes: Uint8Array): Film {
	if (bytes.length < headerBytes || mark.some((byte, at) => bytes[at] !== byte))
		throw new FilmError(`not a film: ${bytes.length} bytes that do not begin with the mark of one`);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const [width, height, codebookRows, count] = [0, 1, 2, 3].map((at) => view.getUint32(mark.length + 4 * at, true)) as [
		number,
		number,
		number,
		number,
	];
	const positions = width * height;
	if (positions < 1 || positions > maximumPositions || codebookRows < 1 || codebookRows > 2 ** 24)
		throw new FilmError(`a film of ${width} × ${height} positions and ${codebookRows} codes is none of ours`);
	if (count * positions > maximumCodes || count > bytes.length)
		throw new FilmError(`a film of ${count} frames of ${positions} codes is more than is decoded`);
	const bits = bitsOf(codebookRows);
	const frames: FilmFrame[] = [];
	let offset = headerBytes;
	const take = (length: number): Uint8Array => {
		if (offset + length > bytes.length) throw new FilmError(`a film cut short at byte ${bytes.length}`);
		offset += length;
		return bytes.subarray(offset - length, offset);
	};
	for (let index = 0; index < count; index++) {
		const head = take(5);
		const step = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
		const before = frames.at(-1);
		if (step <= (before?.step ?? 0)) throw new FilmError(`step ${step} after step ${before?.step ?? 0} in a film`);
		const isWhole = head[4] === whole;
		if (!isWhole && (head[4] !== changes || before === undefined))
			throw new FilmError(`frame ${index} of a film has kind ${head[4]}, which is not known`);
		const mask = isWhole ? null : unpackBits(take(Math.ceil(positions / 8)), positions, 1);
		const read = mask?.reduce((sum, each) => sum + each, 0) ?? positions;
		const news = unpackBits(take(Math.ceil((read * bits) / 8)), read, bits);
		for (const code of news) if (code >= codebookRows) throw new FilmError(`code ${code} in frame ${index} of a film`);
		let next = 0;
		const codes =
			mask === null ? news : Int32Array.from(mask, (is, at) => (is ? news[next++] : before?.codes[at]) ?? 0);
		frames.push({ step, codes });
	}
	if (offset !== bytes.length) throw new FilmError(`${bytes.length - offset} bytes after the last frame of a film`);
	return { width, height, codebookRows, frames };
}

/** At most `count` frames, evenly over all, the first and the last among them; `count` is 2 or more. */
export function chooseFrames(frames: readonly FilmFrame[], count: number): readonly FilmFrame[] {
	if (frames.length <= count) return frames;
	const pace = (frames.length - 1) / (count - 1);
	return Array.from({ length: count }, (_, index) => frames[Math.round(index * pace)] as FilmFrame);
}

function bitsOf(codebookRows: number): number {
	return Math.max(1, Math.ceil(Math.log2(codebookRows)));
}

function packBits(target: Uint8Array, values: Int32Array, bits: number): void {
	let at = 0;
	for (const value of values)
		for (let bit = 0; bit < bits; bit++, at++)
			if ((value >>> bit) & 1) target[at >>> 3] = (target[at >>> 3] as number) | (1 << (at & 7));
}

function unpackBits(source: Uint8Array, count: number, bits: number): Int32Array {
	const values = new Int32Array(count);
	let at = 0;
	for (let index = 0; index < count; index++) {
		let value = 0;
		for (let bit = 0; bit < bits; bit++, at++) value |= (((source[at >>> 3] as number) >>> (at & 7)) & 1) << bit;
		values[index] = value;
	}
	return values;
}
