import { builder } from './builder.ts';
import { NodeInterface } from './node.ts';
import { UserType } from './references.ts';

UserType.implement({
	interfaces: [NodeInterface],
	fields: (t) => ({
		isGuest: t.exposeBoolean('isGuest'),
		displayName: t.exposeString('displayName', {
			nullable: true,
			description: 'Null for guests who have not chosen one.',
		}),
	}),
});

builder.queryField('viewer', (t) =>
	t.field({
		type: UserType,
		nullable: true,
		description: 'Who asks; null before the first render.',
		resolve: (_root, _arguments, { guest }) => guest.find(),
	}),
);

interface NewGuest {
	readonly token: string;
	readonly user: typeof UserType.$inferType;
}

const CreateGuestSuccess = builder.objectRef<NewGuest>('CreateGuestSuccess').implement({
	fields: (t) => ({
		token: t.exposeString('token', { description: 'Shown once: send it as `Authorization: Bearer <token>`.' }),
		user: t.expose('user', { type: UserType }),
	}),
});

builder.mutationField('createGuest', (t) =>
	t.field({
		type: CreateGuestSuccess,
		description: 'A guest for programs; browsers get theirs as a cookie with their first render.',
		resolve: (_root, _arguments, { guest }) => guest.create(),
	}),
);
