/**
 * @file The safetensors format: header length (unsigned 64 bit, little-endian), a JSON header
 * `{name: {dtype, shape, data_offsets: [begin, end]}, __metadata__: {…}}`, then the numbers, row-major and
 * little-endian. As in the reference reader, the tensors must cover the data exactly: no overlap, no hole, no tail.
 */
import type { Checkpoint } from './checkpoint.ts';
import { bitsOf } from './dtype.ts';
import { CheckpointError } from './errors.ts';
import { isRecord, parseJson } from './json.ts';
import { maximumHeaderBytes, maximumTensorCount } from './limits.ts';
import { type ByteReader, readBytes, readerOfPart } from './reader.ts';
import { elementCount } from './tensor.ts';
import { checkedView, type TensorView } from './view.ts';
import { type CheckpointOptions, sourceOfViews } from './view-source.ts';

/** Where a tensor lies: `begin` and `end` are bytes from the start of the data. */
interface Entry {
	readonly begin: number;
	readonly end: number;
	readonly view: TensorView;
}

/**
 * Reads and checks the header; numbers are read when asked for. `file` is what errors call it.
 * The source owns the reader from now on: it is closed with the source, or at once if the header is refused.
 */
export async function openSafetensors(
	reader: ByteReader,
	file: string,
	options: CheckpointOptions = {},
): Promise<Checkpoint> {
	try {
		const { entries, metadata } = await readSafetensorsHeader(reader, file);
		const views = new Map([...entries].map(([name, { view }]) => [name, view]));
		return { ...sourceOfViews(file, views, () => reader.close(), options), format: 'safetensors', metadata };
	} catch (error) {
		await reader.close();
		throw error;
	}
}

/** Reads and checks the header: where each tensor lies, and from which byte on the data does. Leaves the reader open. */
export async function readSafetensorsHeader(reader: ByteReader, file: string) {
	if (reader.length < 8) {
		throw new CheckpointError('MALFORMED', 'is too short to be a safetensors file', { file, value: reader.length });
	}
	const lengthBytes = await readBytes(reader, 0, 8);
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
	const header = parseJson(file, await readBytes(reader, 8, Number(headerLength)), 'the header');
	const { __metadata__: told = {}, ...tensors } = header;
	const fields = Object.entries(tensors);
	if (fields.length > maximumTensorCount) {
		throw new CheckpointError('TOO_LARGE', `may hold at most ${maximumTensorCount} tensors`, {
			file,
			value: fields.length,
		});
	}
	const data = readerOfPart(reader, dataStart, reader.length - dataStart);
	const entries = new Map(fields.map(([name, value]) => [name, parseEntry(file, name, value, data)]));
	checkCover(file, entries, data.length);
	return { entries, dataStart, metadata: parseMetadata(file, told) };
}

function parseMetadata(file: string, told: unknown): Map<string, string> {
	const fields = isRecord(told) ? Object.entries(told) : null;
	if (fields === null || !fields.every((field): field is [string, string] => typeof field[1] === 'string')) {
		throw new CheckpointError('MALFORMED', '__metadata__ must be an object of strings', { file, value: told });
	}
	return new Map(fields);
}

function parseEntry(file: string, tensor: string, value: unknown, data: ByteReader): Entry {
	const refuse = (what: string, wrong: unknown) =>
		new CheckpointError('MALFORMED', what, { file, tensor, value: wrong });
	if (!isRecord(value)) throw refuse('must be described by an object', value);
	const { dtype, shape, data_offsets: offsets } = value;
	if (typeof dtype !== 'string') throw refuse('dtype must be a string', dtype);
	if (!Array.isArray(shape)) throw refuse('shape must be a list of whole numbers from 0 on', shape);
	if (!isIntegerList(offsets) || offsets.length !== 2) throw refuse('data_offsets must be two whole numbers', offsets);
	const [begin, end] = offsets as [number, number];
	if (begin > end || end > data.length) {
		throw refuse(`data_offsets must rise and end within the ${data.length} bytes of data`, offsets);
	}
	const storage = {
		bytes: end - begin,
		bigEndian: false,
		open: async () => readerOfPart(data, begin, end - begin),
	};
	const view = checkedView(file, tensor, { dtype, shape, offset: 0, strides: null, storage });
	const bits = bitsOf(dtype);
	if (bits !== null && elementCount(shape) * bits !== storage.bytes * 8) {
		throw refuse(`shape [${shape}] of ${dtype} needs ${(elementCount(shape) * bits) / 8} bytes`, storage.bytes);
	}
	return { begin, end, view };
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

function isIntegerList(value: unknown): value is number[] {
	return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
