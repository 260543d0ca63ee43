/** @file The log of what admins do with the gallery and its members' accounts. */
import { type HostAct, hostActKinds } from '@galatea/store/gallery';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';

const HostActKindType = builder.enumType('HostActKind', {
	description: `What an admin did: cleared files, gave a role, made a link for a new password, changed the settings of the gallery,
made or revoked an invitation to sign up.`,
	values: hostActKinds,
});

export const HostActType = builder.objectRef<HostAct>('HostAct').implement({
	description: 'An entry of the log of admins, which is only added to; for admins.',
	fields: (t) => ({
		id: t.exposeID('id'),
		kind: t.expose('kind', { type: HostActKindType, description: 'What was done.' }),
		admin: t.field({
			type: UserType,
			nullable: true,
			description: 'Who did it.',
			resolve: ({ adminId }, _arguments, { loaders }) => loaders.users.load(adminId),
		}),
		person: t.field({
			type: UserType,
			nullable: true,
			description: 'The member concerned; null for none.',
			resolve: ({ personId }, _arguments, { loaders }) => (personId === null ? null : loaders.users.load(personId)),
		}),
		detail: t.exposeString('detail', { description: 'What exactly, such as a role or names of settings.' }),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
	}),
});
