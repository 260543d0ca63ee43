/**
 * @file How much one caller may ask for in a minute: an operation takes one point, and one more for every thousand values
 * that its answer could hold. The database counts for all API processes together; a process takes points from it in small
 * lots, so that not every request costs a statement. What of a lot is not used when a process ends is lost to the caller.
 */
import { RenderError } from '@galatea/render';
import { countUp } from '@galatea/store/access';
import type { Store } from '@galatea/store/database';
import type { Person } from './person.ts';

/** Values that one point buys, beyond the point for the operation itself. */
const valuesOfPoint = 1_000;
const windowSeconds = 60;
/** A lot is such a part of the whole. */
const lotsOfWhole = 20;
/** Callers that are remembered before those are forgotten whose minute is over. */
const rememberedCallers = 10_000;

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

	/** `maximum` points in a minute for each caller. */
	constructor(store: Store, maximum: number) {
		this.#store = store;
		this.#maximum = maximum;
	}

	/**
	 * Takes what an operation of that cost (operation-limits.ts) takes from who asks. Null where nobody counts: for the web
	 * app's own server, and while the database is away, of which the operation itself will tell.
	 */
	async spend(person: Person, cost: number): Promise<Allowance | null> {
		try {
			const caller = await person.callerKey();
			return caller === null ? null : await this.take(caller, 1 + Math.floor(cost / valuesOfPoint));
		} catch (error) {
			if (error instanceof RenderError && error.code === 'DATABASE_UNAVAILABLE') return null;
			throw error;
		}
	}

	/** Takes points from `caller`, any text; none when there are too few. Throws `DATABASE_UNAVAILABLE`. */
	async take(caller: string, points: number): Promise<Allowance> {
		const now = performance.now();
		let lot = this.#lots.get(caller);
		if (!lot || lot.resetAt <= now || (lot.left < points && lot.beyond > 0)) {
			lot = await this.#takeLot(caller, points, lot && lot.resetAt > now ? lot.left : 0);
			this.#remember(caller, lot);
		}
		const isGranted = lot.left >= points;
		if (isGranted) lot.left -= points;
		const resetSeconds = Math.max(1, Math.ceil((lot.resetAt - performance.now()) / 1_000));
		return { isGranted, maximum: this.#maximum, remaining: lot.left + lot.beyond, resetSeconds };
	}

	async #takeLot(caller: string, points: number, left: number): Promise<Lot> {
		const wanted = Math.max(points - left, Math.ceil(this.#maximum / lotsOfWhole));
		const { count, resetSeconds } = await countUp(this.#store, `operations:${caller}`, windowSeconds, wanted);
		// The last lot is what there is.
		const got = Math.max(0, Math.min(wanted, this.#maximum - (count - wanted)));
		const isNewWindow = count === wanted;
		return {
			left: got + (isNewWindow ? 0 : left),
			beyond: Math.max(0, this.#maximum - count),
			resetAt: performance.now() + resetSeconds * 1_000,
		};
	}

	#remember(caller: string, lot: Lot): void {
		this.#lots.set(caller, lot);
		if (this.#lots.size <= rememberedCallers) return;
		const now = performance.now();
		for (const [each, { resetAt }] of this.#lots) if (resetAt <= now) this.#lots.delete(each);
	}
}
