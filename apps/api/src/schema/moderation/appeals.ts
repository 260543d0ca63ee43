/** @file Appeals against what moderators decided. */
import { viewerModerates } from '@galatea/store/access';
import { type Appeal, createAppeal, decideAppeal, openAppeals } from '@galatea/store/moderation';
import type { RequestContext } from '../../context.ts';
import { foreseen, type InvalidInput, InvalidInputType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType } from '../errors.ts';
import { AppealType, ModerationActionType, UserType } from '../references.ts';

/** As the store gives at most. */
const maximumShownAppeals = 50;

AppealType.implement({
	description: 'What a person says against a decision about them.',
	fields: (t) => ({
		id: t.exposeID('id'),
		action: t.field({
			type: ModerationActionType,
			resolve: async (appeal, _arguments, { loaders }) => {
				const action = await loaders.actions.load(appeal.actionId);
				if (!action) throw new Error(`Action ${appeal.actionId} of appeal ${appeal.id} is missing`);
				return action;
			},
		}),
		appellant: t.field({
			type: UserType,
			nullable: true,
			resolve: (appeal, _arguments, { loaders }) => loaders.users.load(appeal.appellantId),
		}),
		words: t.exposeString('words'),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		granted: t.exposeBoolean('granted', { nullable: true, description: 'Null while it is open.' }),
		answer: t.exposeString('answer', { description: 'Of who decided it; empty while it is open.' }),
		decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true }),
	}),
});

builder.queryField('openAppeals', (t) =>
	t.field({
		type: [AppealType],
		nullable: true,
		description: 'The longest waiting first, at most 50. Null for who is no moderator.',
		extensions: { listSize: maximumShownAppeals },
		resolve: async (_root, _arguments, { store, person }) =>
			viewerModerates(await person.viewer()) ? [...(await openAppeals(store))] : null,
	}),
);

interface AppealSuccess {
	readonly type: 'AppealSuccess';
	readonly appeal: Appeal;
}

type AppealResult = AppealSuccess | InvalidInput | NotAllowed | NotFound;

const AppealSuccessType = builder.objectRef<AppealSuccess>('AppealSuccess').implement({
	fields: (t) => ({ appeal: t.expose('appeal', { type: AppealType }) }),
});

const AppealResultType = builder.unionType('AppealResult', {
	types: [AppealSuccessType, InvalidInputType, NotAllowedType, NotFoundType],
	resolveType: (result) => result.type,
});

builder.mutationField('createAppeal', (t) =>
	t.field({
		type: AppealResultType,
		description: 'Once against a decision about the caller.',
		args: { actionId: t.arg.id({ required: true }), words: t.arg.string({ required: true }) },
		resolve: (_root, input, { store, person }) =>
			answer(async () => createAppeal(store, input, (await person.viewer()).userId ?? '')),
	}),
);

builder.mutationField('decideAppeal', (t) =>
	t.field({
		type: AppealResultType,
		description: 'For moderators; who made the decision decides only where nobody else could.',
		args: {
			id: t.arg.id({ required: true }),
			granted: t.arg.boolean({ required: true }),
			answer: t.arg.string({ required: true }),
		},
		resolve: (_root, input, context) => decide(input, context),
	}),
);

function decide(
	input: { readonly id: string; readonly granted: boolean; readonly answer: string },
	{ store, person }: RequestContext,
): Promise<AppealResult> {
	return answer(async () => decideAppeal(store, input, (await person.viewer()).userId ?? ''));
}

async function answer(write: () => Promise<Appeal>): Promise<AppealResult> {
	try {
		return { type: 'AppealSuccess', appeal: await write() };
	} catch (error) {
		return foreseen(error, ['INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND']);
	}
}
