/**
 * @file `flax.serialization.to_bytes`: a tree of dicts in MessagePack, whose arrays are extensions of type 1 (scalars of
 * NumPy: 3) that hold [shape, dtype, bytes], row-major and little-endian. Arrays above 1 GiB are cut into parts:
 * {__msgpack_chunked_array__: true, shape: {0: …}, chunks: {0: array, …}}.
 */
import type { Checkpoint } from './checkpoint.ts';
import { bitsOf } from './dtype.ts';
import { CheckpointError } from './errors.ts';
import { flatten, type TreeNode } from './flatten.ts';
import { MsgpackBytes, MsgpackExtension, MsgpackMap, type MsgpackValue, readMsgpack } from './msgpack.ts';
import { type ByteReader, readerOfPart } from './reader.ts';
import { elementCount } from './tensor.ts';
import type { Storage, TensorView } from './view.ts';
import { type CheckpointOptions, sourceOfViews } from './view-source.ts';

const arrayType = 1;
const scalarType = 3;

/** Whether a file that starts with these bytes holds a dict in MessagePack, of one entry or more, whose keys are text. */
export function isMsgpackMap(start: Uint8Array): boolean {
	const [first = 0] = start;
	const keyAt = first > 0x80 && first < 0x90 ? 1 : first === 0xde ? 3 : first === 0xdf ? 5 : null;
	const key = keyAt === null ? 0 : (start[keyAt] ?? 0);
	return (key >= 0xa0 && key < 0xc0) || (key >= 0xd9 && key <= 0xdb);
}

/** Owns the reader: it is closed with the checkpoint, or at once if the file is refused. */
export async function openFlaxMsgpack(reader: ByteReader, options: CheckpointOptions = {}): Promise<Checkpoint> {
	const { file } = reader;
	try {
		const root = await readMsgpack(reader, new Set([arrayType, scalarType]));
		const { views, metadata } = flatten(file, root, (value, name) => nodeOf(reader, value, name));
		return { ...sourceOfViews(file, views, () => reader.close(), options), format: 'flax-msgpack', metadata };
	} catch (error) {
		await reader.close();
		throw error;
	}
}

function nodeOf(reader: ByteReader, value: MsgpackValue, name: string): TreeNode<MsgpackValue> {
	if (value instanceof MsgpackExtension) {
		const isArray = value.type === arrayType || value.type === scalarType;
		return isArray ? { kind: 'tensor', view: arrayOf(reader, name, value) } : { kind: 'nothing' };
	}
	if (value instanceof MsgpackBytes) return { kind: 'nothing' };
	if (Array.isArray(value)) return { kind: 'branch', children: value.map((item, at) => [String(at), item]) };
	if (!(value instanceof MsgpackMap)) return { kind: 'leaf', value };
	if (field(value, '__msgpack_chunked_array__') === true) {
		return { kind: 'tensor', view: chunkedArrayOf(reader, name, value) };
	}
	return { kind: 'branch', children: value.entries.map(([key, child]) => [nameOfKey(key), child]) };
}

function nameOfKey(key: MsgpackValue): string | null {
	return typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint' ? String(key) : null;
}

function arrayOf(reader: ByteReader, tensor: string, { content }: MsgpackExtension): TensorView {
	const [shape, name, bytes] = Array.isArray(content) ? content : [];
	if (!isShape(shape) || typeof name !== 'string' || !(bytes instanceof MsgpackBytes)) {
		throw new CheckpointError('MALFORMED', 'an array must be [shape, dtype, bytes]', { file: reader.file, tensor });
	}
	const dtype = dtypes.get(name) ?? name;
	const part = readerOfPart(reader, bytes.start, bytes.length);
	const bits = bitsOf(dtype);
	if (bits !== null && elementCount(shape) * bits !== bytes.length * 8) {
		throw new CheckpointError(
			'MALFORMED',
			`shape [${shape}] of ${dtype} needs ${(elementCount(shape) * bits) / 8} bytes`,
			{
				file: reader.file,
				tensor,
				value: bytes.length,
			},
		);
	}
	const storage = { bytes: bytes.length, bigEndian: false, open: async () => part };
	return { dtype, shape, offset: 0, strides: null, storage };
}

function chunkedArrayOf(reader: ByteReader, tensor: string, array: MsgpackMap): TensorView {
	const [shape, chunks] = [listOf(field(array, 'shape')), listOf(field(array, 'chunks'))];
	if (!isShape(shape) || chunks === null || chunks.length === 0 || !chunks.every(isArrayExtension)) {
		throw new CheckpointError('MALFORMED', 'an array in chunks must have a shape and chunks that are arrays', {
			file: reader.file,
			tensor,
		});
	}
	const views = chunks.map((chunk) => arrayOf(reader, tensor, chunk));
	const [{ dtype }] = views as [TensorView];
	const strange = views.find((view) => view.dtype !== dtype);
	if (strange !== undefined) {
		throw new CheckpointError('MALFORMED', `all of its chunks must be of ${dtype}`, {
			file: reader.file,
			tensor,
			value: strange.dtype,
		});
	}
	return {
		dtype,
		shape,
		offset: 0,
		strides: null,
		storage: joinedStorage(
			reader,
			views.map((view) => view.storage),
		),
	};
}

/** Several storages, one behind the other. */
function joinedStorage({ file }: ByteReader, parts: readonly Storage[]): Storage {
	const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
	const open = async (): Promise<ByteReader> => ({
		file,
		length: bytes,
		async readInto(target, offset) {
			let partAt = 0;
			for (const part of parts) {
				const from = Math.max(offset, partAt);
				const to = Math.min(offset + target.length, partAt + part.bytes);
				if (from < to) await (await part.open()).readInto(target.subarray(from - offset, to - offset), from - partAt);
				partAt += part.bytes;
			}
		},
		async close() {},
	});
	return { bytes, bigEndian: false, open };
}

function field(map: MsgpackMap, name: string): MsgpackValue | undefined {
	return map.entries.find(([key]) => key === name)?.[1];
}

/** A list as Flax writes it: a dict with the keys 0, 1, … in their order. */
function listOf(value: MsgpackValue | undefined): MsgpackValue[] | null {
	if (!(value instanceof MsgpackMap)) return null;
	return value.entries.every(([key], at) => key === String(at)) ? value.entries.map(([, item]) => item) : null;
}

function isArrayExtension(value: MsgpackValue): value is MsgpackExtension {
	return value instanceof MsgpackExtension && value.type === arrayType;
}

function isShape(value: MsgpackValue | undefined | null): value is number[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

/** NumPy's names, and those that ml_dtypes adds. */
const dtypes: ReadonlyMap<string, string> = new Map([
	['float64', 'F64'],
	['float32', 'F32'],
	['float16', 'F16'],
	['bfloat16', 'BF16'],
	['float8_e4m3fn', 'F8_E4M3'],
	['float8_e5m2', 'F8_E5M2'],
	['int64', 'I64'],
	['int32', 'I32'],
	['int16', 'I16'],
	['int8', 'I8'],
	['uint64', 'U64'],
	['uint32', 'U32'],
	['uint16', 'U16'],
	['uint8', 'U8'],
	['bool', 'BOOL'],
	['complex64', 'C64'],
	['complex128', 'C128'],
]);
