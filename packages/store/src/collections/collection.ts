/** @file A collection and its items, as the store gives them. */
import type { ContentLevel, Visibility } from '../access/audience.ts';
import type { CommentPolicy } from '../access/comment-permission.ts';

/** What somebody may do in a collection. An OWNER may do everything; a VIEWER sees it, whatever its visibility. */
export const collectionRoles = ['OWNER', 'EDITOR', 'CONTRIBUTOR', 'VIEWER'] as const;
export type CollectionRole = (typeof collectionRoles)[number];

/**
 * The order in which its items are shown: as its curators arranged them; by the time at which they were added; by how many
 * love their artworks; or by chance, another way every day.
 */
export const collectionOrders = ['MANUAL', 'NEWEST', 'MOST_LIKED', 'RANDOM'] as const;
export type CollectionOrder = (typeof collectionOrders)[number];

/**
 * Who may add to it: owner and editors; contributors too; besides them every member who sees it, after review; or every
 * member who sees it.
 */
export const collectionAddPolicies = ['EDITORS', 'CONTRIBUTORS', 'REVIEW', 'MEMBERS'] as const;
export type CollectionAddPolicy = (typeof collectionAddPolicies)[number];

/** An ordered shelf of artworks. */
export interface Collection {
	readonly id: string;
	readonly ownerId: string;
	/** Its address is `/@handle/c/slug`. */
	readonly slug: string;
	readonly title: string;
	/** What its curators say of it: plain text, empty where they say nothing. */
	readonly statement: string;
	readonly visibility: Visibility;
	/** By moderators. */
	readonly hidden: boolean;
	readonly contentLevel: ContentLevel;
	readonly order: CollectionOrder;
	readonly addPolicy: CollectionAddPolicy;
	/** Who may comment on it besides its curators. */
	readonly commentPolicy: CommentPolicy;
	/** The item whose picture stands for it; null for the first ones. */
	readonly coverItemId: string | null;
	/** Whether it has sections, by which its items are listed then. */
	readonly hasSections: boolean;
	/** Number of its newest revision, 0 for a collection nothing has been done to. */
	readonly seq: number;
	readonly createdAt: Date;
	/** When an item was last added, moved or removed. */
	readonly tendedAt: Date;
	/** When it was deleted; it can be restored for {@link restorableDays}. */
	readonly deletedAt: Date | null;
	/** Of the viewer; null for who only sees it. */
	readonly role: CollectionRole | null;
}

/** A place in a collection. */
export interface CollectionItem {
	readonly id: string;
	readonly collectionId: string;
	/** Null once the artwork is deleted. */
	readonly artworkId: string | null;
	/** What its curators say of it: plain text, empty where they say nothing. */
	readonly note: string;
	readonly addedById: string;
	readonly addedAt: Date;
	/** Its fractional key, compared byte by byte. */
	readonly position: string;
	/** The section it stands in; null for the place before the first one. */
	readonly sectionId: string | null;
	/** Title of an artwork that is deleted; null while it is there, empty where not everybody could see it. */
	readonly goneTitle: string | null;
	/** The name of its artist then. */
	readonly goneArtist: string | null;
}

/** Items that stand together under a title. */
export interface CollectionSection {
	readonly id: string;
	readonly collectionId: string;
	/** One line of 1 to 200 characters. */
	readonly title: string;
	/** Its fractional key among those of the other sections, compared byte by byte. */
	readonly position: string;
}

/** Days for which a deleted collection can be restored. */
export const restorableDays = 30;
/** Collections of one person, deleted ones that can be restored included. */
export const maximumCollectionsOfOne = 1_000;
/** Items of one collection. */
export const maximumCollectionItems = 10_000;
/** Items that are put in, moved or taken out together. */
export const maximumItemsAtOnce = 100;
/** Sections of one collection. */
export const maximumSections = 100;
/** People who curate one collection besides its owner. */
export const maximumCurators = 100;
/** Submissions of one person to one collection that wait for a decision. */
export const maximumWaitingSubmissions = 20;
