/** @file People as others see them; and guests, who have not signed up and are known by a token that only they have. */

import { randomBytes } from 'node:crypto';
import { type Licence, newIdentifier } from '@galatea/render';
import type { ContentLevel, Visibility } from '../access/audience.ts';
import type { CollectPolicy } from '../access/collect-permission.ts';
import type { Role } from '../access/role.ts';
import { hashToken } from '../access/token-hash.ts';
import { inOrder } from '../database/in-order.ts';
import { type Store, withPrisma } from '../database/store.ts';
import type { User as UserRow } from '../generated/client.ts';
import type { NotificationKind } from '../notifications/notify.ts';
import type { Leaving } from './account-changes.ts';
import { handlePattern } from './account-input.ts';

export interface User {
	readonly id: string;
	readonly role: Role;
	readonly isGuest: boolean;
	/** 3 to 30 lower-case letters, digits and underscores; null for guests. */
	readonly handle: string | null;
	/** Null for guests. */
	readonly displayName: string | null;
	readonly bio: string;
	/** Addresses, `https://…`. */
	readonly links: readonly string[];
	/** Key of a square WebP in storage, 256 px a side. */
	readonly avatarKey: string | null;
	/** The same, 64 px a side. */
	readonly avatarSmallKey: string | null;
	readonly defaultVisibility: Visibility;
	/** Null for none stated. */
	readonly defaultLicence: Licence | null;
	/** Who else may put their artworks into collections. */
	readonly collectPolicy: CollectPolicy;
	/** Whether they are named to others while they watch a render. */
	readonly namedAsWatcher: boolean;
	/** What is shown to them without a warning. */
	readonly shownContentLevel: ContentLevel;
	/** Until then they may look and appeal, and nothing else; null for never, or when it is over. */
	readonly suspendedUntil: Date | null;
	/** Of what they do not want to be told. */
	readonly silenced: readonly NotificationKind[];
	/** When their account ends; null for who stays. */
	readonly leavesAt: Date | null;
	/** What becomes of their works then. */
	readonly leaving: Leaving | null;
	/** Whether their account has ended; what they made is somebody's who left. */
	readonly hasLeft: boolean;
	readonly createdAt: Date;
}

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

/**
 * The gallery's own member: nobody else can take the handle (account-input.ts), and no mail reaches the address
 * (RFC 2606, section 2), so that no link lets anybody in.
 */
const galleryAccount = { handle: 'galatea', email: 'galatea@gallery.invalid', displayName: 'Galatea' } as const;

/** The gallery's own member, who keeps its first collections. Nobody can sign in as it. */
export async function galleryMember(store: Store): Promise<User> {
	const row = await withPrisma(store, (prisma) =>
		prisma.user.upsert({
			where: { handle: galleryAccount.handle },
			update: {},
			create: { ...galleryAccount, id: newIdentifier('user'), role: 'MEMBER' },
		}),
	);
	return asUser(row);
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

/** A new token: 43 characters that cannot be guessed. */
export function newToken(): string {
	return randomBytes(tokenBytes).toString('base64url');
}

/** A row as the rest of the gallery knows it. */
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
		collectPolicy: row.collectPolicy,
		namedAsWatcher: row.namedAsWatcher,
		shownContentLevel: row.shownContentLevel,
		silenced: row.silenced,
		leavesAt: row.leavesAt,
		leaving: row.leaving,
		hasLeft: row.leftAt !== null,
		suspendedUntil: row.suspendedUntil !== null && row.suspendedUntil > new Date() ? row.suspendedUntil : null,
		createdAt: row.createdAt,
	};
}
