/** @file What files are for: every column by which a row names one, by kind. What none of them names, nothing needs. */
import type { Expression } from 'kysely';
import type { Queryable, Store } from '../database/store.ts';
import { db, eachOf, eb, rows, sql } from '../database/typed.ts';

/** Kinds of files that something needs. A file of two kinds counts as the first of them. */
export const usedKinds = ['ORIGINALS', 'CHECKPOINTS', 'FILMS', 'UPLOADS', 'COPIES', 'PREVIEWS'] as const;
type UsedKind = (typeof usedKinds)[number];

/** Statements that find something where a row names `key`. A new column that names files is to be added here, and to `backup/dump.ts`. */
function usesOf(key: Expression<string>) {
	return {
		ORIGINALS: [
			db.selectFrom('Artwork').where('imageKey', '=', key),
			db.selectFrom('Render').where('imageKey', '=', key),
			db.selectFrom('KeptStep').where('imageKey', '=', key),
		],
		CHECKPOINTS: [db.selectFrom('Checkpoint').where('blobKey', '=', key)],
		FILMS: [
			db.selectFrom('Render').where('filmKey', '=', key),
			db.selectFrom('Video').where('webpKey', '=', key),
			db.selectFrom('Video').where('mp4Key', '=', key),
		],
		UPLOADS: [
			db.selectFrom('Upload').where('key', '=', key),
			db.selectFrom('User').where('avatarKey', '=', key),
			db.selectFrom('User').where('avatarSmallKey', '=', key),
		],
		COPIES: [db.selectFrom('EncodedCopy').where('key', '=', key)],
		PREVIEWS: [
			db.selectFrom('RenderFile').where('key', '=', key),
			db.selectFrom('PictureRung').where('key', '=', key),
			db.selectFrom('SharingCard').where('key', '=', key),
			db.selectFrom('CollectionCard').where('key', '=', key),
		],
	} satisfies Record<UsedKind, readonly unknown[]>;
}

/** What each of these files is for; those that nothing names are left out. */
export async function kindsOf(
	connection: Store | Queryable,
	keys: readonly string[],
): Promise<ReadonlyMap<string, UsedKind>> {
	const uses = usesOf(sql.ref<string>('asked.id'));
	const named = (kind: UsedKind) => eb.or(uses[kind].map((use) => eb.exists(use)));
	const kind = sql<UsedKind | null>`case ${sql.join(
		usedKinds.map((each) => sql`when ${named(each)} then ${each}`),
		sql` `,
	)} end`;
	const found = await rows(connection, db.selectFrom(eachOf(keys)).select(['asked.id as key', kind.as('kind')]));
	return new Map(found.flatMap(({ key, kind: each }) => (each === null ? [] : [[key, each]])));
}
