/** @file Comments and reactions. */
export { type Comment, commentStates, type Place } from './comment-rows.ts';
export { createComment, deleteComment, editComment } from './comments.ts';
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
