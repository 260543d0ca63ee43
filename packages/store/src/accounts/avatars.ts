/** @file Pictures that stand for people. They are everybody's to see, as names are. */

import { type Store, transaction } from '../database/store.ts';
import { anyOf, db, rows, run } from '../database/typed.ts';
import { readBlob } from '../files/blobs.ts';
import { removeUnused } from '../files/uploads.ts';
import { getUsers, type User } from './users.ts';

/** Formats in which a picture may be stored; a person names the content alone. */
const extensions = ['png', 'jpg', 'webp', 'avif'] as const;

/** The bytes of a picture that somebody uploaded, or that a render of theirs has, by its SHA-256; null for any other. */
export async function readOwnPicture(store: Store, sha256: string, userId: string): Promise<Uint8Array | null> {
	const keys = extensions.map((extension) => `${sha256.replaceAll('\0', '')}.${extension}`);
	const ofRender = db
		.selectFrom('RenderFile')
		.innerJoin('Render', 'Render.id', 'RenderFile.renderId')
		.select('RenderFile.key')
		.where('RenderFile.key', '=', anyOf(keys))
		.where('Render.requestedById', '=', userId);
	const [found] = await rows(
		store,
		db
			.selectFrom('Upload')
			.select('key')
			.where('key', '=', anyOf(keys))
			.where('userId', '=', userId)
			.unionAll(ofRender)
			.limit(1),
	);
	return found ? readBlob(store, found.key) : null;
}

/** Gives a member another avatar, by the keys of its two sizes, or none; files of the one before go when nobody needs them. */
export async function setAvatar(
	store: Store,
	userId: string,
	avatar: { readonly largeKey: string; readonly smallKey: string } | null,
): Promise<User | null> {
	const before = await transaction(store, async (connection) => {
		const [row] = await rows(
			connection,
			db.selectFrom('User').select(['avatarKey', 'avatarSmallKey']).where('id', '=', userId).forUpdate(),
		);
		await run(
			connection,
			db
				.updateTable('User')
				.set({ avatarKey: avatar?.largeKey ?? null, avatarSmallKey: avatar?.smallKey ?? null })
				.where('id', '=', userId)
				.where('role', '<>', 'GUEST'),
		);
		return [row?.avatarKey, row?.avatarSmallKey].filter((key) => key != null);
	});
	await removeUnused(store, before);
	const [user] = await getUsers(store, [userId]);
	return user ?? null;
}
