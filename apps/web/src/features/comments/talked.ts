/** @file What comments are about, and where it is asked for them. */
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	ArtworkCommentsDocument,
	CollectionCommentNewsDocument,
	CollectionCommentsDocument,
	CommentNewsDocument,
	type CommentPagePartsFragment,
} from '../../graphql/generated/graphql.ts';
import { named } from '../../graphql/request.ts';

/** A picture, in which a comment may point at a step and a place. */
export interface TalkedPicture {
	readonly artworkId: string;
	/** Steps of its run. */
	readonly steps: number;
	readonly thumbnail: { readonly url: string; readonly width: number; readonly height: number };
}

interface TalkedCollection {
	readonly collectionId: string;
	/** Path of its page. */
	readonly path: string;
}

export type Talked = TalkedCollection | TalkedPicture;

export function isPicture(talked: Talked): talked is TalkedPicture {
	return 'artworkId' in talked;
}

/** The path of the page on which it is talked about. */
export function pageOf(talked: Talked): string {
	return isPicture(talked) ? `/artworks/${talked.artworkId}` : talked.path;
}

/** What a new comment is said of, as the API is told. */
export function subjectOf(talked: Talked): { readonly artworkId: string } | { readonly collectionId: string } {
	return isPicture(talked) ? { artworkId: talked.artworkId } : { collectionId: talked.collectionId };
}

/** A page of older comments. Throws when what they are about is gone. */
export async function readOlder(talked: Talked, after: string | null): Promise<CommentPagePartsFragment> {
	const subject = isPicture(talked)
		? (await browserRequest(ArtworkCommentsDocument, { id: talked.artworkId, after })).artwork
		: (await browserRequest(CollectionCommentsDocument, { id: talked.collectionId, after })).collection;
	if (!subject) throw new Error('What is talked about is gone');
	return subject.comments;
}

/** What tells of the state of the comments. */
export interface CommentNews {
	readonly commentCount: number;
	readonly comments: CommentPagePartsFragment;
}

/** The subscription that tells of new comments, as it is sent over a socket. */
export function newsOf(talked: Talked) {
	return isPicture(talked)
		? { document: named(CommentNewsDocument), variables: { artworkId: talked.artworkId } }
		: { document: named(CollectionCommentNewsDocument), variables: { collectionId: talked.collectionId } };
}
