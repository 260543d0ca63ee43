/** @file The last part of a collection's address: words of its title, one of a kind among those of its owner. */
import { type InputIssue, RenderError } from '@galatea/render';
import type { Queryable } from '../database/store.ts';

/** Characters of a slug. */
const maximumSlugLength = 60;

/** Words of `title` in lower case, joined by hyphens; letters of all scripts stay. `collection` where nothing is left. */
export function slugOf(title: string): string {
	const words = title
		.normalize('NFKD')
		.replaceAll(/(?<=\p{Script=Latin})\p{Mark}+/gu, '')
		.normalize('NFC')
		.toLowerCase()
		.split(/[^\p{Letter}\p{Mark}\p{Number}]+/u)
		.filter((word) => word !== '');
	const slug = [...words.join('-')].slice(0, maximumSlugLength).join('').replace(/-+$/, '');
	return slug === '' ? 'collection' : slug;
}

/** What is wrong with a slug that somebody chose. */
export function slugIssues(slug: string): readonly InputIssue[] {
	const right = /^[\p{Letter}\p{Number}][\p{Letter}\p{Mark}\p{Number}-]*$/u.test(slug) && slug === slug.toLowerCase();
	return right && [...slug].length <= maximumSlugLength
		? []
		: [{ path: 'slug', message: `must be 1 to ${maximumSlugLength} lower-case letters, digits and hyphens` }];
}

/** `wanted`, or with a number behind it where the owner has another collection of that address. */
export async function freeSlug(sql: Queryable, ownerId: string, wanted: string): Promise<string> {
	const rows = await sql.query<{ slug: string }>(
		`SELECT slug FROM "Collection" WHERE "ownerId" = $1 AND (slug = $2 OR slug LIKE $3)`,
		[ownerId, wanted, `${wanted.replaceAll(/[\\%_]/g, '\\$&')}-%`],
	);
	const taken = new Set(rows.map(({ slug }) => slug));
	if (!taken.has(wanted)) return wanted;
	for (let number = 2; ; number++) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

/** Throws `SLUG_TAKEN` where another collection of the owner has the address. A former address gives way. */
export async function claimSlug(sql: Queryable, ownerId: string, collectionId: string, slug: string): Promise<void> {
	const other = await sql.query('SELECT FROM "Collection" WHERE "ownerId" = $1 AND slug = $2 AND id <> $3', [
		ownerId,
		slug,
		collectionId,
	]);
	if (other.length > 0)
		throw new RenderError('SLUG_TAKEN', `Another collection has the address "${slug}": choose another`);
	await sql.query('DELETE FROM "FormerCollectionSlug" WHERE "ownerId" = $1 AND slug = $2', [ownerId, slug]);
}
