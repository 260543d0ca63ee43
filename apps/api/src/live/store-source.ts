import { eventsSince, getRender, onDoorbell, queueStatus, type Render, type Store } from '@galatea/store';
import type { HubSource } from './render-hubs.ts';

/** The database as the hubs see it. */
export function storeSource(store: Store): HubSource<Render> {
	return {
		getRender: (renderId) => getRender(store, renderId),
		eventsSince: (renderId, afterSeq) => eventsSince(store, renderId, afterSeq),
		placeOf: (renderId) => queueStatus(store, renderId),
		onDoorbell: (callback) =>
			onDoorbell(store, (ring) => (ring.type === 'event' ? callback(ring.renderId, ring.seq) : callback(null, null))),
	};
}
