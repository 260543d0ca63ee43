/** @file Pictures that stand for people. They are everybody's to see, as names are. */

import { query, type Store, transaction } from '../database/store.ts';
import { readBlob } from '../files/blobs.ts';
import { removeUnused } from '../files/uploads.ts';
import { getUsers, type User } from './users.ts';

/** Formats in which a picture may be stored; a person names the content alone. */
const extensions = ['png', 'jpg', 'webp', 'avif'] as const;

/** The bytes of a picture that somebody brought, or that a render of theirs has, by its SHA-256; null for any other. */
export async function readOwnPicture(store: Store, sha256: string, userId: string): Promise<Uint8Array | null> {
	const [found] = await query<{ key: string }>(
		store,
		`SELECT key FROM "Upload" WHERE key = ANY($1) AND "userId" = $2 UNION ALL
		 SELECT key FROM "RenderFile" JOIN "Render" ON "Render".id = "renderId" WHERE key = ANY($1) AND "requestedById" = $2 LIMIT 1`,
		[extensions.map((extension) => `${sha256.replaceAll('\0', '')}.${extension}`), userId],
	);
	return found ? readBlob(store, found.key) : null;
}

/** Gives a member another avatar, by the keys of its two sizes, or none; files of the one before go when nobody needs them. */
export async function setAvatar(
	store: Store,
	userId: string,
	avatar: { readonly largeKey: string; readonly smallKey: string } | null,
): Promise<User | null> {
	const before = await transaction(store, async (sql) => {
		const [row] = await sql.query<{ avatarKey: string | null; avatarSmallKey: string | null }>(
			'SELECT "avatarKey", "avatarSmallKey" FROM "User" WHERE id = $1 FOR UPDATE',
			[userId],
		);
		await sql.query(`UPDATE "User" SET "avatarKey" = $2, "avatarSmallKey" = $3 WHERE id = $1 AND role <> 'GUEST'`, [
			userId,
			avatar?.largeKey ?? null,
			avatar?.smallKey ?? null,
		]);
		return [row?.avatarKey, row?.avatarSmallKey].filter((key) => key != null);
	});
	await removeUnused(store, before);
	const [user] = await getUsers(store, [userId]);
	return user ?? null;
}
