/** @file Who is a moderator or an admin: admins say so. */
import { RenderError } from '@galatea/render';
import type { Role } from '../access/role.ts';
import { type Store, transaction } from '../database/store.ts';
import { db, rows, run } from '../database/typed.ts';
import { recordHostAct } from '../gallery/host-acts.ts';
import { getUsers, type User } from './users.ts';

/** What a member can be made. */
export const memberRoles = ['MEMBER', 'MODERATOR', 'ADMIN'] as const satisfies readonly Role[];
type MemberRole = (typeof memberRoles)[number];

/** Shown at most: a gallery with more has other means. */
const maximumShownStaff = 100;

/** Who is a moderator or an admin, admins first. For admins; that is for the caller to check. */
export async function listStaff(store: Store): Promise<readonly User[]> {
	const staff = await rows(
		store,
		db
			.selectFrom('User')
			.select('id')
			.where('role', 'in', ['MODERATOR', 'ADMIN'])
			.orderBy('role', 'desc')
			.orderBy('handle')
			.limit(maximumShownStaff),
	);
	const users = await getUsers(
		store,
		staff.map(({ id }) => id),
	);
	return users.filter((user) => user !== null);
}

/**
 * Gives a member another role. Throws `NOT_ALLOWED` unless `adminId` is an admin's, and when nobody would be admin any
 * more; `NOT_FOUND` when there is no such member.
 */
export async function setRole(
	store: Store,
	{ userId, role, adminId }: { readonly userId: string; readonly role: MemberRole; readonly adminId: string },
): Promise<User> {
	await transaction(store, async (connection) => {
		// All admins are locked, so that two cannot resign at once.
		const admins = await rows(
			connection,
			db.selectFrom('User').select('id').where('role', '=', 'ADMIN').orderBy('id').forUpdate(),
		);
		if (!admins.some((admin) => admin.id === adminId))
			throw new RenderError('NOT_ALLOWED', 'Only an admin gives roles');
		if (role !== 'ADMIN' && admins.every((admin) => admin.id === userId))
			throw new RenderError('NOT_ALLOWED', 'The gallery needs an admin: make somebody else one first');
		const members = await rows(
			connection,
			db.selectFrom('User').select('id').where('id', '=', userId).where('role', '<>', 'GUEST').forUpdate(),
		);
		if (members.length === 0) throw new RenderError('NOT_FOUND', 'There is no such member');
		// Before it: an admin who resigns is none afterwards.
		await recordHostAct(connection, { adminId, kind: 'ROLE_GIVEN', personId: userId, detail: role });
		await run(connection, db.updateTable('User').set({ role }).where('id', '=', userId));
	});
	const [user] = await getUsers(store, [userId]);
	if (!user) throw new RenderError('NOT_FOUND', 'There is no such member');
	return user;
}
