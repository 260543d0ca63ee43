/** @file For admins: having a worker install, verify or remove a pack. */
import { cancelPackTask, type PackTask, type packTaskKinds, requestPackTask } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { foreseen, type InvalidInput, InvalidInputType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { PackTaskKindType, PackTaskType } from './pack-catalogue.ts';

interface PackTaskSuccess {
	readonly type: 'PackTaskSuccess';
	readonly task: PackTask;
}

type StartPackTaskResult = InvalidInput | NotAllowed | NotFound | PackTaskSuccess;
type CancelPackTaskResult = NotAllowed | NotFound | PackTaskSuccess;

interface StartRequest {
	readonly packId: string;
	readonly workerName: string;
	readonly kind: (typeof packTaskKinds)[number];
	readonly acceptTerms: boolean;
}

const PackTaskSuccessType = builder.objectRef<PackTaskSuccess>('PackTaskSuccess').implement({
	fields: (t) => ({ task: t.expose('task', { type: PackTaskType }) }),
});

const StartPackTaskResultType = builder.unionType('StartPackTaskResult', {
	types: [InvalidInputType, NotAllowedType, NotFoundType, PackTaskSuccessType],
	resolveType: (result) => result.type,
});

const CancelPackTaskResultType = builder.unionType('CancelPackTaskResult', {
	types: [NotAllowedType, NotFoundType, PackTaskSuccessType],
	resolveType: (result) => result.type,
});

const adminsOnly: NotAllowed = { type: 'NotAllowed', code: 'NOT_ALLOWED', message: 'Only an admin cares for packs.' };

builder.mutationField('startPackTask', (t) =>
	t.field({
		type: StartPackTaskResultType,
		description:
			'For admins. The worker does it beside its renders; `packCatalogue` says how far it is. The same again is the same task.',
		args: {
			packId: t.arg.id({ required: true }),
			workerName: t.arg.string({ required: true }),
			kind: t.arg({ type: PackTaskKindType, required: true }),
			acceptTerms: t.arg.boolean({
				defaultValue: false,
				description: 'That licence and terms of the weights are accepted: must be true to install.',
			}),
		},
		resolve: (_root, { acceptTerms, ...input }, context) =>
			start({ ...input, acceptTerms: acceptTerms ?? false }, context),
	}),
);

async function start(
	request: StartRequest,
	{ store, person, catalogues }: RequestContext,
): Promise<StartPackTaskResult> {
	const admin = await person.find();
	if (admin?.role !== 'ADMIN') return adminsOnly;
	const { acceptTerms, ...task } = request;
	if (task.kind === 'INSTALL') {
		const { shipped } = await catalogues();
		if (!shipped.known.some(({ id }) => id === task.packId)) return notFound('pack to download', task.packId);
		if (!acceptTerms) {
			const issues = [{ path: 'acceptTerms', message: 'must be true: the weights have a licence and terms' }];
			return { type: 'InvalidInput', code: 'INVALID_INPUT', message: 'Licence and terms must be accepted.', issues };
		}
	}
	try {
		return { type: 'PackTaskSuccess', task: await requestPackTask(store, { ...task, requestedById: admin.id }) };
	} catch (error) {
		return foreseen(error, ['NOT_ALLOWED', 'NOT_FOUND']);
	}
}

builder.mutationField('cancelPackTask', (t) =>
	t.field({
		type: CancelPackTaskResultType,
		description: 'For admins. What was downloaded is kept, and gone on with when the pack is installed again.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, context) => cancel(id, context),
	}),
);

async function cancel(id: string, { store, person }: RequestContext): Promise<CancelPackTaskResult> {
	if ((await person.viewer()).role !== 'ADMIN') return adminsOnly;
	const task = await cancelPackTask(store, id);
	return task ? { type: 'PackTaskSuccess', task } : notFound('task under way', id);
}
