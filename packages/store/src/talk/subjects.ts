/** @file What can be spoken of: an artwork, a render, a person, a comment or a collection, by its id alone. */
import { isIdentifier } from '@galatea/render';
import { visibleCollectionIds } from '../access/collection-visibility.ts';
import type { Role } from '../access/role.ts';
import { type Viewer, visibleIds } from '../access/visibility.ts';
import { getUsers } from '../accounts/users.ts';
import type { Queryable, Store } from '../database/store.ts';
import { getComments } from './read-comments.ts';

/** Those of `ids` that the viewer may see at their address, whatever their kind; comments that are deleted are not. */
export async function visibleSubjects(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<ReadonlySet<string>> {
	const of = (kind: 'artwork' | 'render' | 'user' | 'comment' | 'collection') =>
		ids.filter((id) => isIdentifier(kind, id));
	const [artworks, renders, users, comments, collections] = await Promise.all([
		visibleIds(store, 'Artwork', of('artwork'), viewer),
		visibleIds(store, 'Render', of('render'), viewer),
		getUsers(store, of('user')),
		getComments(store, of('comment'), viewer),
		visibleCollectionIds(store, of('collection'), viewer),
	]);
	const written = comments.flatMap((comment) => (comment === null || comment.state === 'DELETED' ? [] : comment.id));
	const members = users.flatMap((user) => (user && !user.isGuest ? user.id : []));
	return new Set([...artworks, ...renders, ...members, ...written, ...collections]);
}

/** Whose a subject is, and what it is called. */
interface SubjectPerson {
	readonly personId: string;
	readonly role: Role;
	/** Its title, its first words, or a handle; at most 200 characters. Empty for a render whose recipe is hidden. */
	readonly label: string;
}

/** Null for what is not there. Asks nobody who may see it. */
export async function personOfSubject(sql: Queryable, subjectId: string): Promise<SubjectPerson | null> {
	const [row] = await sql.query<SubjectPerson>(
		`SELECT "User".id AS "personId", "User".role, left(label, 200) AS label FROM (
			SELECT "publishedById" AS "personId", title AS label FROM "Artwork" WHERE id = $1
			UNION ALL SELECT "authorId", text FROM "Comment" WHERE id = $1
			UNION ALL SELECT "ownerId", title FROM "Collection" WHERE id = $1
			UNION ALL SELECT "requestedById", coalesce(term.text, '') FROM "Render"
				LEFT JOIN "PromptTerm" AS term ON term."recipeHash" = "Render"."recipeHash" AND index = 0 AND NOT "recipeHidden"
				WHERE "Render".id = $1
			UNION ALL SELECT id, '@' || handle FROM "User" WHERE id = $1 AND handle IS NOT NULL
		) AS subject JOIN "User" ON "User".id = "personId"`,
		[subjectId],
	);
	return row ?? null;
}
