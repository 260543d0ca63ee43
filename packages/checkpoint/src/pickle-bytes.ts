/** @file The bytes of a pickle, read from front to back. */
import { CheckpointError } from './errors.ts';
import { maximumPickleIntegerBytes, maximumPickleTextBytes } from './limits.ts';

/** Thrown when the bytes end before the pickle does; more of them may follow in the file. */
export class PickleCutOff extends CheckpointError {}

export class PickleBytes {
	at: number;
	/** What errors call it. */
	readonly file: string;
	readonly #bytes: Uint8Array;
	readonly #view: DataView;

	constructor(file: string, bytes: Uint8Array, at: number) {
		this.at = at;
		this.file = file;
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	unsigned8(): number {
		return this.#view.getUint8(this.#advance(1));
	}

	unsigned16(): number {
		return this.#view.getUint16(this.#advance(2), true);
	}

	unsigned32(): number {
		return this.#view.getUint32(this.#advance(4), true);
	}

	signed32(): number {
		return this.#view.getInt32(this.#advance(4), true);
	}

	/** A length or place; one beyond 2^53 is inexact, and beyond every limit all the same. */
	unsigned64(): number {
		return Number(this.#view.getBigUint64(this.#advance(8), true));
	}

	/** Big-endian, the only number in a pickle that is. */
	float64(): number {
		return this.#view.getFloat64(this.#advance(8), false);
	}

	/** A copy, so that the value does not keep all of the pickle in memory. */
	take(length: number): Uint8Array {
		this.#checkText(length);
		const start = this.#advance(length);
		return new Uint8Array(this.#bytes.subarray(start, start + length));
	}

	utf8(length: number): string {
		this.#checkText(length);
		const start = this.#advance(length);
		try {
			return utf8.decode(this.#bytes.subarray(start, start + length));
		} catch (cause) {
			throw new CheckpointError('MALFORMED', `the text at byte ${start} of its pickle is not UTF-8`, {
				file: this.file,
				cause,
			});
		}
	}

	/** What Python 2 called a string: bytes, each shown as the character of its number. */
	latin1(length: number): string {
		this.#checkText(length);
		const start = this.#advance(length);
		return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, length).toString('latin1');
	}

	/** Text up to the end of the line, as the instructions of protocol 0 have it. */
	line(): string {
		const end = this.#bytes.indexOf(0x0a, this.at);
		if (end < 0) throw this.#cutOff();
		const text = this.latin1(end - this.at);
		this.at = end + 1;
		return text;
	}

	/** Two's complement, little-endian, of any length; a bigint beyond 2^53. */
	integer(length: number): number | bigint {
		if (length > maximumPickleIntegerBytes) {
			throw new CheckpointError('TOO_LARGE', `a whole number may have at most ${maximumPickleIntegerBytes} bytes`, {
				file: this.file,
				value: length,
			});
		}
		const start = this.#advance(length);
		const bytes = new Uint8Array(this.#bytes.subarray(start, start + length)).reverse();
		if (length === 0) return 0;
		const magnitude = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
		return narrowed(BigInt.asIntN(length * 8, magnitude));
	}

	#advance(length: number): number {
		const start = this.at;
		if (start + length > this.#bytes.byteLength) throw this.#cutOff();
		this.at = start + length;
		return start;
	}

	#checkText(length: number): void {
		if (length <= maximumPickleTextBytes) return;
		throw new CheckpointError('TOO_LARGE', `a text in a pickle may have at most ${maximumPickleTextBytes} bytes`, {
			file: this.file,
			value: length,
		});
	}

	#cutOff(): PickleCutOff {
		return new PickleCutOff('MALFORMED', `its pickle ends at byte ${this.#bytes.byteLength}, before its STOP`, {
			file: this.file,
		});
	}
}

/** A number where that is exact. */
export function narrowed(integer: bigint): number | bigint {
	const number = Number(integer);
	return Number.isSafeInteger(number) ? number : integer;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
