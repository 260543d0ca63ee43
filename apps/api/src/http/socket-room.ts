/** @file How many sockets are open from one address: each takes some fifty kilobytes, and a script could take them all. */
import type { Socket } from 'node:net';

/** One of an API process. */
export class SocketRoom {
	readonly #maximum: number;
	readonly #open = new Map<string, number>();

	/** Room for `maximum` sockets from each address. */
	constructor(maximum: number) {
		this.#maximum = maximum;
	}

	/** Counts a connection under an address until it is closed; false when as many are open from there as may be. */
	admit(connection: Socket, address: string): boolean {
		const open = this.#open.get(address) ?? 0;
		if (open >= this.#maximum) return false;
		this.#open.set(address, open + 1);
		connection.once('close', () => {
			const left = (this.#open.get(address) ?? 1) - 1;
			if (left > 0) this.#open.set(address, left);
			else this.#open.delete(address);
		});
		return true;
	}
}
