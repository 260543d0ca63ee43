/** @file What somebody has read of what they were told, and of what they want to be told. */
import { markRead, setSilenced, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { foreseen, type NotSignedIn, NotSignedInType, notSignedIn } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { NotificationKindType } from '../enums.ts';
import { UserType } from '../references.ts';

interface NotificationsSuccess {
	readonly type: 'NotificationsSuccess';
	readonly user: User;
}

type NotificationsResult = NotificationsSuccess | NotSignedIn;

const NotificationsSuccessType = builder.objectRef<NotificationsSuccess>('NotificationsSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const NotificationsResultType = builder.unionType('NotificationsResult', {
	types: [NotificationsSuccessType, NotSignedInType],
	resolveType: (result) => result.type,
});

builder.mutationField('markNotificationsRead', (t) =>
	t.field({
		type: NotificationsResultType,
		description: 'Those that one stands for, up to that one; all of them without an id.',
		args: { id: t.arg.id() },
		resolve: (_root, { id }, context) => change(context, (userId) => markRead(context.store, userId, id ?? null)),
	}),
);

builder.mutationField('setSilencedNotifications', (t) =>
	t.field({
		type: NotificationsResultType,
		description: 'Of these kinds the caller is not told from now on; of all others they are.',
		args: { kinds: t.arg({ type: [NotificationKindType], required: true }) },
		resolve: (_root, { kinds }, context) => change(context, (userId) => setSilenced(context.store, userId, kinds)),
	}),
);

async function change(
	{ person, loaders }: RequestContext,
	write: (userId: string) => Promise<void>,
): Promise<NotificationsResult> {
	const viewer = await person.find();
	if (!viewer) return notSignedIn('Nobody in particular is told of anything.');
	try {
		await write(viewer.id);
		return { type: 'NotificationsSuccess', user: (await loaders.users.load(viewer.id)) ?? viewer };
	} catch (error) {
		return foreseen(error, ['NOT_SIGNED_IN']);
	}
}
