export {
	CursorError,
	getArtwork,
	getArtworks,
	listArtworks,
	maximumPageSize,
	parentsOf,
	publishRender,
	remixesOf,
} from './artworks.ts';
export { appendEvent, claimRender, failRender, finishRender, maximumAttemptsWithoutProgress } from './attempts.ts';
export { findPicture, readBlob, saveBlob } from './blobs.ts';
export { checkpointSteps, findCheckpoint, newestCheckpoint, saveCheckpoint } from './checkpoints.ts';
export { onCancel, onDoorbell } from './doorbell.ts';
export { eventsSince } from './events.ts';
export { findFilm } from './films.ts';
export { health } from './health.ts';
export { lossHistory } from './losses.ts';
export { MigrationError, migrate } from './migrate.ts';
export { queueStatus, remainingTime } from './queue-status.ts';
export { saveRecipe } from './recipes.ts';
export { countQueued, createRender, getRender, getRenders, queuedRenderIds, requestCancel } from './renders.ts';
export { closeStore, openStore, type Store } from './store.ts';
export { SupersededError } from './superseded-error.ts';
export type * from './types.ts';
export { createGuest, findUserByToken, getUsers } from './users.ts';
export { failVideo, finishVideo, requestVideo, type Video, type VideoState, videosOf } from './videos.ts';
export { listWorkers, workerBeat, workerBeatEveryMs, workerGone } from './workers.ts';
