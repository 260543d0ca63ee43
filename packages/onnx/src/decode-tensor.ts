/** @file One tensor out of a file, with its numbers in whichever of ONNX's fields they lie. */
import { checkShape } from './check.ts';
import { bytesPerElement, type DType, dataOfBytes, dtypeOfCode, emptyData, type TensorData } from './dtype.ts';
import { OnnxError } from './errors.ts';
import { entryField, tensorField } from './fields.ts';
import { maximumNameBytes, maximumRank, maximumTextBytes } from './limits.ts';
import { elementCount, makeTensor, type Tensor } from './model.ts';
import { type WireReader, wireType } from './wire.ts';

/** Returns `length` bytes of the external file at `location` from `offset` on. */
export type ReadExternal = (location: string, offset: number, length: number) => Uint8Array;

interface Parts {
	name: string;
	code: number;
	shape: number[];
	raw: Uint8Array | null;
	numbers: number[];
	bigIntegers: bigint[];
	external: Map<string, string>;
	isExternal: boolean;
}

export function decodeTensor(
	reader: WireReader,
	readExternal: ReadExternal | undefined,
): { readonly name: string; readonly tensor: Tensor } {
	const parts = readParts(reader);
	const where = `tensor "${parts.name}"`;
	const dtype = dtypeOfCode(parts.code, where);
	checkShape(parts.shape, where);
	const count = elementCount(parts.shape);
	if (!Number.isSafeInteger(count * bytesPerElement(dtype)))
		throw new OnnxError(where, `shape [${parts.shape.join(',')}] has more elements than any memory`);
	return { name: parts.name, tensor: makeTensor(dtype, parts.shape, dataOf(parts, dtype, count, where, readExternal)) };
}

function readParts(reader: WireReader): Parts {
	const parts: Parts = {
		name: '',
		code: 0,
		shape: [],
		raw: null,
		numbers: [],
		bigIntegers: [],
		external: new Map(),
		isExternal: false,
	};
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === tensorField.dims) readShape(reader, type, parts);
		else if (field === tensorField.dataType) parts.code = reader.integer(type);
		else if (field === tensorField.name) parts.name = reader.text(type, maximumNameBytes);
		else if (field === tensorField.rawData) parts.raw = reader.bytes(type);
		else if (field === tensorField.externalData) readEntry(reader.message(type), parts.external);
		else if (field === tensorField.dataLocation) parts.isExternal = reader.integer(type) === 1;
		else readNumbers(reader, field, type, parts);
	}
	return parts;
}

function readShape(reader: WireReader, type: number, parts: Parts): void {
	for (const length of reader.packed(type, wireType.varint, (packed) => packed.integer())) parts.shape.push(length);
	if (parts.shape.length > maximumRank) throw new OnnxError(reader.where, `a rank above ${maximumRank}`);
}

function readNumbers(reader: WireReader, field: number, type: number, parts: Parts): void {
	if (field === tensorField.floatData)
		for (const value of reader.packed(type, wireType.fixed32, (packed) => packed.float32())) parts.numbers.push(value);
	else if (field === tensorField.doubleData)
		for (const value of reader.packed(type, wireType.fixed64, (packed) => packed.float64())) parts.numbers.push(value);
	else if (field === tensorField.int32Data)
		for (const value of reader.packed(type, wireType.varint, (packed) => packed.integer())) parts.numbers.push(value);
	else if (field === tensorField.int64Data)
		for (const value of reader.packed(type, wireType.varint, (packed) => packed.bigInteger()))
			parts.bigIntegers.push(value);
	else reader.skip(type);
}

/** A key and its value. */
export function readEntry(reader: WireReader, entries: Map<string, string>): void {
	let key = '';
	let value = '';
	while (!reader.done) {
		const { field, type } = reader.tag();
		if (field === entryField.key) key = reader.text(type, maximumNameBytes);
		else if (field === entryField.value) value = reader.text(type, maximumTextBytes);
		else reader.skip(type);
	}
	entries.set(key, value);
}

function dataOf(
	parts: Parts,
	dtype: DType,
	count: number,
	where: string,
	readExternal: ReadExternal | undefined,
): TensorData {
	if (parts.isExternal) return externalData(parts, dtype, count, where, readExternal);
	if (parts.raw) return fromBytes(parts.raw, dtype, count, where);
	const listed = dtype === 'int64' ? parts.bigIntegers : parts.numbers;
	if (listed.length !== count)
		throw new OnnxError(where, `shape [${parts.shape.join(',')}] needs ${count} elements, and it has ${listed.length}`);
	const data = emptyData(dtype, count);
	for (let index = 0; index < count; index++) data[index] = listed[index]!;
	return data;
}

function externalData(
	parts: Parts,
	dtype: DType,
	count: number,
	where: string,
	readExternal: ReadExternal | undefined,
): TensorData {
	const location = parts.external.get('location') ?? '';
	if (!readExternal) throw new OnnxError(where, `lies in the file "${location}", which was not given`);
	// The name is a stranger's: it may only name a file beside the model.
	if (location === '' || location === '.' || location === '..' || /[/\\\0]/.test(location))
		throw new OnnxError(where, `external data at ${JSON.stringify(location)}; a file beside the model is needed`);
	const offset = wholeNumber(parts.external.get('offset') ?? '0', where, 'offset');
	const length = count * bytesPerElement(dtype);
	const given = parts.external.get('length');
	if (given !== undefined && wholeNumber(given, where, 'length') !== length)
		throw new OnnxError(where, `is ${length} bytes by its shape and ${given} by its length`);
	return fromBytes(readExternal(location, offset, length), dtype, count, where);
}

function wholeNumber(text: string, where: string, what: string): number {
	const value = Number(text);
	if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
		throw new OnnxError(where, `external ${what} ${JSON.stringify(text)} is not a whole number`);
	return value;
}

function fromBytes(bytes: Uint8Array, dtype: DType, count: number, where: string): TensorData {
	const needed = count * bytesPerElement(dtype);
	if (bytes.length !== needed) throw new OnnxError(where, `needs ${needed} bytes, and has ${bytes.length}`);
	return dataOfBytes(dtype, bytes);
}
