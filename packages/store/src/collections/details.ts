/** @file What is said of a collection, written and made into a change. */
import { RenderError } from '@galatea/render';
import type { Queryable } from '../database/store.ts';
import type { Collection } from './collection.ts';
import { itemIn } from './collection-rows.ts';
import type { DetailsChange } from './revisions.ts';
import { claimSlug } from './slug.ts';

/** Details that only the owner changes; the others are the editors' too. */
const ownersDetails: ReadonlySet<string> = new Set(['slug', 'visibility', 'contentLevel', 'addPolicy']);

/** Whether all of the named details are such as editors change. */
export function areEditorsDetails(names: readonly string[]): boolean {
	return !names.some((name) => ownersDetails.has(name));
}

/**
 * Gives details new values; the caller has checked them and holds the row. Null where they have them already. Throws
 * `NOT_FOUND` for a cover that is not in it, and `SLUG_TAKEN`.
 */
export async function writeDetails(
	sql: Queryable,
	now: Collection,
	values: Readonly<Record<string, unknown>>,
): Promise<DetailsChange | null> {
	const changed = Object.entries(values).filter(
		([name, value]) => value !== undefined && now[name as keyof Collection] !== value,
	);
	if (changed.length === 0) return null;
	const after = Object.fromEntries(changed);
	const next = { ...now, ...after };
	if (next.slug !== now.slug) await renameAddress(sql, now, next.slug);
	if (next.coverItemId !== now.coverItemId && next.coverItemId !== null)
		if (!(await itemIn(sql, now.id, next.coverItemId)))
			throw new RenderError('NOT_FOUND', `There is no item ${next.coverItemId} in this collection`);
	await sql.query(
		`UPDATE "Collection" SET title = $2, slug = $3, statement = $4, visibility = $5::"Visibility",
			"contentLevel" = $6::"ContentLevel", "itemOrder" = $7::"CollectionOrder",
			"addPolicy" = $8::"CollectionAddPolicy", "coverItemId" = $9 WHERE id = $1`,
		[
			now.id,
			next.title,
			next.slug,
			next.statement,
			next.visibility,
			next.contentLevel,
			next.order,
			next.addPolicy,
			next.coverItemId,
		],
	);
	const before = Object.fromEntries(changed.map(([name]) => [name, now[name as keyof Collection]]));
	return { type: 'details', before, after };
}

async function renameAddress(sql: Queryable, { id, ownerId, slug }: Collection, wanted: string): Promise<void> {
	await claimSlug(sql, ownerId, id, wanted);
	await sql.query(
		`INSERT INTO "FormerCollectionSlug" ("ownerId", slug, "collectionId") VALUES ($1, $2, $3)
		 ON CONFLICT ("ownerId", slug) DO UPDATE SET "collectionId" = excluded."collectionId"`,
		[ownerId, slug, id],
	);
}
