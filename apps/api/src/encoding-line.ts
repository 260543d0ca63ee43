/**
 * @file The line before what costs a core for a moment: encoding a picture to download, drawing a card, checking an upload. A few
 * run at the same time; others wait, each caller in turn, so that who asks for a hundred pictures keeps somebody who asks for
 * one waiting for a few of them only. The line is bounded, and who has left stands in it no longer.
 */

export interface EncodingLimits {
	/** Jobs that run at the same time: each takes a core, and up to a few hundred megabytes at 64 million pixels. */
	readonly atOnce: number;
	/** Jobs that wait, of all callers. */
	readonly maximumWaiting: number;
	/** Jobs of one caller that wait. */
	readonly maximumWaitingOfCaller: number;
}

const usualLimits: EncodingLimits = { atOnce: 2, maximumWaiting: 24, maximumWaitingOfCaller: 8 };

/** In so many seconds the line has moved on, and who was sent away may come again. */
const comeBackSeconds = 5;

/** There is no room in the line. */
export class LineFull extends Error {
	override readonly name = 'LineFull';
	readonly retryAfterSeconds: number;

	constructor(message: string, retryAfterSeconds = comeBackSeconds) {
		super(message);
		this.retryAfterSeconds = retryAfterSeconds;
	}
}

/** Whoever asked has left before their turn; nobody is there to be told. */
export class CallerLeft extends Error {
	override readonly name = 'CallerLeft';
}

/** A job in the line: begun when its turn comes. */
type Waiting = () => void;

/** One of an API process. */
export class EncodingLine {
	readonly #limits: EncodingLimits;
	/** The caller whose turn is next first. None of the lists is empty. */
	readonly #waiting = new Map<string, Waiting[]>();
	#running = 0;
	#started = 0;

	constructor(limits: EncodingLimits = usualLimits) {
		this.#limits = limits;
	}

	/** Jobs that have been begun since this process began. */
	get startedCount(): number {
		return this.#started;
	}

	/** Jobs that wait now. */
	get waitingCount(): number {
		let count = 0;
		for (const jobs of this.#waiting.values()) count += jobs.length;
		return count;
	}

	/**
	 * Does `job` when it is the turn of `callerKey` (any text), and resolves with what it gives. Throws {@link LineFull} at once when
	 * too many wait, and {@link CallerLeft} when `left` is aborted before the job has begun; one that has begun goes on to its end.
	 */
	async run<Result>(callerKey: string, left: AbortSignal, job: () => Promise<Result>): Promise<Result> {
		if (left.aborted) throw new CallerLeft('The caller has left');
		if (this.#running < this.#limits.atOnce) this.#begin();
		else await this.#wait(callerKey, left);
		try {
			return await job();
		} finally {
			this.#running--;
			this.#next();
		}
	}

	#begin(): void {
		this.#running++;
		this.#started++;
	}

	#wait(callerKey: string, left: AbortSignal): Promise<void> {
		const own = this.#waiting.get(callerKey) ?? [];
		const { maximumWaiting, maximumWaitingOfCaller } = this.#limits;
		if (own.length >= maximumWaitingOfCaller || this.waitingCount >= maximumWaiting)
			throw new LineFull('Too many pictures are being made at the moment; try again in a few seconds');
		return new Promise((resolve, reject) => {
			const leave = () => {
				own.splice(own.indexOf(begin), 1);
				if (own.length === 0) this.#waiting.delete(callerKey);
				reject(new CallerLeft('The caller has left'));
			};
			const begin = () => {
				left.removeEventListener('abort', leave);
				this.#begin();
				resolve();
			};
			left.addEventListener('abort', leave, { once: true });
			own.push(begin);
			this.#waiting.set(callerKey, own);
		});
	}

	/** Begins the first job of the caller whose turn it is, who then stands behind all others. */
	#next(): void {
		const [first] = this.#waiting;
		if (!first) return;
		const [callerKey, jobs] = first;
		const begin = jobs.shift();
		this.#waiting.delete(callerKey);
		if (jobs.length > 0) this.#waiting.set(callerKey, jobs);
		begin?.();
	}
}
