/**
 * @file One hub per render that somebody watches in this process. It reads what happened from the database when the
 * doorbell rings, once for all its viewers, and keeps a short list of it. A viewer holds nothing but the number of the
 * last event it saw: it asks for what came after, when it is ready. So a viewer that reads slowly costs no memory, and
 * sees the newest progress instead of a backlog.
 */
import { coalesce, type RenderEvent, type RenderState } from '@galatea/render';
import type { Audience } from '@galatea/store/accounts';
import type { Logger } from 'pino';

/** Progress events that are kept one by one; of older ones only the newest picture is. */
const keptProgress = 64;

/** A viewer that is more events behind than this gets them coalesced. */
const maximumBacklog = 8;

/** Waits between attempts to read while the database cannot be reached, in milliseconds. */
const firstRetryMs = 250;
const longestRetryMs = 5_000;

/** Where in the queue a render is. */
export interface Place {
	/** 1 is next. */
	readonly position: number;
	readonly eta: { readonly lowSeconds: number; readonly highSeconds: number } | null;
	/** Whether a worker is there that can take it. */
	readonly servable: boolean;
	/** Its pack, when workers are there but none of them has it. */
	readonly missingPackId: string | null;
}

/** The place of a render at one moment; `version` rises with every change. */
interface KnownPlace {
	readonly version: number;
	readonly at: number;
	readonly place: Place;
}

/** Who watches a render at one moment; `version` rises with every change. */
interface KnownAudience {
	readonly version: number;
	readonly at: number;
	readonly audience: Audience;
}

/** What a hub asks of the database. */
export interface EventSource {
	/** Events with a higher number, oldest first. Pruned progress may be missing, other events never are. */
	eventsSince(renderId: string, afterSeq: number): Promise<readonly RenderEvent[]>;
}

const statesAfter: { readonly [Type in RenderEvent['type']]: RenderState } = {
	queued: 'QUEUED',
	warming: 'WARMING',
	started: 'RUNNING',
	progress: 'RUNNING',
	done: 'DONE',
	failed: 'FAILED',
	cancelled: 'CANCELLED',
};

/** Recent events of one render, and the viewers that wait for the next. */
export class RenderHub {
	readonly renderId: string;
	readonly #source: EventSource;
	readonly #logger: Logger;
	readonly #waiting = new Set<() => void>();
	#recent: readonly RenderEvent[] = [];
	#newestSeq: number | null = null;
	#attempt = 0;
	#state: RenderState = 'QUEUED';
	#known: KnownPlace | null = null;
	#audience: KnownAudience | null = null;
	#access = 0;
	#stale = false;
	#reading = false;
	#closed = false;
	#retryTimer: NodeJS.Timeout | null = null;
	#retryMs = firstRetryMs;

	constructor(renderId: string, source: EventSource, logger: Logger) {
		this.renderId = renderId;
		this.#source = source;
		this.#logger = logger;
	}

	/** Number of the newest event read; null until {@link start}. */
	get newestSeq(): number | null {
		return this.#newestSeq;
	}

	/** Attempt of the newest event read. */
	get attempt(): number {
		return this.#attempt;
	}

	/** As of the newest event read. */
	get state(): RenderState {
		return this.#state;
	}

	/** Events kept, for tests that prove the bound. */
	get keptEvents(): number {
		return this.#recent.length;
	}

	/** The newest known place in the queue; null when it is not queued or not known yet. */
	get place(): KnownPlace | null {
		return this.#state === 'QUEUED' ? this.#known : null;
	}

	/** Who watches, as far as is known; null until they were counted. */
	get audience(): KnownAudience | null {
		return this.#audience;
	}

	/** Rises whenever viewers must be asked again whether they may watch. */
	get access(): number {
		return this.#access;
	}

	/** Others than before may watch, or it is time to ask again. */
	askAccess(): void {
		this.#access += 1;
		this.#wake();
	}

	/** Begins after a snapshot that was read while the hub could already hear the doorbell. Later calls do nothing. */
	start(snapshot: { readonly seq: number; readonly attempt: number; readonly state: RenderState }): void {
		if (this.#newestSeq !== null) return;
		this.#newestSeq = snapshot.seq;
		this.#attempt = snapshot.attempt;
		this.#state = snapshot.state;
		if (this.#stale) this.#read();
	}

	/** The doorbell: there may be something new. `seq` is the number that was announced, null when unknown. */
	ring(seq: number | null): void {
		if (this.#closed || (seq !== null && this.#newestSeq !== null && seq <= this.#newestSeq)) return;
		this.#stale = true;
		if (this.#newestSeq !== null) this.#read();
	}

	/** Takes note of the place in the queue; viewers hear of it if it changed. */
	setPlace(place: Place): void {
		if (this.#known && isSamePlace(this.#known.place, place)) return;
		this.#known = { version: (this.#known?.version ?? 0) + 1, at: Date.now(), place };
		this.#wake();
	}

	/** Takes note of who watches; viewers who are counted hear of it if it changed. */
	setAudience(audience: Audience): void {
		if (this.#audience && isSameAudience(this.#audience.audience, audience)) return;
		this.#audience = { version: (this.#audience?.version ?? 0) + 1, at: Date.now(), audience };
		this.#wake();
	}

	/** What a viewer who has seen `seq` has not seen; coalesced if that is much. */
	after(seq: number): readonly RenderEvent[] {
		const pending = this.#recent.slice(this.#recent.findLastIndex((event) => event.seq <= seq) + 1);
		return pending.length > maximumBacklog ? coalesce(pending) : pending;
	}

	/** Resolves at the next change, or when `signal` is aborted or the hub closes. */
	changed(signal: AbortSignal): Promise<void> {
		if (signal.aborted || this.#closed) return Promise.resolve();
		return new Promise((resolve) => {
			const settle = () => {
				this.#waiting.delete(settle);
				signal.removeEventListener('abort', settle);
				resolve();
			};
			this.#waiting.add(settle);
			signal.addEventListener('abort', settle);
		});
	}

	/** Whether the hub was closed: no viewer is left, or the process is stopping. */
	get closed(): boolean {
		return this.#closed;
	}

	close(): void {
		this.#closed = true;
		if (this.#retryTimer) clearTimeout(this.#retryTimer);
		this.#wake();
	}

	#wake(): void {
		for (const settle of [...this.#waiting]) settle();
	}

	// One read at a time; a doorbell during a read leads to one more read after it.
	#read(): void {
		if (this.#reading || this.#retryTimer || this.#closed || this.#newestSeq === null) return;
		this.#reading = true;
		this.#stale = false;
		this.#source.eventsSince(this.renderId, this.#newestSeq).then(
			(events) => {
				this.#reading = false;
				this.#retryMs = firstRetryMs;
				this.#append(events);
				// A source may give a long list in parts: after a part comes the next.
				if (this.#stale || events.length > maximumBacklog) this.#read();
			},
			(error: unknown) => {
				this.#reading = false;
				this.#readLater(error);
			},
		);
	}

	// Viewers keep what they have and wait: the database comes back, or they go.
	#readLater(error: unknown): void {
		if (this.#closed) return;
		this.#logger.warn({ err: error, renderId: this.renderId, againInMs: this.#retryMs }, 'events could not be read');
		this.#retryTimer = setTimeout(() => {
			this.#retryTimer = null;
			this.#read();
		}, this.#retryMs);
		this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
	}

	#append(events: readonly RenderEvent[]): void {
		const fresh = events.filter((event) => event.seq > (this.#newestSeq ?? 0));
		const newest = fresh.at(-1);
		if (!newest || this.#closed) return;
		this.#recent = keepRecent([...this.#recent, ...fresh]);
		this.#newestSeq = newest.seq;
		this.#attempt = newest.attempt;
		this.#state = statesAfter[newest.type];
		this.#wake();
	}
}

/** The newest events whole, and of the older ones all but the progress that a newer one has replaced. */
export function keepRecent(events: readonly RenderEvent[]): readonly RenderEvent[] {
	if (events.length <= keptProgress) return events;
	const recent = events.slice(-keptProgress);
	const newestPreview = events.findLast((event) => event.type === 'progress' && event.preview !== null);
	const older = events.slice(0, -keptProgress);
	return [...older.filter((event) => event.type !== 'progress' || event === newestPreview), ...recent];
}

function isSamePlace(a: Place, b: Place): boolean {
	return (
		a.position === b.position &&
		a.servable === b.servable &&
		a.missingPackId === b.missingPackId &&
		a.eta?.lowSeconds === b.eta?.lowSeconds &&
		a.eta?.highSeconds === b.eta?.highSeconds
	);
}

function isSameAudience(a: Audience, b: Audience): boolean {
	return a.count === b.count && a.members.map(({ id }) => id).join() === b.members.map(({ id }) => id).join();
}
