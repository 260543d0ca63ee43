/** @file What somebody has read of what they were told, and of what they want to be told. */
import { RenderError } from '@galatea/render';
import { markRead, setSilenced } from '@galatea/store/notifications';
import type { RequestContext } from '../../context.ts';
import { userResult, userSuccess } from '../account/results.ts';
import { builder } from '../builder.ts';
import { NotificationKindType } from '../enums.ts';

const result = userResult('NotificationsResult', userSuccess('NotificationsSuccess'), ['NOT_SIGNED_IN']);

builder.mutationField('markNotificationsRead', (t) =>
	t.field({
		type: result.type,
		description: 'Those that one stands for, up to that one; all of them without an id.',
		args: { id: t.arg.id() },
		resolve: (_root, { id }, context) => change(context, (userId) => markRead(context.store, userId, id ?? null)),
	}),
);

builder.mutationField('setSilencedNotifications', (t) =>
	t.field({
		type: result.type,
		description: 'Of these kinds the caller is not told from now on; of all others they are.',
		args: { kinds: t.arg({ type: [NotificationKindType], required: true }) },
		resolve: (_root, { kinds }, context) => change(context, (userId) => setSilenced(context.store, userId, kinds)),
	}),
);

function change(
	{ person, loaders }: RequestContext,
	write: (userId: string) => Promise<void>,
): ReturnType<typeof result.answer> {
	return result.answer(async () => {
		const viewer = await person.find();
		if (!viewer) throw new RenderError('NOT_SIGNED_IN', 'Nobody in particular is told of anything.');
		await write(viewer.id);
		return (await loaders.users.load(viewer.id)) ?? viewer;
	});
}
