/** @file Who keeps a collection besides its owner, and how it passes to somebody else. */
import { RenderError } from '@galatea/render';
import type { Viewer } from '../access/visibility.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { notify } from '../notifications/notify.ts';
import { type CollectionRole, maximumCurators } from './collection.ts';
import { lockCollection, lockForAct } from './collection-permission.ts';
import { writeRevision } from './revisions.ts';
import { freeSlug } from './slug.ts';

/** Somebody who curates, the owner aside. */
export interface Curator {
	readonly collectionId: string;
	readonly userId: string;
	readonly role: Exclude<CollectionRole, 'OWNER'>;
	readonly createdAt: Date;
}

/** The curators of each collection besides its owner, editors first, then by time. Asks nobody who may see it. */
export async function curatorsOf(
	store: Store,
	collectionIds: readonly string[],
): Promise<readonly (readonly Curator[])[]> {
	const rows = await query<Curator>(
		store,
		`SELECT "collectionId", "userId", role, "createdAt" FROM "CollectionCurator" WHERE "collectionId" = ANY($1)
		 ORDER BY role, "createdAt", "userId"`,
		[collectionIds],
	);
	return collectionIds.map((id) => rows.filter((row) => row.collectionId === id));
}

/**
 * Gives a member a role, or with null takes it away. Whoever curates may leave; else the owner decides. Throws
 * `NOT_SIGNED_IN`, `NOT_FOUND`, `COLLECTION_FULL` and `NOT_ALLOWED` (guests, blocks, the owner's own role).
 */
export async function setCurator(
	store: Store,
	input: { readonly collectionId: string; readonly userId: string; readonly role: Curator['role'] | null },
	viewer: Viewer,
): Promise<void> {
	const { collectionId, userId, role } = input;
	await transaction(store, async (sql) => {
		const leaves = role === null && userId === viewer.userId;
		const collection = leaves
			? await lockCollection(sql, collectionId, viewer)
			: await lockForAct(sql, collectionId, viewer, 'MANAGE');
		if (userId === collection.ownerId)
			throw new RenderError('NOT_ALLOWED', 'The owner keeps their role until they hand the collection over');
		const before = await roleOf(sql, collectionId, userId);
		if (before === role) return;
		if (role === null) await removeCurator(sql, collectionId, userId);
		else await makeCurator(sql, collectionId, collection.ownerId, userId, role);
		const actorId = viewer.userId ?? '';
		const change = { type: 'curatorChanged', userId, before, after: role } as const;
		await writeRevision(sql, { collectionId, actorId, change });
		if (before === null) await notify(sql, { recipientId: userId, kind: 'CURATOR', subjectId: collectionId, actorId });
	});
}

/**
 * Passes a collection to one of its editors; the owner becomes an editor. Where the new owner has another collection of
 * that address, the address gets a number. Throws `NOT_SIGNED_IN`, `NOT_FOUND` and `NOT_ALLOWED`.
 */
export async function handOverCollection(
	store: Store,
	{ collectionId, toUserId }: { readonly collectionId: string; readonly toUserId: string },
	viewer: Viewer,
): Promise<void> {
	await transaction(store, async (sql) => {
		const collection = await lockForAct(sql, collectionId, viewer, 'MANAGE');
		if ((await roleOf(sql, collectionId, toUserId)) !== 'EDITOR')
			throw new RenderError('NOT_ALLOWED', 'A collection is handed over to one of its editors');
		await passTo(sql, collection, toUserId);
		await sql.query(`INSERT INTO "CollectionCurator" ("collectionId", "userId", role) VALUES ($1, $2, 'EDITOR')`, [
			collectionId,
			collection.ownerId,
		]);
		const change = { type: 'ownerChanged', before: collection.ownerId, after: toUserId } as const;
		await writeRevision(sql, { collectionId, actorId: collection.ownerId, change });
	});
}

/**
 * What becomes of the collections of somebody who leaves: each passes to its oldest editor; those without one are
 * deleted where `works` go too, and stay without curator otherwise.
 */
export async function passOnCollections(sql: Queryable, ownerId: string, works: 'KEEP' | 'DELETE'): Promise<void> {
	const owned = await sql.query<{ id: string; slug: string; ownerId: string; heir: string | null }>(
		`SELECT id, slug, "ownerId", (
			SELECT "userId" FROM "CollectionCurator" WHERE "collectionId" = id AND role = 'EDITOR'
			ORDER BY "createdAt", "userId" LIMIT 1) AS heir
		 FROM "Collection" WHERE "ownerId" = $1 AND "deletedAt" IS NULL FOR UPDATE`,
		[ownerId],
	);
	for (const collection of owned) {
		if (collection.heir === null) continue;
		await passTo(sql, collection, collection.heir);
		const change = { type: 'ownerChanged', before: ownerId, after: collection.heir } as const;
		await writeRevision(sql, { collectionId: collection.id, actorId: ownerId, change });
	}
	await sql.query('DELETE FROM "CollectionCurator" WHERE "userId" = $1', [ownerId]);
	await sql.query('DELETE FROM "CollectionFollow" WHERE "userId" = $1', [ownerId]);
	await sql.query('DELETE FROM "CollectionSubmission" WHERE "submittedById" = $1', [ownerId]);
	const gone = works === 'DELETE' ? '' : 'AND "deletedAt" IS NOT NULL';
	await sql.query(`DELETE FROM "Collection" WHERE "ownerId" = $1 ${gone}`, [ownerId]);
}

async function passTo(
	sql: Queryable,
	{ id, slug, ownerId }: { readonly id: string; readonly slug: string; readonly ownerId: string },
	heirId: string,
): Promise<void> {
	const free = await freeSlug(sql, heirId, slug);
	await sql.query('DELETE FROM "FormerCollectionSlug" WHERE "ownerId" = $1 AND slug = $2', [heirId, free]);
	await sql.query('DELETE FROM "CollectionCurator" WHERE "collectionId" = $1 AND "userId" = $2', [id, heirId]);
	await sql.query('UPDATE "Collection" SET "ownerId" = $2, slug = $3 WHERE id = $1', [id, heirId, free]);
	await sql.query(
		`INSERT INTO "FormerCollectionSlug" ("ownerId", slug, "collectionId") VALUES ($1, $2, $3)
		 ON CONFLICT ("ownerId", slug) DO UPDATE SET "collectionId" = excluded."collectionId"`,
		[ownerId, slug, id],
	);
}

/** The role of somebody besides the owner; null for none. */
export async function roleOf(sql: Queryable, collectionId: string, userId: string): Promise<Curator['role'] | null> {
	const [row] = await sql.query<{ role: Curator['role'] }>(
		'SELECT role FROM "CollectionCurator" WHERE "collectionId" = $1 AND "userId" = $2',
		[collectionId, userId],
	);
	return row?.role ?? null;
}

async function removeCurator(sql: Queryable, collectionId: string, userId: string): Promise<void> {
	await sql.query('DELETE FROM "CollectionCurator" WHERE "collectionId" = $1 AND "userId" = $2', [
		collectionId,
		userId,
	]);
}

/** Gives a role. Throws `COLLECTION_FULL`, and `NOT_ALLOWED` for guests, who has left, and where a block stands between. */
export async function makeCurator(
	sql: Queryable,
	collectionId: string,
	ownerId: string,
	userId: string,
	role: Curator['role'],
): Promise<void> {
	const [count] = await sql.query<{ count: number }>(
		'SELECT count(*)::int AS count FROM "CollectionCurator" WHERE "collectionId" = $1',
		[collectionId],
	);
	if (count && count.count >= maximumCurators)
		throw new RenderError('COLLECTION_FULL', `A collection has at most ${maximumCurators} curators`);
	const made = await sql.query(
		`INSERT INTO "CollectionCurator" AS curator ("collectionId", "userId", role)
		 SELECT $1, id, $3::"CollectionRole" FROM "User" WHERE id = $2 AND role <> 'GUEST' AND "leftAt" IS NULL
			AND NOT EXISTS (SELECT FROM "Block" WHERE "blockerId" IN ($2, $4) AND "blockedId" IN ($2, $4))
		 ON CONFLICT ("collectionId", "userId") DO UPDATE SET role = excluded.role RETURNING "userId"`,
		[collectionId, userId, role, ownerId],
	);
	if (made.length === 0)
		throw new RenderError('NOT_ALLOWED', 'Members curate whom no block keeps from the owner of the collection');
}
