/** @file Whether a collection leaves the gallery, as a feed, a card, a file or a frame on another site. */
import type { CollectionHeadFragment } from '../../graphql/generated/graphql.ts';

/** Everybody with its address sees it, and it is for everyone: what leaves the gallery has no veil. */
export function isShownToAll({
	visibility,
	hidden,
	contentLevel,
}: Pick<CollectionHeadFragment, 'contentLevel' | 'hidden' | 'visibility'>): boolean {
	return (visibility === 'PUBLIC' || visibility === 'UNLISTED') && !hidden && contentLevel === 'EVERYONE';
}
