/**
 * @file How many exports are sent at the same time. An export lasts as long as its reader's connection needs for gigabytes, so it
 * has no place in the line of what takes a core for a moment, and nobody waits for the end of another's: who finds no room
 * is told when to come again.
 */
import { LineFull } from './encoding-line.ts';

export interface ExportLimits {
	/** Exports of all callers: each reads one file at a time. */
	readonly atOnce: number;
	readonly atOnceOfCaller: number;
	/** Milliseconds after which who takes nothing is cut off: they would keep others out. */
	readonly stalledAfterMs: number;
}

const usualLimits: ExportLimits = { atOnce: 8, atOnceOfCaller: 2, stalledAfterMs: 60_000 };

/** In so many seconds a small export has ended. */
const comeBackSeconds = 30;

/** One of an API process. */
export class ExportRoom {
	readonly stalledAfterMs: number;
	readonly #limits: ExportLimits;
	readonly #running = new Map<string, number>();

	constructor(limits: ExportLimits = usualLimits) {
		this.#limits = limits;
		this.stalledAfterMs = limits.stalledAfterMs;
	}

	/** Exports that are being sent now. */
	get runningCount(): number {
		let count = 0;
		for (const own of this.#running.values()) count += own;
		return count;
	}

	/** Does `job`, which is an export of `callerKey` (any text). Throws `LineFull` at once where there is no room for it. */
	async run<Result>(callerKey: string, job: () => Promise<Result>): Promise<Result> {
		const own = this.#running.get(callerKey) ?? 0;
		if (own >= this.#limits.atOnceOfCaller || this.runningCount >= this.#limits.atOnce)
			throw new LineFull('Too many collections are being saved at the moment; try again later', comeBackSeconds);
		this.#running.set(callerKey, own + 1);
		try {
			return await job();
		} finally {
			const left = (this.#running.get(callerKey) ?? 1) - 1;
			if (left > 0) this.#running.set(callerKey, left);
			else this.#running.delete(callerKey);
		}
	}
}
