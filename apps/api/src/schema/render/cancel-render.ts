import { isFinal, isIdentifier, RenderError } from '@galatea/render';
import { getRender, type Render, requestCancel } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import {
	type AlreadyFinished,
	AlreadyFinishedType,
	type NotAllowed,
	NotAllowedType,
	type NotFound,
	NotFoundType,
	notFound,
} from '../errors.ts';
import { RenderType } from '../references.ts';
import { isOwner } from './permissions.ts';

interface CancelRenderSuccess {
	readonly type: 'CancelRenderSuccess';
	readonly render: Render;
}

type CancelRenderResult = AlreadyFinished | CancelRenderSuccess | NotAllowed | NotFound;

const CancelRenderSuccessType = builder.objectRef<CancelRenderSuccess>('CancelRenderSuccess').implement({
	fields: (t) => ({ render: t.expose('render', { type: RenderType }) }),
});

const CancelRenderResultType = builder.unionType('CancelRenderResult', {
	types: [AlreadyFinishedType, CancelRenderSuccessType, NotAllowedType, NotFoundType],
	resolveType: (result) => result.type,
});

builder.mutationField('cancelRender', (t) =>
	t.field({
		type: CancelRenderResultType,
		description: 'Takes effect at the next step.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, context) => cancel(id, context),
	}),
);

async function cancel(id: string, { store, person, loaders }: RequestContext): Promise<CancelRenderResult> {
	const render = isIdentifier('render', id) ? await loaders.renders.load(id) : null;
	if (!render) return notFound('render', id);
	if (!isOwner(render, await person.find())) {
		const message = 'Only who asked for a render can cancel it.';
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message };
	}
	if (isFinal(render.state)) return alreadyFinished(render);
	try {
		return { type: 'CancelRenderSuccess', render: await requestCancel(store, id) };
	} catch (error) {
		// It ended between the look above and the request.
		const ended = error instanceof RenderError && error.code === 'ALREADY_FINISHED' ? await getRender(store, id) : null;
		if (ended) return alreadyFinished(ended);
		throw error;
	}
}

function alreadyFinished(render: Render): AlreadyFinished {
	const message = `The render is over: it is ${render.state}.`;
	return { type: 'AlreadyFinished', code: 'ALREADY_FINISHED', message, render };
}
