/** @file What can be reported: anything that has somebody behind it. */
import { isIdentifier } from '@galatea/render';
import type { User } from '@galatea/store/accounts';
import type { Artwork } from '@galatea/store/artworks';
import type { Collection } from '@galatea/store/collections';
import type { Render } from '@galatea/store/renders';
import type { Comment } from '@galatea/store/talk';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { ArtworkType, CollectionType, CommentType, RenderType, UserType } from '../references.ts';

type Subject = Artwork | Collection | Comment | Render | User;

export const SubjectType = builder.unionType('Subject', {
	description: 'What can be spoken of, or reported.',
	types: [ArtworkType, CollectionType, CommentType, RenderType, UserType],
	resolveType({ id }) {
		if (isIdentifier('artwork', id)) return 'Artwork';
		if (isIdentifier('collection', id)) return 'Collection';
		if (isIdentifier('comment', id)) return 'Comment';
		return isIdentifier('render', id) ? 'Render' : 'User';
	},
});

/** The subject of an id; null for what is gone, or may not be seen by who asks. */
export async function loadSubject(id: string, { loaders }: RequestContext): Promise<Subject | null> {
	if (isIdentifier('artwork', id)) return loaders.artworks.load(id);
	if (isIdentifier('collection', id)) return loaders.collections.load(id);
	if (isIdentifier('comment', id)) return loaders.comments.load(id);
	if (isIdentifier('render', id)) return loaders.renders.load(id);
	return isIdentifier('user', id) ? loaders.users.load(id) : null;
}

/** Whose a subject is; null for nothing, and for what its person has deleted. */
export function personOf(subject: Subject | null): string | null {
	if (subject === null) return null;
	if ('publishedById' in subject) return subject.publishedById;
	if ('requestedById' in subject) return subject.requestedById;
	if ('ownerId' in subject) return subject.ownerId;
	return 'authorId' in subject ? subject.authorId : subject.id;
}
