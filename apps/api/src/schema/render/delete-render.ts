import { isIdentifier, RenderError } from '@galatea/render';
import { deleteRender } from '@galatea/store/artworks';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import {
	type NotAllowed,
	NotAllowedType,
	type NotFinished,
	NotFinishedType,
	type NotFound,
	NotFoundType,
	notFound,
} from '../errors.ts';

interface DeleteRenderSuccess {
	readonly type: 'DeleteRenderSuccess';
	readonly id: string;
}

type DeleteRenderResult = DeleteRenderSuccess | NotAllowed | NotFinished | NotFound;

const DeleteRenderSuccessType = builder.objectRef<DeleteRenderSuccess>('DeleteRenderSuccess').implement({
	fields: (t) => ({ id: t.exposeID('id') }),
});

const DeleteRenderResultType = builder.unionType('DeleteRenderResult', {
	types: [DeleteRenderSuccessType, NotAllowedType, NotFinishedType, NotFoundType],
	resolveType: (result) => result.type,
});

builder.mutationField('deleteRender', (t) =>
	t.field({
		type: DeleteRenderResultType,
		description:
			'Deletes a render of the caller that is over and was not published, for good. One that is published goes with its artwork.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, context) => remove(id, context),
	}),
);

async function remove(id: string, { store, person, loaders }: RequestContext): Promise<DeleteRenderResult> {
	const render = isIdentifier('render', id) ? await loaders.renders.load(id) : null;
	if (!render) return notFound('render', id);
	try {
		await deleteRender(store, { id, userId: (await person.viewer()).userId ?? '' });
		return { type: 'DeleteRenderSuccess', id };
	} catch (error) {
		if (!(error instanceof RenderError)) throw error;
		const { code, message } = error;
		if (code === 'NOT_ALLOWED') return { type: 'NotAllowed', code, message };
		if (code === 'NOT_FINISHED') return { type: 'NotFinished', code, message, render };
		if (code === 'NOT_FOUND') return notFound('render', id);
		throw error;
	}
}
