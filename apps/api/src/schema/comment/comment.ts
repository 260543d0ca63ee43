import { isIdentifier } from '@galatea/render';
import { commentStates, type Place } from '@galatea/store/talk';
import { builder } from '../builder.ts';
import { NodeInterface } from '../node.ts';
import { ArtworkType, CollectionType, CommentType, UserType } from '../references.ts';

/** As the store keeps at most in one thread. */
const maximumReplies = 50;

const CommentStateType = builder.enumType('CommentState', {
	description: `Whether it can be read. The place of a deleted one is kept for the replies below it; what moderators have hidden
is there for them and its author.`,
	values: commentStates,
});

const PlaceType = builder.objectRef<Place>('Place').implement({
	description: 'A place in a picture, as fractions of its width and height from the top left corner.',
	fields: (t) => ({ x: t.exposeFloat('x'), y: t.exposeFloat('y') }),
});

CommentType.implement({
	interfaces: [NodeInterface],
	description: 'Something said of an artwork or a collection: the beginning of a thread, or a reply in one.',
	fields: (t) => ({
		artwork: t.field({
			type: ArtworkType,
			nullable: true,
			description: 'What it is said of; null for a comment on a collection.',
			resolve: ({ subjectId }, _arguments, { loaders }) =>
				isIdentifier('artwork', subjectId) ? loaders.artworks.load(subjectId) : null,
		}),
		collection: t.field({
			type: CollectionType,
			nullable: true,
			description: 'What it is said of; null for a comment on an artwork.',
			resolve: ({ subjectId }, _arguments, { loaders }) =>
				isIdentifier('collection', subjectId) ? loaders.collections.load(subjectId) : null,
		}),
		threadId: t.id({
			nullable: true,
			description: 'The comment that began the thread; null for that one itself.',
			resolve: (comment) => comment.threadId,
		}),
		author: t.field({
			type: UserType,
			nullable: true,
			description: 'Null where nobody may read it any more.',
			resolve: (comment, _arguments, { loaders }) =>
				comment.authorId === null ? null : loaders.users.load(comment.authorId),
		}),
		text: t.exposeString('text', {
			description: 'Plain text: what looks like markup is none. Empty where nobody may read it any more.',
		}),
		state: t.expose('state', { type: CommentStateType }),
		step: t.exposeInt('step', { nullable: true, description: 'The step of the run that it speaks of.' }),
		place: t.expose('place', {
			type: PlaceType,
			nullable: true,
			description: 'The place in the picture that it speaks of.',
		}),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		editedAt: t.expose('editedAt', { type: 'DateTime', nullable: true }),
		replies: t.field({
			type: [CommentType],
			description: 'The oldest first, at most 50; none to a reply.',
			extensions: { listSize: maximumReplies },
			resolve: async (comment, _arguments, { loaders }) =>
				comment.threadId === null ? [...(await loaders.replies.load(comment.id))] : [],
		}),
		viewerCanEdit: t.boolean({
			resolve: async (comment, _arguments, { person }) =>
				comment.authorId !== null && (await person.find())?.id === comment.authorId,
		}),
	}),
});
