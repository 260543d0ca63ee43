/**
 * @file The protobuf wire format, as far as ONNX uses it: varints, 32-bit and 64-bit little-endian numbers, and
 * length-prefixed bytes. Reading never goes past the end of its slice; writing keeps large byte ranges by reference
 * until the end, so that nesting copies no weights.
 */
import { OnnxError } from './errors.ts';
import { maximumModelBytes } from './limits.ts';

/** Wire types of protobuf; 3 and 4 (groups) are long deprecated and refused. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const textDecoder = new TextDecoder('utf-8', { fatal: true });
const textEncoder = new TextEncoder();
const twoTo32 = 2 ** 32;

/** Reads one message. `offset` is counted in the whole file, for error messages. */
export class WireReader {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	readonly #base: number;
	#position = 0;

	constructor(bytes: Uint8Array, base = 0) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#base = base;
	}

	get done(): boolean {
		return this.#position >= this.#bytes.length;
	}

	/** Where the reader stands, for error messages. */
	get where(): string {
		return `byte ${this.#base + this.#position}`;
	}

	/** The next field's number and wire type. */
	tag(): { readonly field: number; readonly type: number } {
		const [low, high] = this.#varint();
		if (high !== 0 || low >>> 3 === 0) throw new OnnxError(this.where, 'not a protobuf field');
		return { field: low >>> 3, type: low & 7 };
	}

	/** A signed integer; refused beyond ±2⁵³, where a double is no longer exact. */
	integer(type: number = wireType.varint): number {
		this.#expect(type, wireType.varint);
		const [low, high] = this.#varint();
		const value = (high | 0) * twoTo32 + low;
		if (!Number.isSafeInteger(value)) throw new OnnxError(this.where, `the integer ${value} is beyond ±2^53`);
		return value;
	}

	/** A signed 64-bit integer. */
	bigInteger(): bigint {
		const [low, high] = this.#varint();
		return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
	}

	float32(type: number = wireType.fixed32): number {
		this.#expect(type, wireType.fixed32);
		this.#need(4);
		const value = this.#view.getFloat32(this.#position, true);
		this.#position += 4;
		return value;
	}

	float64(): number {
		this.#need(8);
		const value = this.#view.getFloat64(this.#position, true);
		this.#position += 8;
		return value;
	}

	/** Length-prefixed bytes, sharing the file's memory. */
	bytes(type: number): Uint8Array {
		this.#expect(type, wireType.bytes);
		const [low, high] = this.#varint();
		if (high !== 0) throw new OnnxError(this.where, 'a length of more than 32 bits');
		this.#need(low);
		const start = this.#position;
		this.#position += low;
		return this.#bytes.subarray(start, this.#position);
	}

	/** A length-prefixed message. */
	message(type: number): WireReader {
		const bytes = this.bytes(type);
		return new WireReader(bytes, this.#base + this.#position - bytes.length);
	}

	/** Length-prefixed UTF-8 of at most `maximumBytes`. */
	text(type: number, maximumBytes: number): string {
		const bytes = this.bytes(type);
		if (bytes.length > maximumBytes)
			throw new OnnxError(this.where, `a text of ${bytes.length} bytes; at most ${maximumBytes} are read`);
		try {
			return textDecoder.decode(bytes);
		} catch (cause) {
			throw new OnnxError(this.where, 'a text that is not UTF-8', { cause });
		}
	}

	/** Numbers of a repeated field, whose own wire type is `own`: packed into one stretch of bytes, or a single one. */
	packed<T>(type: number, own: number, read: (reader: WireReader) => T): T[] {
		if (type !== wireType.bytes) {
			this.#expect(type, own);
			return [read(this)];
		}
		const reader = this.message(type);
		const values: T[] = [];
		while (!reader.done) values.push(read(reader));
		return values;
	}

	/** Passes over a field that is not needed. */
	skip(type: number): void {
		if (type === wireType.varint) this.#varint();
		else if (type === wireType.bytes) this.bytes(type);
		else if (type === wireType.fixed32 || type === wireType.fixed64) {
			const size = type === wireType.fixed32 ? 4 : 8;
			this.#need(size);
			this.#position += size;
		} else throw new OnnxError(this.where, `wire type ${type} is not supported`);
	}

	#expect(type: number, wanted: number): void {
		if (type !== wanted) throw new OnnxError(this.where, `wire type ${type} where ${wanted} is needed`);
	}

	#need(count: number): void {
		const left = this.#bytes.length - this.#position;
		if (count > left) throw new OnnxError(this.where, `${count} bytes are needed and ${left} are left`);
	}

	// At most ten bytes: 64 bits as two unsigned halves.
	#varint(): readonly [low: number, high: number] {
		let low = 0;
		let high = 0;
		for (let shift = 0; shift < 70; shift += 7) {
			const byte = this.#bytes[this.#position];
			if (byte === undefined) throw new OnnxError(this.where, 'the file ends inside a number');
			this.#position++;
			const bits = byte & 0x7f;
			if (shift < 28) low |= bits << shift;
			else if (shift === 28) {
				low |= bits << 28;
				high = bits >>> 4;
			} else high |= bits << (shift - 32);
			if (byte < 0x80) return [low >>> 0, high >>> 0];
		}
		throw new OnnxError(this.where, 'a number of more than ten bytes');
	}
}

// Bytes from this size on are kept by reference instead of being copied while writing.
const referenceFrom = 4_096;

/** Writes one message. Fields with default values are the caller's business. */
export class WireWriter {
	readonly #parts: Uint8Array[] = [];
	#open = new Uint8Array(256);
	#used = 0;
	#closedLength = 0;

	get length(): number {
		return this.#closedLength + this.#used;
	}

	integer(field: number, value: number | bigint): void {
		this.#tag(field, wireType.varint);
		this.#signed(value);
	}

	float32(field: number, value: number): void {
		this.#tag(field, wireType.fixed32);
		this.#room(4);
		new DataView(this.#open.buffer).setFloat32(this.#used, value, true);
		this.#used += 4;
	}

	bytes(field: number, bytes: Uint8Array): void {
		this.#tag(field, wireType.bytes);
		this.#signed(bytes.length);
		this.#append(bytes);
	}

	text(field: number, text: string): void {
		this.bytes(field, textEncoder.encode(text));
	}

	message(field: number, message: WireWriter): void {
		this.#tag(field, wireType.bytes);
		this.#signed(message.length);
		for (const part of message.#closed()) this.#append(part);
	}

	/** Packed signed integers. */
	integers(field: number, values: Iterable<number>): void {
		const packed = new WireWriter();
		for (const value of values) packed.#signed(value);
		this.message(field, packed);
	}

	/** Packed 32-bit floats. */
	floats(field: number, values: readonly number[]): void {
		const data = Float32Array.from(values);
		this.bytes(field, new Uint8Array(data.buffer));
	}

	/** The whole message as one array. Throws an OnnxError beyond what protobuf can count. */
	finish(): Uint8Array {
		if (this.length > maximumModelBytes)
			throw new OnnxError(
				'model',
				`${this.length} bytes are more than a protobuf file holds (${maximumModelBytes}); write weights as external data`,
			);
		const whole = new Uint8Array(this.length);
		let position = 0;
		for (const part of this.#closed()) {
			whole.set(part, position);
			position += part.length;
		}
		return whole;
	}

	#tag(field: number, type: number): void {
		this.#signed(field * 8 + type);
	}

	#signed(value: number | bigint): void {
		this.#room(10);
		if (typeof value === 'number' && value >= 0 && value < 0x80) {
			this.#open[this.#used++] = value;
			return;
		}
		let rest = BigInt.asUintN(64, BigInt(value));
		while (rest >= 0x80n) {
			this.#open[this.#used++] = Number(rest & 0x7fn) | 0x80;
			rest >>= 7n;
		}
		this.#open[this.#used++] = Number(rest);
	}

	#append(bytes: Uint8Array): void {
		if (bytes.length >= referenceFrom) {
			this.#close();
			this.#parts.push(bytes);
			this.#closedLength += bytes.length;
			return;
		}
		this.#room(bytes.length);
		this.#open.set(bytes, this.#used);
		this.#used += bytes.length;
	}

	#room(count: number): void {
		if (this.#used + count <= this.#open.length) return;
		const larger = new Uint8Array(Math.max(this.#open.length * 2, this.#used + count));
		larger.set(this.#open.subarray(0, this.#used));
		this.#open = larger;
	}

	#close(): void {
		if (this.#used === 0) return;
		this.#parts.push(this.#open.subarray(0, this.#used));
		this.#closedLength += this.#used;
		this.#open = new Uint8Array(256);
		this.#used = 0;
	}

	#closed(): readonly Uint8Array[] {
		this.#close();
		return this.#parts;
	}
}
