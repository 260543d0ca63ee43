/**
 * @file The safetensors format: header length (unsigned 64 bit, little-endian), a JSON header
 * `{name: {dtype, shape, data_offsets: [begin, end]}, __metadata__: {…}}`, then the numbers, row-major and
 * little-endian. As in the reference reader, the tensors must cover the data exactly: no overlap, no hole, no tail.
 */
import { CheckpointError } from './errors.ts';
import {
	maximumAxisLength,
	maximumElementCount,
	maximumHeaderBytes,
	maximumNameLength,
	maximumRank,
	maximumTensorCount,
} from './limits.ts';
import { type ByteReader, readerOfFile } from './reader.ts';
import { elementCount, type TensorInfo, type TensorSource, type WeightDtype } from './tensor.ts';
import { elementBytes, widen } from './widen.ts';

export interface SafetensorsOptions {
	/**
	 * Refuse a tensor that holds NaN or an infinity when it is read (default true). One such weight turns a whole
	 * picture into NaN, hundreds of layers away from the cause.
	 */
	readonly refuseNotFinite?: boolean;
}

/** Where a tensor lies: `begin` and `end` are bytes from the start of the data. */
interface Entry extends TensorInfo {
	readonly begin: number;
	readonly end: number;
}

/** Bits of the dtypes that the format names; those that are not read are still checked for their length. */
const dtypeBits: Readonly<Record<string, number>> = {
	BOOL: 8,
	U8: 8,
	I8: 8,
	F8_E4M3: 8,
	F8_E5M2: 8,
	U16: 16,
	I16: 16,
	F16: 16,
	BF16: 16,
	U32: 32,
	I32: 32,
	F32: 32,
	U64: 64,
	I64: 64,
	F64: 64,
};

/**
 * Reads and checks the header; numbers are read when asked for. `file` is what errors call it.
 * The source owns the reader from now on: it is closed with the source, or at once if the header is refused.
 */
export async function openSafetensors(
	reader: ByteReader,
	file: string,
	options: SafetensorsOptions = {},
): Promise<TensorSource> {
	try {
		const { entries, dataStart } = await readHeader(reader, file);
		return sourceOf(reader, file, entries, dataStart, options.refuseNotFinite ?? true);
	} catch (error) {
		await reader.close();
		throw error;
	}
}

/** Opens a weight file of any known format by its path; only safetensors so far. */
export async function openFile(path: string, options: SafetensorsOptions = {}): Promise<TensorSource> {
	return openSafetensors(await readerOfFile(path), path, options);
}

function sourceOf(
	reader: ByteReader,
	file: string,
	entries: ReadonlyMap<string, Entry>,
	dataStart: number,
	refuseNotFinite: boolean,
): TensorSource {
	const find = (tensor: string): Entry => {
		const entry = entries.get(tensor);
		if (entry === undefined) {
			throw new CheckpointError('MISSING_TENSOR', `is not among the ${entries.size} tensors of this file`, {
				file,
				tensor,
			});
		}
		return entry;
	};
	return {
		file,
		names: [...entries.keys()],
		has: (tensor) => entries.has(tensor),
		info(tensor) {
			const { dtype, shape } = find(tensor);
			return { dtype, shape };
		},
		async read(tensor) {
			const { dtype, shape, begin, end } = find(tensor);
			if (!isWeightDtype(dtype)) {
				throw new CheckpointError('UNEXPECTED_TENSOR', 'must be F32, F16 or BF16', { file, tensor, value: dtype });
			}
			const count = elementCount(shape);
			if (count > maximumElementCount) {
				throw new CheckpointError('TOO_LARGE', `may hold at most ${maximumElementCount} numbers`, {
					file,
					tensor,
					value: count,
				});
			}
			const numbers = widen(dtype, await reader.readAt(dataStart + begin, end - begin));
			if (refuseNotFinite) checkFinite(file, tensor, numbers);
			return numbers;
		},
		close: () => reader.close(),
	};
}

async function readHeader(reader: ByteReader, file: string) {
	if (reader.length < 8) {
		throw new CheckpointError('MALFORMED', 'is too short to be a safetensors file', { file, value: reader.length });
	}
	const lengthBytes = await reader.readAt(0, 8);
	const headerLength = new DataView(lengthBytes.buffer, lengthBytes.byteOffset, 8).getBigUint64(0, true);
	if (headerLength > BigInt(maximumHeaderBytes)) {
		throw new CheckpointError(
			'TOO_LARGE',
			`a header may have at most ${maximumHeaderBytes} bytes (is this a safetensors file?)`,
			{ file, value: headerLength },
		);
	}
	const dataStart = 8 + Number(headerLength);
	if (dataStart > reader.length) {
		throw new CheckpointError('MALFORMED', `is cut off: its header ends beyond the ${reader.length} bytes it has`, {
			file,
			value: dataStart,
		});
	}
	const header = parseHeader(file, await reader.readAt(8, Number(headerLength)));
	const entries = new Map<string, Entry>();
	for (const [name, value] of header) {
		if (name !== '__metadata__') entries.set(name, parseEntry(file, name, value, reader.length - dataStart));
	}
	checkCover(file, entries, reader.length - dataStart);
	return { entries, dataStart };
}

function parseHeader(file: string, bytes: Uint8Array): readonly [string, unknown][] {
	let header: unknown;
	try {
		header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch (cause) {
		throw new CheckpointError('MALFORMED', 'the header is not JSON (is this a safetensors file?)', { file, cause });
	}
	if (!isRecord(header))
		throw new CheckpointError('MALFORMED', 'the header must be an object', { file, value: header });
	const fields = Object.entries(header);
	if (fields.length > maximumTensorCount) {
		throw new CheckpointError('TOO_LARGE', `may hold at most ${maximumTensorCount} tensors`, {
			file,
			value: fields.length,
		});
	}
	return fields;
}

function parseEntry(file: string, tensor: string, value: unknown, dataLength: number): Entry {
	const refuse = (failure: 'MALFORMED' | 'TOO_LARGE', what: string, wrong: unknown) =>
		new CheckpointError(failure, what, { file, tensor, value: wrong });
	if (tensor.length > maximumNameLength) {
		throw refuse('TOO_LARGE', `a name may have at most ${maximumNameLength} characters`, tensor.length);
	}
	if (!isRecord(value)) throw refuse('MALFORMED', 'must be described by an object', value);
	const { dtype, shape, data_offsets: offsets } = value;
	if (typeof dtype !== 'string') throw refuse('MALFORMED', 'dtype must be a string', dtype);
	if (!isIntegerList(shape)) throw refuse('MALFORMED', 'shape must be a list of whole numbers from 0 on', shape);
	if (shape.length > maximumRank) throw refuse('TOO_LARGE', `may have at most ${maximumRank} axes`, shape.length);
	const longest = shape.find((length) => length > maximumAxisLength);
	if (longest !== undefined) throw refuse('TOO_LARGE', `an axis may have at most ${maximumAxisLength} places`, longest);
	if (!isIntegerList(offsets) || offsets.length !== 2) {
		throw refuse('MALFORMED', 'data_offsets must be two whole numbers', offsets);
	}
	const [begin, end] = offsets as [number, number];
	if (begin > end || end > dataLength) {
		throw refuse('MALFORMED', `data_offsets must rise and end within the ${dataLength} bytes of data`, offsets);
	}
	const bits = Object.hasOwn(dtypeBits, dtype) ? (dtypeBits[dtype] as number) : null;
	// A product beyond 2^53 is inexact, yet far above the length of any file, so the comparison still refuses it.
	if (bits !== null && elementCount(shape) * bits !== (end - begin) * 8) {
		const needed = (elementCount(shape) * bits) / 8;
		throw refuse('MALFORMED', `shape [${shape}] of ${dtype} needs ${needed} bytes`, end - begin);
	}
	return { dtype, shape: Object.freeze([...shape]), begin, end };
}

function checkCover(file: string, entries: ReadonlyMap<string, Entry>, dataLength: number): void {
	const sorted = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
	let covered = 0;
	for (const [tensor, { begin, end }] of sorted) {
		if (begin !== covered) {
			const what = begin < covered ? 'overlaps the tensor before it' : 'leaves a hole before it';
			throw new CheckpointError('MALFORMED', `${what}: it must begin at byte ${covered}`, {
				file,
				tensor,
				value: begin,
			});
		}
		covered = end;
	}
	if (covered !== dataLength) {
		throw new CheckpointError('MALFORMED', `its tensors end at byte ${covered} of the data`, {
			file,
			value: dataLength,
		});
	}
}

function checkFinite(file: string, tensor: string, numbers: Float32Array): void {
	for (let at = 0; at < numbers.length; at++) {
		if (!Number.isFinite(numbers[at])) {
			throw new CheckpointError('NOT_FINITE', `number ${at} of ${numbers.length} must be finite`, {
				file,
				tensor,
				value: numbers[at],
			});
		}
	}
}

function isWeightDtype(dtype: string): dtype is WeightDtype {
	return Object.hasOwn(elementBytes, dtype);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntegerList(value: unknown): value is number[] {
	return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
