/**
 * @file One device and several queues: a render uses the whole device, so that of all the queues that a consumer looks
 * into, one job runs at a time (or as many as are allowed). A job for which there is no room goes back at once, to be
 * had by another consumer, and its queue is left alone until there is.
 */
/**
 * So long a queue that had its turn lets those go first that were turned away meanwhile: they need a query or two to have
 * their jobs again, which takes a busy database its time. A worker is idle for it only when another took those jobs.
 */
const courtesyMs = 1_000;

/** As much of BullMQ's worker as a turn is about; `pause(true)` does not wait for what runs. */
interface Queue {
	pause(doNotWaitActive: boolean): Promise<void>;
	resume(): Promise<void>;
}

export class Turns {
	readonly #maximum: number;
	#running = 0;
	readonly #turnedAway = new Set<Queue>();
	readonly #resting = new Map<Queue, NodeJS.Timeout>();

	/** `maximum`: jobs at once, of all queues together. */
	constructor(maximum: number) {
		this.#maximum = maximum;
	}

	/** Whether a job of this queue may run; {@link leave} must follow. If not, the job must go back. */
	enter(queue: Queue): boolean {
		if (this.#running < this.#maximum) {
			this.#running++;
			return true;
		}
		void queue.pause(true);
		this.#turnedAway.add(queue);
		return false;
	}

	/** Whether something that came from no queue may run; `leave(null)` must follow. */
	enterIfFree(): boolean {
		if (this.#running >= this.#maximum) return false;
		this.#running++;
		return true;
	}

	/** Gives the turn back: queues that were turned away are looked into before this one (null for none) is again. */
	leave(queue: Queue | null): void {
		this.#running--;
		if (this.#turnedAway.size === 0) return;
		const next = [...this.#turnedAway].filter((each) => each !== queue);
		this.#turnedAway.clear();
		for (const each of next) void each.resume();
		if (queue === null) return;
		void queue.pause(true);
		clearTimeout(this.#resting.get(queue));
		const timer = setTimeout(() => {
			this.#resting.delete(queue);
			void queue.resume();
		}, courtesyMs);
		this.#resting.set(queue, timer);
	}

	/** Of a queue that is looked into no more. */
	forget(queue: Queue): void {
		this.#turnedAway.delete(queue);
		clearTimeout(this.#resting.get(queue));
		this.#resting.delete(queue);
	}
}
