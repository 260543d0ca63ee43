/**
 * @file One viewer of one render: a snapshot, then what happens, until the render ends or the viewer goes. Nothing is
 * prepared ahead: each event is taken from the hub when the socket is ready for it.
 */
import { isFinal, type RenderEvent, type RenderState } from '@galatea/render';
import type { Audience } from '@galatea/store/accounts';
import type { Place, RenderHub } from './render-hub.ts';
import { share } from './shared-results.ts';

/** The whole state: always the first event. */
export interface SnapshotEvent<Row> {
	readonly type: 'snapshot';
	readonly seq: number;
	readonly attempt: number;
	readonly at: number;
	readonly render: Row;
}

/** The place in the queue has changed. Not stored, so it carries the number of the newest stored event. */
export interface PlaceEvent {
	readonly type: 'queued';
	readonly seq: number;
	readonly attempt: number;
	readonly at: number;
	readonly place: Place;
}

/** Others watch than before. Not stored, as a place is not. */
export interface WatchedEvent {
	readonly type: 'watched';
	readonly seq: number;
	readonly attempt: number;
	readonly at: number;
	readonly audience: Audience;
}

/** What a viewer sees of a stored event: with its render, so that the fields of an event need not look it up. */
export type StoredEvent = Exclude<RenderEvent, { readonly type: 'queued' }> & { readonly renderId: string };

export type ViewerEvent<Row> = SnapshotEvent<Row> | PlaceEvent | WatchedEvent | StoredEvent;

/** What {@link watch} needs of a render's row. */
export interface WatchedRow {
	readonly id: string;
	readonly seq: number;
	readonly attempt: number;
	readonly state: RenderState;
}

/** Options of {@link watch}. */
export interface WatchOptions<Row extends WatchedRow> {
	readonly hub: RenderHub;
	/** Read after the viewer joined the hub, so that nothing falls between the two. */
	readonly snapshot: Row;
	/** Events of the past to send after the snapshot; none is newer than it. */
	readonly replay: readonly RenderEvent[];
	/** `access` of the hub when the viewer was last asked whether they may watch. */
	readonly access: number;
	/** Asks again; when it says no, the watching ends. */
	readonly mayWatch: () => Promise<boolean>;
	/** Whether they count as one who watches, and hear of the others. */
	readonly isCounted: boolean;
	/** An event as the viewer may see it: without what is hidden from them. */
	readonly show: (event: ViewerEvent<Row>) => ViewerEvent<Row> | Promise<ViewerEvent<Row>>;
	/** Called once, however the watching ends. */
	readonly onEnd: () => void;
}

/**
 * The events for one viewer. Unlike a bare generator its `return()` takes effect at once, even while an event is
 * awaited; otherwise a viewer that has gone would stay until the render's next event.
 */
export function watch<Row extends WatchedRow>(options: WatchOptions<Row>): AsyncIterableIterator<ViewerEvent<Row>> {
	const stop = new AbortController();
	const events = viewerEvents(options, stop.signal);
	let ended = false;
	const end = () => {
		if (ended) return;
		ended = true;
		stop.abort();
		options.onEnd();
	};
	return {
		async next() {
			try {
				const result = await events.next();
				if (!result.done) return { done: false, value: await options.show(result.value) };
				end();
				return result;
			} catch (error) {
				// Asking may fail as the database may: the viewer is gone then as well.
				end();
				throw error;
			}
		},
		async return() {
			end();
			await events.return(undefined);
			return { done: true, value: undefined };
		},
		async throw(error) {
			end();
			return events.throw(error);
		},
		[Symbol.asyncIterator]() {
			return this;
		},
	};
}

async function* viewerEvents<Row extends WatchedRow>(
	options: WatchOptions<Row>,
	signal: AbortSignal,
): AsyncGenerator<ViewerEvent<Row>, undefined> {
	const { hub, snapshot } = options;
	let seenPlace = hub.place?.version ?? 0;
	let seenAudience = 0;
	let seenAccess = options.access;
	let seq = snapshot.seq;
	yield { type: 'snapshot', seq, attempt: snapshot.attempt, at: Date.now(), render: snapshot };
	for (const event of options.replay) yield asSeen(event, hub);
	if (isFinal(snapshot.state)) return;
	while (!signal.aborted && !hub.closed) {
		if (hub.access > seenAccess) {
			seenAccess = hub.access;
			if (!(await options.mayWatch())) return;
			continue;
		}
		const next = hub.after(seq)[0];
		if (next) {
			seq = next.seq;
			yield asSeen(next, hub);
			if (isFinalEvent(next)) return;
			continue;
		}
		const known = hub.place;
		if (known && known.version > seenPlace) {
			seenPlace = known.version;
			yield placeEvent(hub, seq, known);
			continue;
		}
		const watching = options.isCounted ? hub.audience : null;
		if (watching && watching.version > seenAudience) {
			seenAudience = watching.version;
			yield watchedEvent(hub, seq, watching);
			continue;
		}
		// Nothing can happen between the look above and this: there is no await in between.
		await hub.changed(signal);
	}
}

const seen = new WeakMap<RenderEvent, StoredEvent>();
const placeEvents = new WeakMap<Place, PlaceEvent>();
const watchedEvents = new WeakMap<Audience, WatchedEvent>();

// A stored "queued" does not hold the place of that time; one that has left the queue was next when it left. Of the rest
// all viewers see one object.
function asSeen<Row>(event: RenderEvent, hub: RenderHub): ViewerEvent<Row> {
	if (event.type === 'queued') {
		const place = hub.place?.place ?? { position: 1, eta: null, servable: true, missingPackId: null };
		return { type: 'queued', seq: event.seq, attempt: event.attempt, at: event.at, place };
	}
	const known = seen.get(event);
	if (known) return known;
	const made = share({ ...event, renderId: hub.renderId });
	seen.set(event, made);
	return made;
}

function placeEvent(
	hub: RenderHub,
	seq: number,
	{ at, place }: { readonly at: number; readonly place: Place },
): PlaceEvent {
	const known = placeEvents.get(place);
	const { attempt } = hub;
	if (known?.seq === seq && known.attempt === attempt) return known;
	const made = share<PlaceEvent>({ type: 'queued', seq, attempt, at, place });
	placeEvents.set(place, made);
	return made;
}

function watchedEvent(
	hub: RenderHub,
	seq: number,
	{ at, audience }: { readonly at: number; readonly audience: Audience },
): WatchedEvent {
	const known = watchedEvents.get(audience);
	const { attempt } = hub;
	if (known?.seq === seq && known.attempt === attempt) return known;
	const made = share<WatchedEvent>({ type: 'watched', seq, attempt, at, audience });
	watchedEvents.set(audience, made);
	return made;
}

function isFinalEvent(event: RenderEvent): boolean {
	return event.type === 'done' || event.type === 'failed' || event.type === 'cancelled';
}
