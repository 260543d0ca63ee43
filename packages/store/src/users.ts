/** @file Guests: people who have not signed up, known by a token that only they have. */
import { createHash, randomBytes } from 'node:crypto';
import { newIdentifier } from '@galatea/render';
import type { User as UserRow } from './generated/client.ts';
import { inOrder } from './in-order.ts';
import { type Store, withPrisma } from './store.ts';
import type { User } from './types.ts';

/** Random bytes of a token: 256 bits cannot be guessed. */
const tokenBytes = 32;

/** Makes a guest. The token is given out this once; the database keeps its hash. */
export async function createGuest(store: Store): Promise<{ readonly user: User; readonly token: string }> {
	const token = randomBytes(tokenBytes).toString('base64url');
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

function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

function asUser(row: UserRow): User {
	return { id: row.id, isGuest: row.kind === 'GUEST', displayName: row.displayName, createdAt: row.createdAt };
}
