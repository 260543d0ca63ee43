/**
 * @file All watched renders of this process. One doorbell serves them all; a hub lives as long as it has viewers.
 * Places in the queue are looked up only while somebody watches a render that waits, and at most once a second.
 */
import { coalesce, isFinal, type RenderEvent } from '@galatea/render';
import type { Audience } from '@galatea/store/accounts';
import type { Ring } from '@galatea/store/database';
import type { Logger } from 'pino';
import { type Place, RenderHub } from './render-hub.ts';
import { type ViewerEvent, type WatchedRow, watch } from './watch.ts';

/** Shortest time between two looks at the queue. */
const placesEveryMs = 1_000;

/** Events of the past that one viewer can ask for with `afterSeq`; of more it gets the coalesced ones. */
const maximumReplay = 256;

/** What the hubs ask of the database. */
export interface HubSource<Row extends WatchedRow> {
	getRender(renderId: string): Promise<Row | null>;
	/** Events with a higher number, oldest first. Pruned progress may be missing, other events never are. */
	eventsSince(renderId: string, afterSeq: number): Promise<readonly RenderEvent[]>;
	/** Place in the queue; null when the render is not queued (any more). */
	placeOf(renderId: string): Promise<Place | null>;
	/** Whether everybody may see the render, and know all that is told of it. */
	isOpen(renderId: string): Promise<boolean>;
	/** Calls back when there is news. Resolves once it is heard, with a function that ends it. */
	onDoorbell(callback: (ring: Ring) => void): Promise<() => void>;
}

/** A wish to watch. */
interface WatchRequest<Row> {
	readonly renderId: string;
	/** Asks for the events after that number, of those before the snapshot; null for none. */
	readonly afterSeq: number | null;
	/** Whether the viewer may see the render at this moment. */
	readonly mayWatch: () => Promise<boolean>;
	/**
	 * Counts the viewer as one who watches, who is told of the others from then on, and returns what ends that; null for one who
	 * is not counted. Asked after `mayWatch`.
	 */
	readonly join: ((tell: (audience: Audience) => void) => () => void) | null;
	/** An event as the viewer may see it. */
	readonly show: (event: ViewerEvent<Row>) => ViewerEvent<Row> | Promise<ViewerEvent<Row>>;
}

export class RenderHubs<Row extends WatchedRow> {
	readonly #source: HubSource<Row>;
	readonly #logger: Logger;
	readonly #hubs = new Map<string, { readonly hub: RenderHub; viewers: number }>();
	#hangUp: (() => void) | null = null;
	readonly #again: NodeJS.Timeout;
	#placesTimer: NodeJS.Timeout | null = null;
	#placesAt = 0;
	#closed = false;
	#asking = false;
	#askAgain = false;

	/** All hubs look again every `lookAgainEveryMs`, in case a doorbell was not heard and because workers come and go in silence. */
	constructor(source: HubSource<Row>, logger: Logger, lookAgainEveryMs = 10_000) {
		this.#source = source;
		this.#logger = logger;
		this.#again = setInterval(() => this.#rung({ type: 'reconnected' }), lookAgainEveryMs);
		this.#again.unref();
	}

	/** Begins to hear the doorbell; before that no render can be watched. Rejects when the database cannot be reached. */
	async listen(): Promise<void> {
		this.#hangUp = await this.#source.onDoorbell((ring) => this.#rung(ring));
	}

	/** Number of renders watched and of viewers, for logs and tests. */
	get size(): { readonly renders: number; readonly viewers: number } {
		let viewers = 0;
		for (const entry of this.#hubs.values()) viewers += entry.viewers;
		return { renders: this.#hubs.size, viewers };
	}

	/** Events kept for one render; 0 when nobody watches it. */
	keptEvents(renderId: string): number {
		return this.#hubs.get(renderId)?.hub.keptEvents ?? 0;
	}

	/**
	 * Joins as a viewer. Null when there is no render that the viewer may see. Throws what the database throws; the viewer
	 * has then left.
	 */
	async view({
		renderId,
		afterSeq,
		mayWatch,
		join,
		show,
	}: WatchRequest<Row>): Promise<AsyncIterableIterator<ViewerEvent<Row>> | null> {
		const hub = this.#join(renderId);
		const leave = () => this.#leave(renderId);
		try {
			// Before the question: what changes during it is asked again.
			const { access } = hub;
			const snapshot = (await mayWatch()) ? await this.#source.getRender(renderId) : null;
			if (!snapshot) {
				leave();
				return null;
			}
			const replay = afterSeq === null ? [] : await this.#history(renderId, afterSeq, snapshot.seq);
			hub.start(snapshot);
			if (snapshot.state === 'QUEUED') this.#lookAtPlaces();
			const isCounted = join !== null && !isFinal(snapshot.state);
			const uncount = isCounted ? join((audience) => hub.setAudience(audience)) : () => undefined;
			const onEnd = () => {
				uncount();
				leave();
			};
			return watch({ hub, snapshot, replay, access, mayWatch, isCounted, show, onEnd });
		} catch (error) {
			leave();
			throw error;
		}
	}

	/** Ends all watching. */
	close(): void {
		this.#closed = true;
		clearInterval(this.#again);
		if (this.#placesTimer) clearTimeout(this.#placesTimer);
		for (const { hub } of this.#hubs.values()) hub.close();
		this.#hangUp?.();
	}

	// Read in parts, as the source gives it; of a long history only what a viewer needs is held.
	async #history(renderId: string, afterSeq: number, untilSeq: number): Promise<readonly RenderEvent[]> {
		let history: readonly RenderEvent[] = [];
		let seq = afterSeq;
		while (seq < untilSeq) {
			const part = await this.#source.eventsSince(renderId, seq);
			history = [...history, ...part.filter((event) => event.seq <= untilSeq)];
			if (history.length > maximumReplay) history = coalesce(history);
			seq = part.at(-1)?.seq ?? untilSeq;
		}
		return history;
	}

	#join(renderId: string): RenderHub {
		const entry = this.#hubs.get(renderId) ?? {
			hub: new RenderHub(renderId, this.#source, this.#logger),
			viewers: 0,
		};
		entry.viewers += 1;
		this.#hubs.set(renderId, entry);
		return entry.hub;
	}

	#leave(renderId: string): void {
		const entry = this.#hubs.get(renderId);
		if (!entry) return;
		entry.viewers -= 1;
		if (entry.viewers > 0) return;
		entry.hub.close();
		this.#hubs.delete(renderId);
	}

	#rung(ring: Ring): void {
		if (ring.type === 'access') this.#hubs.get(ring.renderId)?.hub.askAccess();
		else if (ring.type === 'event') this.#hubs.get(ring.renderId)?.hub.ring(ring.seq);
		else {
			if (ring.type === 'reconnected') for (const { hub } of this.#hubs.values()) hub.ring(null);
			this.#askAccessOfAll();
		}
		this.#lookAtPlaces();
	}

	// Somebody may have signed out or follow nobody any more. One question for all viewers of what everybody may see; one
	// for each viewer of the rest. One hub after the other, and once more for what rang meanwhile.
	#askAccessOfAll(): void {
		this.#askAgain = true;
		if (this.#asking) return;
		this.#asking = true;
		const ask = async (): Promise<void> => {
			while (this.#askAgain && !this.#closed) {
				this.#askAgain = false;
				for (const { hub } of [...this.#hubs.values()]) await this.#askAccessUnlessOpen(hub);
			}
			this.#asking = false;
		};
		void ask();
	}

	async #askAccessUnlessOpen(hub: RenderHub): Promise<void> {
		try {
			if (!(await this.#source.isOpen(hub.renderId))) hub.askAccess();
		} catch (error) {
			this.#logger.warn({ err: error, renderId: hub.renderId }, 'visibility could not be read');
		}
	}

	// Whatever happens to any render may move those that wait.
	#lookAtPlaces(): void {
		if (this.#placesTimer || this.#closed || this.#waitingHubs().length === 0) return;
		const wait = Math.max(0, this.#placesAt + placesEveryMs - Date.now());
		this.#placesTimer = setTimeout(() => {
			this.#placesAt = Date.now();
			this.#updatePlaces().then(
				() => {
					this.#placesTimer = null;
				},
				(error: unknown) => {
					this.#placesTimer = null;
					this.#logger.warn({ err: error }, 'places in the queue could not be read');
				},
			);
		}, wait);
	}

	async #updatePlaces(): Promise<void> {
		for (const hub of this.#waitingHubs()) {
			const place = await this.#source.placeOf(hub.renderId);
			if (place) hub.setPlace(place);
		}
	}

	#waitingHubs(): readonly RenderHub[] {
		const hubs = [...this.#hubs.values()].map((entry) => entry.hub);
		return hubs.filter((hub) => hub.newestSeq !== null && hub.state === 'QUEUED');
	}
}
