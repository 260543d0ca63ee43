/** @file Room in memory for bodies that are being received: a picture is read once all of its bytes are there. */

/** Bytes at the same time, of all callers. */
const maximumBytes = 192 * 1024 * 1024;
/** Of one address. */
const maximumBytesOfAddress = 48 * 1024 * 1024;

/** One of an API process. */
export class Receiving {
	readonly #taken = new Map<string, number>();
	#total = 0;

	/**
	 * Keeps room for a body that an address has begun to send, until the function that comes back is called. Null when there is none.
	 */
	reserve(address: string, byteCount: number): (() => void) | null {
		const taken = this.#taken.get(address) ?? 0;
		if (this.#total + byteCount > maximumBytes || taken + byteCount > maximumBytesOfAddress) return null;
		this.#add(address, byteCount);
		return () => this.#add(address, -byteCount);
	}

	#add(address: string, byteCount: number): void {
		this.#total += byteCount;
		const taken = (this.#taken.get(address) ?? 0) + byteCount;
		if (taken > 0) this.#taken.set(address, taken);
		else this.#taken.delete(address);
	}
}
