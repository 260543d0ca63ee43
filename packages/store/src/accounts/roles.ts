/** @file Who is a moderator or an admin: admins say so. */
import { RenderError } from '@galatea/render';
import type { Role } from '../access/role.ts';
import { query, type Store, transaction } from '../database/store.ts';
import { getUsers, type User } from './users.ts';

/** What a member can be made. */
export const memberRoles = ['MEMBER', 'MODERATOR', 'ADMIN'] as const satisfies readonly Role[];
type MemberRole = (typeof memberRoles)[number];

/** Shown at most: a gallery with more has other means. */
const maximumShownStaff = 100;

/** Who is a moderator or an admin, admins first. For admins; that is for the caller to check. */
export async function listStaff(store: Store): Promise<readonly User[]> {
	const rows = await query<{ id: string }>(
		store,
		`SELECT id FROM "User" WHERE role IN ('MODERATOR', 'ADMIN') ORDER BY role DESC, handle LIMIT $1`,
		[maximumShownStaff],
	);
	const users = await getUsers(
		store,
		rows.map(({ id }) => id),
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
	await transaction(store, async (sql) => {
		// All admins are locked, so that two cannot resign at once.
		const admins = await sql.query<{ id: string }>(`SELECT id FROM "User" WHERE role = 'ADMIN' ORDER BY id FOR UPDATE`);
		if (!admins.some((admin) => admin.id === adminId))
			throw new RenderError('NOT_ALLOWED', 'Only an admin gives roles');
		if (role !== 'ADMIN' && admins.every((admin) => admin.id === userId))
			throw new RenderError('NOT_ALLOWED', 'The gallery needs an admin: make somebody else one first');
		const changed = await sql.query(
			`UPDATE "User" SET role = $2::"Role" WHERE id = $1 AND role <> 'GUEST' RETURNING id`,
			[userId, role],
		);
		if (changed.length === 0) throw new RenderError('NOT_FOUND', 'There is no such member');
	});
	const [user] = await getUsers(store, [userId]);
	if (!user) throw new RenderError('NOT_FOUND', 'There is no such member');
	return user;
}
