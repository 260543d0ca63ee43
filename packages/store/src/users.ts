/** @file People as others see them; and guests, who have not signed up and are known by a token that only they have. */
import { createHash, randomBytes } from 'node:crypto';
import { newIdentifier } from '@galatea/render';
import { handlePattern } from './account-input.ts';
import type { User as UserRow } from './generated/client.ts';
import { inOrder } from './in-order.ts';
import { type Store, withPrisma } from './store.ts';
import type { User } from './types.ts';

/** Random bytes of a token: 256 bits cannot be guessed. */
const tokenBytes = 32;

/** Makes a guest. The token is given out this once; the database keeps its hash. */
export async function createGuest(store: Store): Promise<{ readonly user: User; readonly token: string }> {
	const token = newToken();
	const row = await withPrisma(store, (prisma) =>
		prisma.user.create({ data: { id: newIdentifier('user'), tokenHash: hashToken(token) } }),
	);
	return { user: asUser(row), token };
}

/** Whose token it is; null for nobody's, whatever the text. */
export async function findUserByToken(store: Store, token: string): Promise<User | null> {
	const row = await withPrisma(store, (prisma) => prisma.user.findUnique({ where: { tokenHash: hashToken(token) } }));
	return row && asUser(row);
}

/** In the order of `ids`, null where there is none. */
export async function getUsers(store: Store, ids: readonly string[]): Promise<readonly (User | null)[]> {
	const rows = await withPrisma(store, (prisma) => prisma.user.findMany({ where: { id: { in: [...ids] } } }));
	return inOrder(ids, rows.map(asUser));
}

/** The member whose profile is at /@handle, in any case, or was before they took another; null when there is none. */
export async function findUserByHandle(store: Store, handle: string): Promise<User | null> {
	const wanted = handle.toLowerCase();
	if (!handlePattern.test(wanted)) return null;
	const row = await withPrisma(
		store,
		async (prisma) =>
			(await prisma.user.findUnique({ where: { handle: wanted } })) ??
			(await prisma.formerHandle.findUnique({ where: { handle: wanted }, select: { user: true } }))?.user,
	);
	return row ? asUser(row) : null;
}

/** The address of a member's account, for nobody but the member; null for guests. */
export async function emailOf(store: Store, userId: string): Promise<string | null> {
	const row = await withPrisma(store, (prisma) =>
		prisma.user.findUnique({ where: { id: userId }, select: { email: true } }),
	);
	return row?.email ?? null;
}

/** What the database keeps of a token: its SHA-256, in hexadecimal. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** A new token: 43 characters that cannot be guessed. */
export function newToken(): string {
	return randomBytes(tokenBytes).toString('base64url');
}

/** A row as the rest of the house knows it. */
export function asUser(row: UserRow): User {
	return {
		id: row.id,
		role: row.role,
		isGuest: row.role === 'GUEST',
		handle: row.handle,
		displayName: row.displayName,
		bio: row.bio,
		links: row.links,
		avatarKey: row.avatarKey,
		avatarSmallKey: row.avatarSmallKey,
		defaultVisibility: row.defaultVisibility,
		defaultLicence: row.defaultLicence,
		shownContentLevel: row.shownContentLevel,
		silenced: row.silenced,
		leavesAt: row.leavesAt,
		leaving: row.leaving,
		hasLeft: row.leftAt !== null,
		suspendedUntil: row.suspendedUntil !== null && row.suspendedUntil > new Date() ? row.suspendedUntil : null,
		createdAt: row.createdAt,
	};
}
