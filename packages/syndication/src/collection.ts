/** @file A collection as it is shown outside of the gallery. All addresses are whole ones. */
import type { FeedPerson, FeedPicture } from './feed.ts';

/** What is shown of a collection as a whole. */
export interface ShownCollection {
	readonly title: string;
	/** Plain text; empty where its curators say nothing. */
	readonly statement: string;
	/** Of its page. */
	readonly url: string;
	/** The owner, then the editors. */
	readonly curators: readonly FeedPerson[];
	/** Items that everybody sees. */
	readonly itemCount: number;
}

/** An artwork in a collection. */
export interface ShownItem {
	readonly title: string;
	/** Of its page. */
	readonly url: string;
	readonly artist: FeedPerson;
	/** What the picture shows, in words. */
	readonly alternativeText: string;
	readonly picture: FeedPicture;
}
