import { RenderError } from '@galatea/render';
import { findUserByHandle, listStaff, memberRoles, setRole, type User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { UserType } from '../references.ts';

interface SetRoleSuccess {
	readonly type: 'SetRoleSuccess';
	readonly user: User;
}

type SetRoleResult = NotAllowed | NotFound | SetRoleSuccess;

const MemberRoleType = builder.enumType('MemberRole', { values: memberRoles });

const SetRoleSuccessType = builder.objectRef<SetRoleSuccess>('SetRoleSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const SetRoleResultType = builder.unionType('SetRoleResult', {
	types: [NotAllowedType, NotFoundType, SetRoleSuccessType],
	resolveType: (result) => result.type,
});

builder.mutationField('setRole', (t) =>
	t.field({
		type: SetRoleResultType,
		description: 'For admins. There is always one left.',
		args: { handle: t.arg.string({ required: true }), role: t.arg({ type: MemberRoleType, required: true }) },
		resolve: (_root, { handle, role }, context) => give(handle, role, context),
	}),
);

async function give(
	handle: string,
	role: (typeof memberRoles)[number],
	{ store, person }: RequestContext,
): Promise<SetRoleResult> {
	const admin = await person.find();
	const user = await findUserByHandle(store, handle);
	if (!user) return notFound('member', handle);
	try {
		const changed = await setRole(store, { userId: user.id, role, adminId: admin?.id ?? '' });
		return { type: 'SetRoleSuccess', user: changed };
	} catch (error) {
		if (!(error instanceof RenderError) || error.code !== 'NOT_ALLOWED') throw error;
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message: error.message };
	}
}

/** As the store gives at most. */
const maximumStaff = 100;

builder.queryField('staff', (t) =>
	t.field({
		type: [UserType],
		nullable: true,
		description: 'Moderators and admins, admins first. Null for who is no admin.',
		extensions: { listSize: maximumStaff },
		resolve: async (_root, _arguments, { store, person }) =>
			(await person.viewer()).role === 'ADMIN' ? [...(await listStaff(store))] : null,
	}),
);
