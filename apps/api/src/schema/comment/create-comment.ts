import { isIdentifier } from '@galatea/render';
import { type Comment, createComment } from '@galatea/store/talk';
import type { RequestContext } from '../../context.ts';
import {
	foreseen,
	type InvalidInput,
	InvalidInputType,
	type NotSignedIn,
	NotSignedInType,
	type TooManyTries,
	TooManyTriesType,
} from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { CommentType } from '../references.ts';

interface CreateCommentSuccess {
	readonly type: 'CreateCommentSuccess';
	readonly comment: Comment;
}

type CreateCommentResult = CreateCommentSuccess | InvalidInput | NotAllowed | NotFound | NotSignedIn | TooManyTries;

const PlaceInput = builder.inputType('PlaceInput', {
	description: 'A place in a picture, as fractions of its width and height from the top left corner, 0 to 1.',
	fields: (t) => ({ x: t.float({ required: true }), y: t.float({ required: true }) }),
});

const CreateCommentInput = builder.inputType('CreateCommentInput', {
	fields: (t) => ({
		artworkId: t.id({ description: 'The artwork that it is said of; either this or `collectionId`.' }),
		collectionId: t.id({ description: 'The collection that it is said of.' }),
		text: t.string({ required: true, description: 'Plain text of 1 to 2,000 characters.' }),
		replyToId: t.id({ description: 'Any comment of the thread to reply in; left out, it begins one.' }),
		step: t.int({ description: 'The step of the run that it speaks of.' }),
		place: t.field({ type: PlaceInput }),
		idempotencyKey: t.string({ description: 'The same text of the same person is the same comment.' }),
	}),
});

const CreateCommentSuccessType = builder.objectRef<CreateCommentSuccess>('CreateCommentSuccess').implement({
	fields: (t) => ({ comment: t.expose('comment', { type: CommentType }) }),
});

const CreateCommentResultType = builder.unionType('CreateCommentResult', {
	types: [CreateCommentSuccessType, InvalidInputType, NotAllowedType, NotFoundType, NotSignedInType, TooManyTriesType],
	resolveType: (result) => result.type,
});

builder.mutationField('createComment', (t) =>
	t.field({
		type: CreateCommentResultType,
		description: 'For members whom the person of the artwork or the owner of the collection lets.',
		args: { input: t.arg({ type: CreateCommentInput, required: true }) },
		resolve: (_root, { input }, context) => create(input, context),
	}),
);

/** A comment is said of one thing. */
const saidOfOne: InvalidInput = {
	type: 'InvalidInput',
	code: 'INVALID_INPUT',
	message: 'Give either artworkId or collectionId: a comment is said of one of them.',
	issues: [{ path: 'artworkId', message: 'or collectionId must be given, and not both' }],
};

async function create(
	input: typeof CreateCommentInput.$inferInput,
	{ store, person, loaders }: RequestContext,
): Promise<CreateCommentResult> {
	const { artworkId, collectionId } = input;
	const subjectId = artworkId ?? collectionId;
	if (subjectId == null || (artworkId != null && collectionId != null)) return saidOfOne;
	const kind = artworkId != null ? 'artwork' : 'collection';
	const subject = isIdentifier(kind, subjectId)
		? await (kind === 'artwork' ? loaders.artworks : loaders.collections).load(subjectId)
		: null;
	if (!subject) return notFound(kind, subjectId);
	try {
		const { place, replyToId, step, text, idempotencyKey } = input;
		const comment = await createComment(
			store,
			{
				subjectId,
				text,
				replyToId: replyToId ?? null,
				step: step ?? null,
				place: place ?? null,
				idempotencyKey: idempotencyKey ?? null,
			},
			await person.viewer(),
		);
		return { type: 'CreateCommentSuccess', comment };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN', 'TOO_MANY_TRIES']);
	}
}
