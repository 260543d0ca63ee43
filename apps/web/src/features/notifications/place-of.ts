/** @file Where a notification leads, and what it speaks of. */
import type { NotificationPartsFragment } from '../../graphql/generated/graphql.ts';
import { collectionAddress } from '../collections/collection-address.ts';

/** The address of what has happened: a comment in its place, a remix, a decision with its reason. */
export function placeOf({ kind, subject, about, actors }: NotificationPartsFragment): string {
	if (kind === 'DECISION' || kind === 'APPEAL') return '/decisions';
	if (kind.startsWith('SUBMISSION') && subject?.__typename === 'Collection')
		return `${collectionAddress(subject)}/submissions`;
	if (about?.__typename === 'Collection') return collectionAddress(about);
	const collection = subject?.__typename === 'Comment' ? subject.collection : subject;
	if (collection && 'slug' in collection) return placeIn(collectionAddress(collection), about);
	if (kind === 'FOLLOW') return `/@${actors[0]?.handle ?? ''}`;
	if (kind === 'REMIX' && about?.__typename === 'Artwork') return `/artworks/${about.id}`;
	if (subject?.__typename === 'Render') return `/renders/${subject.id}`;
	const artwork =
		subject?.__typename === 'Artwork' ? subject : subject?.__typename === 'Comment' ? subject.artwork : null;
	if (!artwork) return '/notifications';
	return placeIn(`/artworks/${artwork.id}`, about);
}

/** On a page: the comment that it is about, or its beginning. */
function placeIn(page: string, about: NotificationPartsFragment['about']): string {
	return about?.__typename === 'Comment' ? `${page}?comment=${about.id}#${about.id}` : page;
}

/** The title of the picture or the collection, the words of the comment, the prompt of the render; empty for a person. */
export function nameOf({ subject }: NotificationPartsFragment): string {
	switch (subject?.__typename) {
		case 'Artwork':
		case 'Collection':
			return subject.title;
		case 'Comment':
			return subject.text;
		case 'Render':
			return subject.recipe?.prompt ?? '';
		default:
			return '';
	}
}
