/** @file Collections as their owners keep them: made, changed, deleted and restored. */
import {
	maximumStatementLength,
	maximumTitleLength,
	newIdentifier,
	RenderError,
	shownTextIssues,
} from '@galatea/render';
import type { ContentLevel, Visibility } from '../access/audience.ts';
import type { CommentPolicy } from '../access/comment-permission.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import type { Viewer } from '../access/visibility.ts';
import { cleanText, textIssues } from '../access/written-text.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import {
	type Collection,
	type CollectionAddPolicy,
	type CollectionOrder,
	maximumCollectionsOfOne,
	restorableDays,
} from './collection.ts';
import { lockForAct } from './collection-permission.ts';
import { collectionColumns } from './collection-rows.ts';
import { areEditorsDetails, writeDetails } from './details.ts';
import { writeRevision } from './revisions.ts';
import { claimSlug, freeSlug, slugIssues, slugOf } from './slug.ts';

/** What can be said of a collection. What is left out stays as it is. */
export interface CollectionDetails {
	readonly title?: string | undefined;
	readonly slug?: string | undefined;
	readonly statement?: string | undefined;
	readonly visibility?: Visibility | undefined;
	readonly contentLevel?: ContentLevel | undefined;
	readonly order?: CollectionOrder | undefined;
	readonly addPolicy?: CollectionAddPolicy | undefined;
	/** Null for the first items. */
	readonly coverItemId?: string | null | undefined;
}

/**
 * Makes an empty collection. Its address is made of its title where none is given. Throws `INVALID_INPUT`,
 * `NOT_SIGNED_IN` for guests, `SLUG_TAKEN`, and `COLLECTION_FULL` above {@link maximumCollectionsOfOne}.
 */
export async function createCollection(
	store: Store,
	details: Omit<CollectionDetails, 'coverItemId'> & { readonly title: string },
	viewer: Viewer,
): Promise<Collection> {
	const ownerId = viewer.userId;
	if (ownerId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', 'Sign up or in to make a collection');
	const clean = checked(details);
	return transaction(store, async (sql) => {
		// The owner's row is held, so that two at once neither take one address nor pass the limit.
		await sql.query('SELECT FROM "User" WHERE id = $1 FOR UPDATE', [ownerId]);
		const [kept] = await sql.query<{ count: number }>(
			'SELECT count(*)::int AS count FROM "Collection" WHERE "ownerId" = $1',
			[ownerId],
		);
		if (kept && kept.count >= maximumCollectionsOfOne)
			throw new RenderError('COLLECTION_FULL', `One person keeps at most ${maximumCollectionsOfOne} collections`);
		const id = newIdentifier('collection');
		const slug = clean.slug ?? (await freeSlug(sql, ownerId, slugOf(details.title)));
		await claimSlug(sql, ownerId, id, slug);
		await sql.query(
			`INSERT INTO "Collection" (id, "ownerId", slug, title, statement, visibility, "contentLevel", "itemOrder", "addPolicy")
			 VALUES ($1, $2, $3, $4, $5, coalesce($6::"Visibility", 'PUBLIC'), coalesce($7::"ContentLevel", 'EVERYONE'),
				coalesce($8::"CollectionOrder", 'MANUAL'), coalesce($9::"CollectionAddPolicy", 'CONTRIBUTORS'))`,
			[
				id,
				ownerId,
				slug,
				clean.title,
				clean.statement ?? '',
				clean.visibility ?? null,
				clean.contentLevel ?? null,
				clean.order ?? null,
				clean.addPolicy ?? null,
			],
		);
		await writeRevision(sql, { collectionId: id, actorId: ownerId, change: { type: 'created' } });
		return mustRead(sql, id, ownerId);
	});
}

/**
 * Changes what its owner says of it; editors change title, statement, order and cover. A former address leads on. Throws
 * `INVALID_INPUT`, `NOT_FOUND`, `NOT_ALLOWED` and `SLUG_TAKEN`.
 */
export async function updateCollection(
	store: Store,
	{
		id,
		commentPolicy,
		...details
	}: CollectionDetails & { readonly id: string; readonly commentPolicy?: CommentPolicy | undefined },
	viewer: Viewer,
): Promise<Collection> {
	const clean = checked(details);
	return transaction(store, async (sql) => {
		const given = Object.entries(clean).flatMap(([name, value]) => (value === undefined ? [] : name));
		const mayEdit = commentPolicy === undefined && areEditorsDetails(given);
		const now = await lockForAct(sql, id, viewer, mayEdit ? 'ARRANGE' : 'MANAGE');
		// Who may comment is no change of the shelf, so it stands in no history.
		if (commentPolicy !== undefined)
			await sql.query('UPDATE "Collection" SET "commentPolicy" = $2::"CommentPolicy" WHERE id = $1', [
				id,
				commentPolicy,
			]);
		const change = await writeDetails(sql, now, { ...clean });
		if (change) await writeRevision(sql, { collectionId: id, actorId: viewer.userId ?? '', change });
		return mustRead(sql, id, viewer.userId ?? '');
	});
}

/** Deletes a collection of the viewer's; it can be restored for {@link restorableDays}. Throws `NOT_FOUND` and `NOT_ALLOWED`. */
export async function deleteCollection(store: Store, id: string, viewer: Viewer): Promise<void> {
	await transaction(store, async (sql) => {
		await lockForAct(sql, id, viewer, 'MANAGE');
		await sql.query('UPDATE "Collection" SET "deletedAt" = clock_timestamp() WHERE id = $1', [id]);
		await writeRevision(sql, { collectionId: id, actorId: viewer.userId ?? '', change: { type: 'deleted' } });
	});
}

/** Restores a collection that its owner has deleted. Throws `NOT_FOUND` for what was not deleted, or too long ago. */
export async function restoreCollection(store: Store, id: string, viewer: Viewer): Promise<Collection> {
	const ownerId = viewer.userId ?? '';
	return transaction(store, async (sql) => {
		const restored = await sql.query(
			`UPDATE "Collection" SET "deletedAt" = NULL WHERE id = $1 AND "ownerId" = $2
				AND "deletedAt" > now() - make_interval(days => $3) RETURNING id`,
			[id, ownerId, restorableDays],
		);
		if (restored.length === 0) throw new RenderError('NOT_FOUND', `There is no deleted collection ${id} to restore`);
		await writeRevision(sql, { collectionId: id, actorId: ownerId, change: { type: 'restored' } });
		return mustRead(sql, id, ownerId);
	});
}

/** Collections of a person that are deleted and can be restored, the last deleted first. */
export function listDeletedCollections(store: Store, ownerId: string): Promise<readonly Collection[]> {
	return query<Collection>(
		store,
		`SELECT ${collectionColumns('$1')} FROM "Collection" AS collection
		 WHERE "ownerId" = $1 AND "deletedAt" > now() - make_interval(days => $2) ORDER BY "deletedAt" DESC LIMIT 100`,
		[ownerId, restorableDays],
	);
}

/** Removes what can no longer be restored. Returns how many. */
export async function forgetDeletedCollections(store: Store): Promise<number> {
	const rows = await query(
		store,
		'DELETE FROM "Collection" WHERE "deletedAt" <= now() - make_interval(days => $1) RETURNING id',
		[restorableDays],
	);
	return rows.length;
}

async function mustRead(sql: Queryable, id: string, viewerId: string): Promise<Collection> {
	const [row] = await sql.query<Collection>(
		`SELECT ${collectionColumns('$2')} FROM "Collection" AS collection WHERE id = $1`,
		[id, viewerId],
	);
	if (!row) throw new RenderError('NOT_FOUND', `There is no collection ${id}`);
	return row;
}

/** The details with clean texts. Throws `INVALID_INPUT` with everything that is wrong. */
function checked(details: CollectionDetails): CollectionDetails {
	const title = details.title?.trim();
	const statement = details.statement === undefined ? undefined : cleanText(details.statement);
	refuseIssues([
		...(title === undefined ? [] : shownTextIssues(title, 'title', { maximum: maximumTitleLength })),
		...(details.slug === undefined ? [] : slugIssues(details.slug)),
		...(statement ? textIssues(statement, 'statement', maximumStatementLength) : []),
	]);
	return { ...details, title, statement };
}
