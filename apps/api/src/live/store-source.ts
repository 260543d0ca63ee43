import { mayKnowRecipe, mayWatch, nobody } from '@galatea/store/access';
import { onDoorbell, type Store } from '@galatea/store/database';
import { eventsSince, getRender, queueStatus, type Render } from '@galatea/store/renders';
import type { HubSource } from './render-hubs.ts';

/** The database as the hubs see it. */
export function storeSource(store: Store): HubSource<Render> {
	return {
		getRender: (renderId) => getRender(store, renderId),
		eventsSince: (renderId, afterSeq) => eventsSince(store, renderId, afterSeq),
		placeOf: (renderId) => queueStatus(store, renderId),
		isOpen: async (renderId) =>
			(await mayWatch(store, renderId, nobody)) && (await mayKnowRecipe(store, renderId, nobody)),
		onDoorbell: (callback) => onDoorbell(store, callback),
	};
}
