/** @file Collections: shelves of artworks that people keep, alone or together. */
export {
	type Collection,
	type CollectionAddPolicy,
	type CollectionItem,
	type CollectionOrder,
	type CollectionRole,
	type CollectionSection,
	collectionAddPolicies,
	collectionOrders,
	collectionRoles,
	maximumCollectionItems,
	maximumCollectionsOfOne,
	maximumCurators,
	maximumSections,
	maximumWaitingSubmissions,
	restorableDays,
} from './collection.ts';
export { findCollectionCard, saveCollectionCard } from './collection-cards.ts';
export {
	type CollectionFilter,
	type CollectionListOrder,
	type CollectionPage,
	type CollectionSummary,
	countCollectionsOf,
	listCollections,
	summariseCollections,
} from './collection-lists.ts';
export { type CollectionAct, mayInCollection } from './collection-permission.ts';
export { findCollection, getCollections } from './collection-rows.ts';
export {
	type CollectionDetails,
	createCollection,
	deleteCollection,
	forgetDeletedCollections,
	listDeletedCollections,
	restoreCollection,
	updateCollection,
} from './collections.ts';
export { type Curator, curatorsOf, handOverCollection, setCurator } from './curators.ts';
export { followCollection } from './follows.ts';
export { findListedRevision, type ListedRevision, listRevisions, maximumRevisionPage } from './history.ts';
export {
	acceptInvitation,
	createInvitation,
	findInvitation,
	type Invitation,
	type InvitationOffer,
	invitationStates,
	listInvitations,
	maximumInvitations,
	revokeInvitation,
} from './invitations.ts';
export { type ItemOrder, type ItemPage, itemsWith, listItems } from './item-lists.ts';
export {
	type AddedItem,
	addItem,
	annotateItem,
	type ChangedItem,
	type ItemPlace,
	moveItem,
	removeItem,
	withdrawArtwork,
} from './items.ts';
export { type AddedItems, addItems, moveItems, removeItems } from './many-items.ts';
export { type RestoredState, restoreState } from './restore-state.ts';
export type { CollectionChange, CollectionRevision } from './revisions.ts';
export { getSections, listSections } from './section-rows.ts';
export {
	addSection,
	type ChangedSection,
	moveSection,
	moveToSection,
	removeSection,
	renameSection,
} from './sections.ts';
export {
	countWaitingSubmissions,
	listSubmissions,
	type Submission,
	type SubmissionPage,
	submissionStates,
} from './submission-lists.ts';
export { decideSubmission, submitArtwork, withdrawSubmission } from './submissions.ts';
export { mayTakeBack, undoRevision } from './undo.ts';
