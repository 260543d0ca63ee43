/** @file What can be spoken of: an artwork, a render, a person, a comment or a collection, by its id alone. */
import { isIdentifier } from '@galatea/render';
import { visibleCollectionIds } from '../access/collection-visibility.ts';
import type { Role } from '../access/role.ts';
import { type Viewer, visibleIds } from '../access/visibility.ts';
import { getUsers } from '../accounts/users.ts';
import type { Queryable, Store } from '../database/store.ts';
import { db, rows, sql } from '../database/typed.ts';
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

const maximumLabelLength = 200;

/** Whose a subject is, and what it is called. */
interface SubjectPerson {
	readonly personId: string;
	readonly role: Role;
	/** Its title, its first words, or a handle; at most 200 characters. Empty for a render whose recipe is hidden. */
	readonly label: string;
}

/** Null for what is not there. Asks nobody who may see it. */
export async function personOfSubject(connection: Queryable, subjectId: string): Promise<SubjectPerson | null> {
	const [row] = await rows(
		connection,
		db
			.selectFrom(labelled(subjectId).as('subject'))
			.innerJoin('User', 'User.id', 'subject.personId')
			.select(({ eb, fn }) => [
				'User.id as personId',
				'User.role',
				fn<string>('left', ['subject.label', eb.lit(maximumLabelLength)]).as('label'),
			]),
	);
	return row ?? null;
}

/** Whose it is and what it is called, whatever its kind. */
function labelled(id: string) {
	return db
		.selectFrom('Artwork')
		.select(['publishedById as personId', 'title as label'])
		.where('id', '=', id)
		.unionAll(db.selectFrom('Comment').select(['authorId as personId', 'text as label']).where('id', '=', id))
		.unionAll(db.selectFrom('Collection').select(['ownerId as personId', 'title as label']).where('id', '=', id))
		.unionAll(
			db
				.selectFrom('Render as render')
				.leftJoin('PromptTerm as term', (join) =>
					join
						.onRef('term.recipeHash', '=', 'render.recipeHash')
						.on('term.index', '=', 0)
						.on(({ not }) => not('render.recipeHidden')),
				)
				.select(({ fn }) => ['render.requestedById as personId', fn.coalesce('term.text', sql.lit('')).as('label')])
				.where('render.id', '=', id),
		)
		.unionAll(
			db
				.selectFrom('User')
				.select(['id as personId', sql<string>`'@' || ${sql.ref('handle')}`.as('label')])
				.where('id', '=', id)
				.where('handle', 'is not', null),
		);
}
