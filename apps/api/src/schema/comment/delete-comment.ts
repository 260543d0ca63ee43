import { isIdentifier } from '@galatea/render';
import { deleteComment } from '@galatea/store/talk';
import type { RequestContext } from '../../context.ts';
import { foreseen } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';

interface DeleteCommentSuccess {
	readonly type: 'DeleteCommentSuccess';
	readonly id: string;
}

type DeleteCommentResult = DeleteCommentSuccess | NotAllowed | NotFound;

const DeleteCommentSuccessType = builder.objectRef<DeleteCommentSuccess>('DeleteCommentSuccess').implement({
	fields: (t) => ({ id: t.exposeID('id') }),
});

const DeleteCommentResultType = builder.unionType('DeleteCommentResult', {
	types: [DeleteCommentSuccessType, NotAllowedType, NotFoundType],
	resolveType: (result) => result.type,
});

builder.mutationField('deleteComment', (t) =>
	t.field({
		type: DeleteCommentResultType,
		description: 'Where it has replies its place stays, without words and name.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, context) => remove(id, context),
	}),
);

async function remove(id: string, { store, person, loaders }: RequestContext): Promise<DeleteCommentResult> {
	const comment = isIdentifier('comment', id) ? await loaders.comments.load(id) : null;
	if (!comment) return notFound('comment', id);
	try {
		await deleteComment(store, id, (await person.viewer()).userId ?? '');
		return { type: 'DeleteCommentSuccess', id };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED']);
	}
}
