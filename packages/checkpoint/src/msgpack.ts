/**
 * @file MessagePack (github.com/msgpack/msgpack, spec.md), of any length: bytes are left in the file, so that gigabytes of
 * numbers are passed over. Libraries take the whole of it in memory.
 */
import { CheckpointError } from './errors.ts';
import { maximumMsgpackTextBytes, maximumNesting, maximumNodeCount } from './limits.ts';
import { type ByteReader, readBytes } from './reader.ts';

export type MsgpackValue =
	| null
	| boolean
	| number
	| bigint
	| string
	| MsgpackBytes
	| MsgpackExtension
	| MsgpackMap
	| MsgpackValue[];

/** Bytes that were passed over: where they lie in the file. */
export class MsgpackBytes {
	readonly start: number;
	readonly length: number;

	constructor(start: number, length: number) {
		this.start = start;
		this.length = length;
	}
}

/** A value of a type that programs agree on, as a number from −128 to 127. */
export class MsgpackExtension {
	readonly type: number;
	/** What its bytes are as MessagePack, if it was asked to be read so. */
	readonly content: MsgpackValue;

	constructor(type: number, content: MsgpackValue) {
		this.type = type;
		this.content = content;
	}
}

/** Keys are whatever the file has, in its order, even twice. */
export class MsgpackMap {
	readonly entries: [key: MsgpackValue, value: MsgpackValue][] = [];
}

/**
 * The one value that a file holds. Extensions of the types `nested` hold MessagePack themselves. Rejects with
 * `CheckpointError` MALFORMED or TOO_LARGE.
 */
export async function readMsgpack(reader: ByteReader, nested: ReadonlySet<number>): Promise<MsgpackValue> {
	const machine = new MsgpackReader(reader, nested);
	const value = await machine.value(0, reader.length);
	if (machine.at === reader.length) return value;
	throw new CheckpointError('MALFORMED', `its value ends at byte ${machine.at} of ${reader.length}`, {
		file: reader.file,
	});
}

/** Bytes that are read at once; values between tensors are small and stand together. */
const windowBytes = 4_096;

class MsgpackReader {
	at = 0;
	readonly #reader: ByteReader;
	readonly #nested: ReadonlySet<number>;
	#window: DataView = new DataView(new ArrayBuffer(0));
	#windowAt = 0;
	#values = 0;
	#textBytes = 0;

	constructor(reader: ByteReader, nested: ReadonlySet<number>) {
		this.#reader = reader;
		this.#nested = nested;
	}

	/** `end` is the byte that values may not reach beyond. */
	async value(depth: number, end: number): Promise<MsgpackValue> {
		if (depth > maximumNesting) throw this.#tooLarge(`may nest at most ${maximumNesting} levels`);
		if (++this.#values > maximumNodeCount) throw this.#tooLarge(`may hold at most ${maximumNodeCount} values`);
		const first = (await this.#take(1, end)).getUint8(0);
		if (first < 0x80) return first;
		if (first < 0x90) return this.#map(first & 0xf, depth, end);
		if (first < 0xa0) return this.#array(first & 0xf, depth, end);
		if (first < 0xc0) return this.#text(first & 0x1f, end);
		if (first >= 0xe0) return first - 0x100;
		switch (first) {
			case 0xc0:
				return null;
			case 0xc2:
			case 0xc3:
				return first === 0xc3;
			case 0xc4:
			case 0xc5:
			case 0xc6:
				return this.#bytes(await this.#unsigned(1 << (first - 0xc4), end), end);
			case 0xc7:
			case 0xc8:
			case 0xc9:
				return this.#extension(await this.#unsigned(1 << (first - 0xc7), end), depth, end);
			case 0xca:
				return (await this.#take(4, end)).getFloat32(0);
			case 0xcb:
				return (await this.#take(8, end)).getFloat64(0);
			case 0xcc:
			case 0xcd:
			case 0xce:
				return this.#unsigned(1 << (first - 0xcc), end);
			case 0xcf:
				return narrowed((await this.#take(8, end)).getBigUint64(0));
			case 0xd0:
				return (await this.#take(1, end)).getInt8(0);
			case 0xd1:
				return (await this.#take(2, end)).getInt16(0);
			case 0xd2:
				return (await this.#take(4, end)).getInt32(0);
			case 0xd3:
				return narrowed((await this.#take(8, end)).getBigInt64(0));
			case 0xd4:
			case 0xd5:
			case 0xd6:
			case 0xd7:
			case 0xd8:
				return this.#extension(1 << (first - 0xd4), depth, end);
			case 0xd9:
			case 0xda:
			case 0xdb:
				return this.#text(await this.#unsigned(1 << (first - 0xd9), end), end);
			case 0xdc:
			case 0xdd:
				return this.#array(await this.#unsigned(2 << (first - 0xdc), end), depth, end);
			case 0xde:
			case 0xdf:
				return this.#map(await this.#unsigned(2 << (first - 0xde), end), depth, end);
			default:
				throw this.#malformed(`no value begins so`, first);
		}
	}

	async #map(count: number, depth: number, end: number): Promise<MsgpackMap> {
		const map = new MsgpackMap();
		for (let index = 0; index < count; index++) {
			const key = await this.value(depth + 1, end);
			map.entries.push([key, await this.value(depth + 1, end)]);
		}
		return map;
	}

	async #array(count: number, depth: number, end: number): Promise<MsgpackValue[]> {
		const items: MsgpackValue[] = [];
		for (let index = 0; index < count; index++) items.push(await this.value(depth + 1, end));
		return items;
	}

	async #text(length: number, end: number): Promise<string> {
		this.#textBytes += length;
		if (this.#textBytes > maximumMsgpackTextBytes) {
			throw this.#tooLarge(`its texts may have at most ${maximumMsgpackTextBytes} bytes`);
		}
		const { start } = this.#bytes(length, end);
		try {
			return utf8.decode(await readBytes(this.#reader, start, length));
		} catch (cause) {
			if (cause instanceof CheckpointError) throw cause;
			throw this.#malformed('a text must be UTF-8');
		}
	}

	#bytes(length: number, end: number): MsgpackBytes {
		const start = this.at;
		if (start + length > end) throw this.#malformed(`${length} bytes reach beyond byte ${end}`);
		this.at = start + length;
		return new MsgpackBytes(start, length);
	}

	async #extension(length: number, depth: number, end: number): Promise<MsgpackExtension> {
		const type = (await this.#take(1, end)).getInt8(0);
		const start = this.at;
		const bytes = this.#bytes(length, end);
		if (!this.#nested.has(type)) return new MsgpackExtension(type, bytes);
		this.at = start;
		const content = await this.value(depth + 1, start + length);
		if (this.at !== start + length) throw this.#malformed(`extension ${type} must end at byte ${start + length}`);
		return new MsgpackExtension(type, content);
	}

	async #unsigned(width: number, end: number): Promise<number> {
		const view = await this.#take(width, end);
		return width === 1 ? view.getUint8(0) : width === 2 ? view.getUint16(0) : view.getUint32(0);
	}

	/** The next `length` bytes, 8 at most. */
	async #take(length: number, end: number): Promise<DataView> {
		const { start } = this.#bytes(length, end);
		if (start < this.#windowAt || start + length > this.#windowAt + this.#window.byteLength) {
			const bytes = await readBytes(this.#reader, start, Math.min(windowBytes, this.#reader.length - start));
			this.#window = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
			this.#windowAt = start;
		}
		return new DataView(this.#window.buffer, this.#window.byteOffset + start - this.#windowAt, length);
	}

	#malformed(what: string, value?: unknown): CheckpointError {
		return new CheckpointError('MALFORMED', `${what} (byte ${this.at} of MessagePack)`, {
			file: this.#reader.file,
			value,
		});
	}

	#tooLarge(what: string): CheckpointError {
		return new CheckpointError('TOO_LARGE', what, { file: this.#reader.file });
	}
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A number where that is exact. */
function narrowed(integer: bigint): number | bigint {
	const number = Number(integer);
	return Number.isSafeInteger(number) ? number : integer;
}
