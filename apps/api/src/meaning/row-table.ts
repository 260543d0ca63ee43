/**
 * @file Vectors of length 1 as rows of int16 numbers in the memory of a WebAssembly module, which multiplies eight at a time:
 * a million of 256 numbers in the time that reading them from memory takes. A product is off by some 1/50,000, far less than
 * two vectors that people could tell apart.
 */
import { readFileSync } from 'node:fs';

/** What 1 is as an int16. The product of two vectors of length 1 is below its square, which an int32 holds. */
const scale = 32_767;
/** What a product of 1 is. */
export const productScale = scale ** 2;
/** Bytes that the module reads at once. */
const stepBytes = 16;
const pageBytes = 65_536;
/** Pages of a module's memory at most: 4 GiB. */
const maximumPages = 65_536;

const module = new WebAssembly.Module(readFileSync(new URL('dot-rows.wasm', import.meta.url)));
type DotRows = (row: number, width: number, count: number, sought: number, out: number) => void;

/** Grows to 4 GiB; rows are never taken away. */
export class RowTable {
	readonly #width: number;
	/** Bytes of a row: those of its numbers, and zeros up to a whole step. */
	readonly #rowBytes: number;
	readonly #atOnce: number;
	/** Where the products are written, behind the sought vector, and where the rows begin. */
	readonly #out: number;
	readonly #rows: number;
	readonly #memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages });
	readonly #dotRows: DotRows;
	#count = 0;

	/** Rows of `width` numbers, of which `atOnce` are compared in one call. */
	constructor(width: number, atOnce: number) {
		this.#width = width;
		this.#rowBytes = Math.ceil((2 * width) / stepBytes) * stepBytes;
		this.#atOnce = atOnce;
		this.#out = this.#rowBytes;
		this.#rows = Math.ceil((this.#out + 4 * atOnce) / stepBytes) * stepBytes;
		const { exports } = new WebAssembly.Instance(module, { host: { memory: this.#memory } });
		this.#dotRows = exports['dotRows'] as DotRows;
	}

	/** Adds a vector of length 1. Throws a RangeError on another width, and when the memory is full. */
	add(vector: Float32Array): void {
		const place = this.#rows + this.#count * this.#rowBytes;
		const missing = place + this.#rowBytes - this.#memory.buffer.byteLength;
		// An eighth more than there is, so that growing is seldom.
		if (missing > 0) this.#grow(missing, this.#memory.buffer.byteLength / 8);
		this.#write(place, vector);
		this.#count++;
	}

	/** A row as it was added, but for rounding. */
	row(index: number): Float32Array {
		const place = this.#rows + index * this.#rowBytes;
		return Float32Array.from(new Int16Array(this.#memory.buffer, place, this.#width), (value) => value / scale);
	}

	/**
	 * Scalar products of `sought` with up to `atOnce` rows from `first` on, in units of {@link productScale}. Good until the
	 * next call, or until a row is added.
	 */
	products(sought: Float32Array, first: number): Int32Array {
		this.#write(0, sought);
		const count = Math.max(0, Math.min(this.#atOnce, this.#count - first));
		this.#dotRows(this.#rows + first * this.#rowBytes, this.#rowBytes, count, 0, this.#out);
		return new Int32Array(this.#memory.buffer, this.#out, count);
	}

	#write(place: number, vector: Float32Array): void {
		if (vector.length !== this.#width) throw new RangeError(`${vector.length} numbers are not ${this.#width}`);
		const numbers = new Int16Array(this.#memory.buffer, place, this.#width);
		for (let column = 0; column < this.#width; column++)
			numbers[column] = Math.round(scale * Math.max(-1, Math.min(1, vector[column] as number)));
	}

	#grow(missing: number, more: number): void {
		const pages = this.#memory.buffer.byteLength / pageBytes;
		const wanted = Math.min(Math.ceil((missing + more) / pageBytes), maximumPages - pages);
		if (wanted * pageBytes < missing)
			throw new RangeError(`A table of more than ${this.#count} rows does not fit into 4 GiB`);
		this.#memory.grow(wanted);
	}
}
