export {
	type AccessScope,
	type AccessToken,
	accessScopes,
	accessTokenPrefix,
	createAccessToken,
	findUserByAccessToken,
	listAccessTokens,
	revokeAccessToken,
} from './access-tokens.ts';
export { type Accounts, type Entrance, openAccounts, type SignedIn, sessionCookie } from './accounts.ts';
export {
	type ArtworkFilter,
	type ArtworkListRequest,
	artworkOrders,
	countNewer,
	listArtworks,
	maximumPageSize,
	periods,
	pictureShapes,
} from './artwork-lists.ts';
export {
	getArtworks,
	isGalleryEmpty,
	parentsOf,
	publishRender,
	remixesOf,
} from './artworks.ts';
export { type ListedPicture, listedPictures, readListed } from './artworks-of-pictures.ts';
export { appendEvent, claimRender, failRender, finishRender, maximumAttemptsWithoutProgress } from './attempts.ts';
export { findPicture, readBlob, saveBlob } from './blobs.ts';
export { type Bond, bind, bondsOf, unbind } from './bonds.ts';
export { checkpointSteps, findCheckpoint, newestCheckpoint, saveCheckpoint } from './checkpoints.ts';
export { CursorError, printCursor, readCursor } from './cursor.ts';
export { onCancel, onDoorbell, onEmbedding } from './doorbell.ts';
export {
	answerEmbeddingRequest,
	type EmbeddingAnswer,
	findEmbedding,
	requestEmbedding,
	type SearchedWith,
} from './embedding-requests.ts';
export { currentEmbeddingSpace, type EmbeddingSpace, useEmbeddingSpace } from './embedding-spaces.ts';
export { eventsSince } from './events.ts';
export { type Family, familyOf } from './family.ts';
export { findFilm } from './films.ts';
export { claimAdmin, isAdminClaim, offerAdminClaim } from './first-admin.ts';
export { framesOf } from './frames.ts';
export { health } from './health.ts';
export { liveRenders } from './live-renders.ts';
export { lossHistory } from './losses.ts';
export { MigrationError, migrate } from './migrate.ts';
export {
	embeddingProgress,
	newestUnseen,
	type PictureEmbedding,
	readEmbeddings,
	type StoredEmbedding,
	savePictureEmbedding,
	type UnseenPicture,
	type WalkPlace,
	walkUnseen,
} from './picture-embeddings.ts';
export { updateProfile } from './profile.ts';
export { queueStatus, remainingTime } from './queue-status.ts';
export { forgetWhatIsOver } from './rate-limits.ts';
export { readRecipePicture, recipePictureKeys, usablePictures } from './recipe-pictures.ts';
export { saveRecipe } from './recipes.ts';
export { countQueued, createRender, getRender, getRenders, queuedRenderIds, requestCancel } from './renders.ts';
export { memberRoles, setRole } from './roles.ts';
export { closeStore, openStore, type Store } from './store.ts';
export { SupersededError } from './superseded-error.ts';
export { tagsOf } from './tags.ts';
export type * from './types.ts';
export { licences, roles, visibilities } from './types.ts';
export { setRenderVisibility, updateArtwork } from './update-artwork.ts';
export { admitUpload, forgetUploads, saveUpload } from './uploads.ts';
export { createGuest, emailOf, findUserByHandle, findUserByToken, getUsers } from './users.ts';
export { failVideo, finishVideo, requestVideo, type Video, type VideoState, videosOf } from './videos.ts';
export { isOpenToAll, mayHaveFile, mayWatch, nobody, type Viewer } from './visibility.ts';
export { listWorkers, workerBeat, workerBeatEveryMs, workerGone } from './workers.ts';
