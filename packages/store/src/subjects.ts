/** @file What can be spoken of: an artwork, a render, a person or a comment, by its id alone. */
import { isIdentifier } from '@galatea/render';
import { getComments } from './read-comments.ts';
import type { Store } from './store.ts';
import { getUsers } from './users.ts';
import { type Viewer, visibleIds } from './visibility.ts';

/** Those of `ids` that the viewer may see at their address, whatever their kind; comments that are deleted are not. */
export async function visibleSubjects(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<ReadonlySet<string>> {
	const of = (kind: 'artwork' | 'render' | 'user' | 'comment') => ids.filter((id) => isIdentifier(kind, id));
	const [artworks, renders, users, comments] = await Promise.all([
		visibleIds(store, 'Artwork', of('artwork'), viewer),
		visibleIds(store, 'Render', of('render'), viewer),
		getUsers(store, of('user')),
		getComments(store, of('comment'), viewer),
	]);
	const written = comments.flatMap((comment) => (comment?.state === 'SHOWN' ? comment.id : []));
	const members = users.flatMap((user) => (user && !user.isGuest ? user.id : []));
	return new Set([...artworks, ...renders, ...members, ...written]);
}
