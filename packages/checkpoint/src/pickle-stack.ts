/** @file The stack of a pickle machine, with the marks that its instructions put between values. */
import { CheckpointError } from './errors.ts';
import { maximumPickleStack } from './limits.ts';
import type { PickleValue } from './pickle-values.ts';

/** Throws `CheckpointError` MALFORMED when more is taken than is there, and TOO_LARGE when it grows over its limit. */
export class PickleStack {
	readonly #file: string;
	readonly #values: PickleValue[] = [];
	/** Places among the values, rising. */
	readonly #marks: number[] = [];

	constructor(file: string) {
		this.#file = file;
	}

	push(value: PickleValue): void {
		this.#checkRoom(this.#values);
		this.#values.push(value);
	}

	mark(): void {
		this.#checkRoom(this.#marks);
		this.#marks.push(this.#values.length);
	}

	top(): PickleValue {
		this.#need(1);
		return this.#values.at(-1) as PickleValue;
	}

	pop(): PickleValue {
		this.#need(1);
		return this.#values.pop() as PickleValue;
	}

	/** The last `count` values, the first of them pushed first. */
	popMany(count: number): PickleValue[] {
		this.#need(count);
		return this.#values.splice(this.#values.length - count);
	}

	/** All values above the last mark, and the mark. */
	popToMark(): PickleValue[] {
		const mark = this.#marks.pop();
		if (mark === undefined) throw this.#malformed('its pickle has no mark for what it ends');
		return this.#values.splice(mark);
	}

	/** The last value, or the last mark if no value lies on it. */
	drop(): void {
		if (this.#marks.at(-1) === this.#values.length) this.#marks.pop();
		else this.pop();
	}

	/** Values below the last mark are not to be taken, as in Python. */
	#need(count: number): void {
		if (this.#values.length - (this.#marks.at(-1) ?? 0) >= count) return;
		throw this.#malformed('its pickle takes what it has not');
	}

	#checkRoom({ length }: readonly unknown[]): void {
		if (length < maximumPickleStack) return;
		throw new CheckpointError('TOO_LARGE', `its pickle may have at most ${maximumPickleStack} values on its stack`, {
			file: this.#file,
		});
	}

	#malformed(what: string): CheckpointError {
		return new CheckpointError('MALFORMED', what, { file: this.#file });
	}
}
