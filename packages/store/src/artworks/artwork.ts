/** @file An artwork, pages of artworks and credit, as the store gives them. */
import type { Licence, Recipe } from '@galatea/render';
import type { ContentLevel, Visibility } from '../access/audience.ts';
import type { Collecting } from '../access/collect-permission.ts';
import type { CommentPolicy } from '../access/comment-permission.ts';
import type { RemixPolicy } from '../access/remix-permission.ts';
import type { ImageReference } from '../files/image-reference.ts';
import type { LineageKind } from '../renders/render-sources.ts';

/** A published picture. */
export interface Artwork {
	readonly id: string;
	readonly title: string;
	/** What it shows, in words of its person; null where they said nothing. */
	readonly alternativeText: string | null;
	readonly renderId: string;
	/** The step of its run whose picture it is; null for who may not know its recipe. */
	readonly step: number | null;
	/** Null for who may not know it. */
	readonly recipe: Recipe | null;
	/** Whether its recipe is its person's secret. */
	readonly recipeHidden: boolean;
	readonly publishedById: string;
	readonly visibility: Visibility;
	/** Null for none stated. */
	readonly licence: Licence | null;
	/** The higher of what its person and what the moderators say. */
	readonly contentLevel: ContentLevel;
	/** By moderators. */
	readonly hidden: boolean;
	/** Who may comment on it besides its person. */
	readonly commentPolicy: CommentPolicy;
	/** Who may make something from it besides its person, as far as its licence lets anybody. */
	readonly remixPolicy: RemixPolicy;
	readonly publishedAt: Date;
	/** How it stands to the collections of the viewer in whose eyes it was read. */
	readonly collecting: Collecting;
	readonly image: ImageReference;
	readonly thumbnail: ImageReference;
}

/** A page of artworks. A cursor is opaque and stays good whatever is published meanwhile. */
export interface ArtworkPage {
	readonly edges: readonly { readonly cursor: string; readonly artwork: Artwork }[];
	readonly hasNextPage: boolean;
}

/** Credit. When the parent was removed, `parentId` is null and title and thumbhash remain. */
export interface Lineage {
	readonly childId: string;
	readonly parentId: string | null;
	readonly parentTitle: string;
	readonly parentThumbhash: string;
	readonly kind: LineageKind;
	/** Of a FORK: the step of the parent's render from which the child went on. */
	readonly parentStep: number | null;
	/** Of a MIX: the parent's part of the recipe, at most 1. */
	readonly share: number | null;
}
