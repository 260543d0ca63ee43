/** @file Numbers as bytes of the database: float32, little-endian, whatever the machine is. */

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Four bytes for each number. */
export function floatsToBytes(numbers: Float32Array): Buffer {
	const bytes = Buffer.from(numbers.slice().buffer);
	return isLittleEndian ? bytes : bytes.swap32();
}

/** Back again. Throws a RangeError unless there are exactly `length` numbers. */
export function bytesToFloats(bytes: Buffer, length: number): Float32Array {
	if (bytes.length !== 4 * length) throw new RangeError(`${bytes.length} bytes are not ${length} numbers`);
	const copy = Buffer.from(bytes);
	if (!isLittleEndian) copy.swap32();
	const numbers = new Float32Array(length);
	Buffer.from(numbers.buffer).set(copy);
	return numbers;
}
