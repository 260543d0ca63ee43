import { listStaff, memberRoles, setRole } from '@galatea/store/accounts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import { requireHandle, userResult, userSuccess } from './results.ts';

export const MemberRoleType = builder.enumType('MemberRole', { values: memberRoles });

const result = userResult('SetRoleResult', userSuccess('SetRoleSuccess'), ['NOT_ALLOWED', 'NOT_FOUND']);

builder.mutationField('setRole', (t) =>
	t.field({
		type: result.type,
		description: 'For admins. There is always one left.',
		args: { handle: t.arg.string({ required: true }), role: t.arg({ type: MemberRoleType, required: true }) },
		resolve: (_root, { handle, role }, { store, person }) =>
			result.answer(async () => {
				const admin = await person.find();
				const user = await requireHandle(store, handle);
				return setRole(store, { userId: user.id, role, adminId: admin?.id ?? '' });
			}),
	}),
);

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
