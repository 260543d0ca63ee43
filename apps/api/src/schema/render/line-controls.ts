/** @file Letting one's own renders wait and ordering them; and for staff, putting anybody's before or behind all others. */
import { isIdentifier, RenderError } from '@galatea/render';
import { viewerModerates } from '@galatea/store/access';
import {
	getRenders,
	maximumOrdered,
	orderRenders,
	type Render,
	renderPriorities,
	setRenderPaused,
	setRenderPriority,
} from '@galatea/store/renders';
import { GraphQLError } from 'graphql';
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

type Refusal = AlreadyFinished | NotAllowed | NotFound;

interface Changed<Type extends string> {
	readonly type: Type;
	readonly render: Render;
}

export const RenderPriorityType = builder.enumType('RenderPriority', {
	description: 'Before all others, by turns as usual, or behind all others.',
	values: renderPriorities,
});

const SetRenderPausedSuccessType = builder
	.objectRef<Changed<'SetRenderPausedSuccess'>>('SetRenderPausedSuccess')
	.implement({ fields: (t) => ({ render: t.expose('render', { type: RenderType }) }) });

const SetRenderPausedResultType = builder.unionType('SetRenderPausedResult', {
	types: [AlreadyFinishedType, NotAllowedType, NotFoundType, SetRenderPausedSuccessType],
	resolveType: (result) => result.type,
});

const SetRenderPrioritySuccessType = builder
	.objectRef<Changed<'SetRenderPrioritySuccess'>>('SetRenderPrioritySuccess')
	.implement({ fields: (t) => ({ render: t.expose('render', { type: RenderType }) }) });

const SetRenderPriorityResultType = builder.unionType('SetRenderPriorityResult', {
	types: [AlreadyFinishedType, NotAllowedType, NotFoundType, SetRenderPrioritySuccessType],
	resolveType: (result) => result.type,
});

const OrderRendersSuccessType = builder
	.objectRef<{ readonly renders: readonly Render[] }>('OrderRendersSuccess')
	.implement({
		fields: (t) => ({
			renders: t.field({
				type: [RenderType],
				description: 'Those that were ordered, in this order.',
				// The mutation counts them already (operation-limits.ts).
				extensions: { listSize: 1 },
				resolve: ({ renders }) => [...renders],
			}),
		}),
	});

builder.mutationField('setRenderPaused', (t) =>
	t.field({
		type: SetRenderPausedResultType,
		description:
			"Lets a waiting render of one's own wait until told otherwise, or take its turns again. AlreadyFinished is one that waits no more.",
		args: { id: t.arg.id({ required: true }), paused: t.arg.boolean({ required: true }) },
		resolve: async (_root, { id, paused }, context) => {
			const userId = (await context.person.find())?.id ?? '';
			return changed('SetRenderPausedSuccess', id, context, () =>
				setRenderPaused(context.store, { renderId: id, userId, paused }),
			);
		},
	}),
);

builder.mutationField('setRenderPriority', (t) =>
	t.field({
		type: SetRenderPriorityResultType,
		description: 'For moderators: puts a waiting render before all others, behind them, or back into turns.',
		args: { id: t.arg.id({ required: true }), priority: t.arg({ type: RenderPriorityType, required: true }) },
		resolve: async (_root, { id, priority }, context) => {
			if (!viewerModerates(await context.person.viewer())) {
				const message = 'Only moderators and admins put renders before or behind others.';
				return { type: 'NotAllowed' as const, code: 'NOT_ALLOWED' as const, message };
			}
			return changed('SetRenderPrioritySuccess', id, context, () => setRenderPriority(context.store, id, priority));
		},
	}),
);

builder.mutationField('orderRenders', (t) =>
	t.field({
		type: OrderRendersSuccessType,
		description:
			"In which order one's own waiting renders take one's turns: these first, the others after them in the order of asking. What is " +
			"somebody else's, or waits no more, is passed over.",
		extensions: { listSize: maximumOrdered },
		args: { ids: t.arg.idList({ required: true, description: `At most ${maximumOrdered}.` }) },
		resolve: async (_root, { ids }, { store, person }) => {
			if (ids.length > maximumOrdered)
				throw new GraphQLError(`ids has ${ids.length} entries; at most ${maximumOrdered} are ordered at once`, {
					extensions: { code: 'BAD_USER_INPUT' },
				});
			const user = await person.find();
			const ordered = user === null ? [] : await orderRenders(store, user.id, ids);
			const renders = await getRenders(store, ordered, await person.viewer());
			return { renders: renders.filter((render) => render !== null) };
		},
	}),
);

/** Changes a render that the caller may see, and answers how it is then. */
async function changed<Type extends string>(
	type: Type,
	id: string,
	{ loaders }: RequestContext,
	change: () => Promise<void>,
): Promise<Changed<Type> | Refusal> {
	const before = isIdentifier('render', id) ? await loaders.renders.load(id) : null;
	if (!before) return notFound('render', id);
	let refusal: RenderError | null = null;
	try {
		await change();
	} catch (error) {
		if (!(error instanceof RenderError)) throw error;
		refusal = error;
	}
	const render = (await loaders.renders.clear(id).load(id)) ?? before;
	if (refusal === null) return { type, render };
	const { code, message } = refusal;
	if (code === 'ALREADY_FINISHED') return { type: 'AlreadyFinished', code, message: `${message}.`, render };
	if (code === 'NOT_ALLOWED') return { type: 'NotAllowed', code, message: `${message}.` };
	if (code === 'NOT_FOUND') return notFound('render', id);
	throw refusal;
}
