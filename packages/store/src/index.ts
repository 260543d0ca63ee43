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
export {
	changeEmail,
	changeHandle,
	endAccounts,
	type Leaving,
	leave,
	leavings,
	stay,
} from './account-changes.ts';
export { normaliseEmail } from './account-input.ts';
export { type Accounts, openAccounts } from './accounts.ts';
export { canBeAppealed, createAppeal, decideAppeal } from './appeals.ts';
export { type ArtworkFilter, periods, pictureShapes } from './artwork-filter.ts';
export { type ArtworkListRequest, artworkOrders, countNewer, listArtworks } from './artwork-lists.ts';
export {
	countRemixes,
	getArtworks,
	isGalleryEmpty,
	parentsOf,
	publishRender,
	remixesOf,
} from './artworks.ts';
export { type ListedPicture, listedPictures, readListed } from './artworks-of-pictures.ts';
export { appendEvent, claimRender, failRender, finishRender, maximumAttemptsWithoutProgress } from './attempts.ts';
export {
	type Entrance,
	type OAuthSettings,
	oauthStateCookie,
	type SignedIn,
	sessionCookie,
	signInLinkMinutes,
} from './authentication.ts';
export { readOwnPicture, setAvatar } from './avatars.ts';
export { findPicture, readBlob, type StoredFile, saveBlob } from './blobs.ts';
export { type Bond, type BoundPage, type BoundUser, bind, blockersOf, bondsOf, listBound, unbind } from './bonds.ts';
export { checkpointSteps, findCheckpoint, newestCheckpoint, saveCheckpoint } from './checkpoints.ts';
export {
	type CommentPermission,
	type CommentPolicy,
	commentPermissions,
	commentPermissionsOf,
	commentPolicies,
} from './comment-permission.ts';
export { type Comment, commentStates, type Place } from './comment-rows.ts';
export { createComment, deleteComment, editComment } from './comments.ts';
export { CursorError, maximumPageSize, printCursor, readCursor } from './cursor.ts';
export { deleteArtwork, deleteRender } from './delete-works.ts';
export { removeDiscardedFiles } from './discarded-files.ts';
export { onCancel, onComment, onDoorbell, onEmbedding, onPackTask, onStepPicture } from './doorbell.ts';
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
export { type LevelHint, levelHintsOf, saveLevelHint } from './level-hints.ts';
export { liveRenders } from './live-renders.ts';
export { lossHistory } from './losses.ts';
export { MigrationError, migrate } from './migrate.ts';
export { maximumSuspensionDays, moderate } from './moderation.ts';
export {
	actionsAbout,
	actionsOn,
	appealsAgainst,
	getActions,
	listActions,
	type ModerationLogPage,
	openAppeals,
} from './moderation-log.ts';
export { type Appeal, type ModerationAction, type ModerationKind, moderationKinds } from './moderation-rows.ts';
export {
	countUnread,
	listNotifications,
	markRead,
	maximumUnreadCount,
	type NotificationGroup,
	type NotificationPage,
	setSilenced,
} from './notifications.ts';
export { type NotificationKind, notificationKinds } from './notify.ts';
export { connectedProviders, disconnectProvider, type OAuthBeginning } from './oauth.ts';
export {
	githubProvider,
	googleProvider,
	type OAuthProvider,
	type OAuthProviderId,
	oauthProviderIds,
} from './oauth-providers.ts';
export { listOwnRenders, type OwnRenderPage, type RenderStage, renderStages } from './own-renders.ts';
export {
	cancelPackTask,
	endPackTask,
	failLostPackTasks,
	listPackTasks,
	type PackTask,
	packTaskKinds,
	packTaskStates,
	reportPackTask,
	requestPackTask,
	takePackTask,
} from './pack-tasks.ts';
export { listPasskeys, maximumPasskeys, type Passkey, removePasskey } from './passkeys.ts';
export { hasPassword } from './passwords.ts';
export {
	embeddingProgress,
	newestUnseen,
	type PictureEmbedding,
	readEmbeddings,
	readProfile,
	type StoredEmbedding,
	savePictureEmbedding,
	type UnseenPicture,
	type WalkPlace,
	walkUnseen,
} from './picture-embeddings.ts';
export {
	laddersOf,
	putOffLadder,
	type StoredRung,
	saveLadder,
	takeLadder,
} from './picture-ladders.ts';
export { saveSuggestedTags } from './picture-tags.ts';
export {
	areVectorsReady,
	buildVectorIndexes,
	copyVectors,
	prepareVectors,
	type VectorSupport,
} from './picture-vectors.ts';
export { type PictureToCompare, picturesToCompare } from './pictures-to-compare.ts';
export { updateProfile } from './profile.ts';
export { queueStatus, remainingTime } from './queue-status.ts';
export { countUp, forgetWhatIsOver } from './rate-limits.ts';
export { type ReactionCount, type ReactionKind, reactionKinds, reactionsTo, setReaction } from './reactions.ts';
export {
	type CommentPage,
	type CommentSummary,
	getComments,
	listThreads,
	maximumCommentedSteps,
	repliesIn,
	summariseComments,
	threadOf,
} from './read-comments.ts';
export { readRecipePicture, recipePictureKeys, usablePictures } from './recipe-pictures.ts';
export { saveRecipe } from './recipes.ts';
export {
	type RemixPermission,
	type RemixPolicy,
	remixPermissions,
	remixPermissionsOf,
	remixPolicies,
} from './remix-permission.ts';
export {
	artworksOfPictures,
	artworksOfRecipes,
	distinctSources,
	type LineageKind,
	licenceChoicesOf,
	licencesOfSources,
	lineageKinds,
	ownRendersOfPictures,
	type RenderSource,
} from './render-sources.ts';
export { countQueued, createRender, getRender, getRenders, queuedRenders, requestCancel } from './renders.ts';
export {
	createReport,
	listReported,
	openReportsOf,
	type Report,
	type ReportedSubject,
	type ReportQueuePage,
	type ReportReason,
	reportReasons,
} from './reports.ts';
export { listStaff, memberRoles, setRole } from './roles.ts';
export { type SoughtVector, scoreScale, searchVectors } from './search-vectors.ts';
export { type BrowserSession, endSessions, listSessions } from './sessions.ts';
export { findSharingCard, saveSharingCard } from './sharing-cards.ts';
export type { LinkAnswer, SignInLink } from './sign-in-links.ts';
export { forgetStepPictures } from './step-picture-retention.ts';
export {
	answerStepPicture,
	findStepPicture,
	requestStepPicture,
	type StepPicture,
	type WantedStep,
} from './step-pictures.ts';
export { closeStore, type OnStatement, openStore, type Store } from './store.ts';
export { strikeDays, strikesOf } from './strikes.ts';
export { removeSuggestedTag, type SuggestedTag, suggestedTagsOf, voteOnTag } from './suggested-tags.ts';
export { SupersededError } from './superseded-error.ts';
export { tagsOf } from './tags.ts';
export type * from './types.ts';
export { contentLevels, roles, visibilities } from './types.ts';
export { setRenderVisibility, updateArtwork } from './update-artwork.ts';
export { admitUpload, forgetUploads, saveUpload } from './uploads.ts';
export { createGuest, emailOf, findUserByHandle, findUserByToken, getUsers } from './users.ts';
export { failVideo, finishVideo, requestVideo, type Video, type VideoState, videosOf } from './videos.ts';
export {
	asSeenBy,
	type FileAccess,
	fileAccess,
	isOpenToAll,
	mayKnowRecipe,
	mayWatch,
	nobody,
	type Viewer,
	viewerModerates,
} from './visibility.ts';
export { listWorkers, workerBeat, workerBeatEveryMs, workerGone } from './workers.ts';
