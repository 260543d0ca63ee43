import { isIdentifier } from '@galatea/render';
import { type Comment, editComment } from '@galatea/store/talk';
import type { RequestContext } from '../../context.ts';
import { foreseen, type InvalidInput, InvalidInputType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { CommentType } from '../references.ts';

interface EditCommentSuccess {
	readonly type: 'EditCommentSuccess';
	readonly comment: Comment;
}

type EditCommentResult = EditCommentSuccess | InvalidInput | NotAllowed | NotFound;

const EditCommentSuccessType = builder.objectRef<EditCommentSuccess>('EditCommentSuccess').implement({
	fields: (t) => ({ comment: t.expose('comment', { type: CommentType }) }),
});

const EditCommentResultType = builder.unionType('EditCommentResult', {
	types: [EditCommentSuccessType, InvalidInputType, NotAllowedType, NotFoundType],
	resolveType: (result) => result.type,
});

builder.mutationField('editComment', (t) =>
	t.field({
		type: EditCommentResultType,
		args: { id: t.arg.id({ required: true }), text: t.arg.string({ required: true }) },
		resolve: (_root, { id, text }, context) => edit(id, text, context),
	}),
);

async function edit(id: string, text: string, { store, person, loaders }: RequestContext): Promise<EditCommentResult> {
	const comment = isIdentifier('comment', id) ? await loaders.comments.load(id) : null;
	if (!comment) return notFound('comment', id);
	try {
		const { userId } = await person.viewer();
		return { type: 'EditCommentSuccess', comment: await editComment(store, { id, userId: userId ?? '', text }) };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED']);
	}
}
