/** @file Writes safetensors, for tests, fixtures and tools. */
import { elementCount, type Tensor } from './tensor.ts';
import { hostIsLittleEndian } from './widen.ts';

/**
 * Float32 tensors → the bytes of a safetensors file, in the order given. Throws `RangeError` if a tensor's data does
 * not fit its shape. The header is padded with spaces so that the data starts at a multiple of 8, as the format asks.
 */
export function writeSafetensors(
	tensors: Readonly<Record<string, Tensor>>,
	metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
	const header: Record<string, unknown> = {};
	if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
	let dataLength = 0;
	for (const [name, { shape, data }] of Object.entries(tensors)) {
		if (elementCount(shape) !== data.length) {
			throw new RangeError(
				`Tensor ${name} of shape [${shape}] must have ${elementCount(shape)} numbers, got ${data.length}`,
			);
		}
		header[name] = { dtype: 'F32', shape, data_offsets: [dataLength, dataLength + data.length * 4] };
		dataLength += data.length * 4;
	}
	const json = new TextEncoder().encode(JSON.stringify(header));
	const headerLength = Math.ceil(json.length / 8) * 8;
	const bytes = new Uint8Array(8 + headerLength + dataLength);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
	bytes.fill(0x20, 8, 8 + headerLength).set(json, 8);
	let at = 8 + headerLength;
	for (const { data } of Object.values(tensors)) {
		bytes.set(littleEndianBytes(data), at);
		at += data.length * 4;
	}
	return bytes;
}

function littleEndianBytes(data: Float32Array): Uint8Array {
	if (hostIsLittleEndian) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
	const view = new DataView(new ArrayBuffer(data.byteLength));
	for (const [at, number] of data.entries()) view.setFloat32(at * 4, number, true);
	return new Uint8Array(view.buffer);
}
