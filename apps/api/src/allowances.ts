/**
 * @file How much one caller may ask for in a minute. Everything is charged before it costs anything: a request when it
 * arrives, by its bytes; a document that is not known yet before it is read, by its characters; an operation before it
 * runs, by the values that its answer could hold. So what fails is charged, too. The database counts for all API processes
 * together; a process takes points from it in small lots, so that not every request costs a statement. What of a lot is not
 * used when a process ends is lost to the caller.
 */
import { RenderError } from '@galatea/render';
import { countUp } from '@galatea/store/access';
import type { Store } from '@galatea/store/database';
import type { Person } from './person.ts';

/** Bytes of a request that one point buys, beyond the point for the request itself. */
const bytesOfPoint = 5_000;
/** Characters of a document that one point reads; a document that is known, or is shorter, is read for nothing more. */
const charactersOfPoint = 1_000;
/** Values in an answer that one point buys; fewer are in the point for the request itself. */
const valuesOfPoint = 1_000;
const windowSeconds = 60;
/** A lot is such a part of the whole. */
const lotsOfWhole = 20;
/** Callers that are remembered before those are forgotten whose minute is over. */
const rememberedCallers = 10_000;

/** Points for a request of so many bytes. */
export function pointsOfArrival(bytes: number): number {
	return 1 + Math.floor(bytes / bytesOfPoint);
}

/** Points for reading a document of so many characters that is not known yet. */
export function pointsOfReading(characters: number): number {
	return Math.floor(characters / charactersOfPoint);
}

/** Points for running an operation of that cost (operation-limits.ts), beyond those for its arrival. */
export function pointsOfCost(cost: number): number {
	return Math.floor(cost / valuesOfPoint);
}

/** What a caller has after a request; `isGranted` says whether the request may run. */
export interface Allowance {
	readonly isGranted: boolean;
	readonly maximum: number;
	/** Points that are left in this window, at least. */
	readonly remaining: number;
	/** Whole seconds until all are there again. */
	readonly resetSeconds: number;
}

interface Lot {
	/** Points taken from the database and not yet used. */
	left: number;
	/** Points that were still in the database. */
	beyond: number;
	/** In milliseconds of `performance.now()`. */
	readonly resetAt: number;
}

/** One of an API process. */
export class Allowances {
	readonly #store: Store;
	readonly #maximum: number;
	readonly #lots = new Map<string, Lot>();
	/** Callers for whom a lot is being taken: who asks for many things at once takes one. */
	readonly #taking = new Map<string, Promise<void>>();

	/** `maximum` points in a minute for each caller. */
	constructor(store: Store, maximum: number) {
		this.#store = store;
		this.#maximum = maximum;
	}

	/**
	 * Takes points from who asks; with 0 it tells what is left. Null where nobody counts: for the web app's own server, and
	 * while the database is away, of which the operation itself will tell.
	 */
	async spend(person: Pick<Person, 'callerKeys'>, points: number): Promise<Allowance | null> {
		try {
			let own: Allowance | null = null;
			for (const { key, share } of await person.callerKeys()) {
				const allowance = await this.take(key, points, share);
				if (!allowance.isGranted) return allowance;
				own ??= allowance;
			}
			return own;
		} catch (error) {
			if (error instanceof RenderError && error.code === 'DATABASE_UNAVAILABLE') return null;
			throw error;
		}
	}

	/**
	 * Takes points from `caller`, any text, who has `share` times as many as one caller; none when there are too few. Throws
	 * `DATABASE_UNAVAILABLE`.
	 */
	async take(caller: string, points: number, share = 1): Promise<Allowance> {
		const maximum = this.#maximum * share;
		let lot = this.#current(caller);
		// What was taken meanwhile may have been used by others who waited for it.
		while (!lot || (lot.left < points && lot.beyond > 0)) {
			await (this.#taking.get(caller) ?? this.#takeLot(caller, maximum, points - (lot?.left ?? 0)));
			lot = this.#current(caller);
		}
		const isGranted = lot.left >= points;
		if (isGranted) lot.left -= points;
		const resetSeconds = Math.max(1, Math.ceil((lot.resetAt - performance.now()) / 1_000));
		return { isGranted, maximum, remaining: lot.left + lot.beyond, resetSeconds };
	}

	/** What is left of the minute that the caller is in; null when a new one has begun. */
	#current(caller: string): Lot | null {
		const lot = this.#lots.get(caller);
		return lot && lot.resetAt > performance.now() ? lot : null;
	}

	#takeLot(caller: string, maximum: number, missing: number): Promise<void> {
		const wanted = Math.max(missing, Math.ceil(maximum / lotsOfWhole));
		const taking = this.#countLot(caller, maximum, wanted).finally(() => this.#taking.delete(caller));
		this.#taking.set(caller, taking);
		return taking;
	}

	async #countLot(caller: string, maximum: number, wanted: number): Promise<void> {
		const { count, resetSeconds } = await countUp(this.#store, `operations:${caller}`, windowSeconds, wanted);
		// The last lot is what there is.
		const got = Math.max(0, Math.min(wanted, maximum - (count - wanted)));
		const isNewWindow = count === wanted;
		this.#remember(caller, {
			left: got + (isNewWindow ? 0 : (this.#current(caller)?.left ?? 0)),
			beyond: Math.max(0, maximum - count),
			resetAt: performance.now() + resetSeconds * 1_000,
		});
	}

	#remember(caller: string, lot: Lot): void {
		this.#lots.set(caller, lot);
		if (this.#lots.size <= rememberedCallers) return;
		const now = performance.now();
		for (const [each, { resetAt }] of this.#lots) if (resetAt <= now) this.#lots.delete(each);
	}
}
