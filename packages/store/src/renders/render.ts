/** @file A render as the store gives it, and as a viewer may see it. Times are `Date`, sizes pixels, ids the prefixed ones of packages/render. */
import type { FailureCode, PreviewReference, Recipe, RenderState, TermLoss } from '@galatea/render';
import type { ContentLevel, Visibility } from '../access/audience.ts';
import { maySeeRecipe, type Viewer } from '../access/visibility.ts';
import type { ImageReference } from '../files/image-reference.ts';

/** Why a render failed, in its own row: the code is stable, the message English. */
export interface Failure {
	readonly code: FailureCode;
	readonly message: string;
	/** Whether the same recipe may succeed later. */
	readonly retryable: boolean;
}

/** The newest state of a render. */
export interface Render {
	readonly id: string;
	readonly state: RenderState;
	/** Null for who may not know it. */
	readonly recipe: Recipe | null;
	/** Of the picture, in pixels. */
	readonly width: number;
	readonly height: number;
	readonly requestedById: string;
	/** That of its artwork once it is published. */
	readonly visibility: Visibility;
	/** That of its artwork once it is published. */
	readonly contentLevel: ContentLevel;
	/** By moderators. */
	readonly hidden: boolean;
	/** Whether its recipe is its person's secret; as that of its artwork once it is published. */
	readonly recipeHidden: boolean;
	/** The artwork whose recipe it started from. */
	readonly remixOfArtworkId: string | null;
	/** Once published. */
	readonly artworkId: string | null;
	/** Of those that were asked for together with it; null for one that was asked for alone. */
	readonly batchId: string | null;
	/** Whether its person lets it wait. */
	readonly paused: boolean;
	/** How often a worker has taken it up; 0 while it waits for the first. */
	readonly attempt: number;
	/** Number of its newest event, from 1. */
	readonly seq: number;
	/** Steps completed. */
	readonly step: number;
	readonly steps: number;
	readonly loss: number | null;
	/** Loss of each prompt term at `step`; none for who may not know the recipe. */
	readonly terms: readonly TermLoss[];
	readonly preview: PreviewReference | null;
	/** The finished picture; null until DONE, and of a stopped run until its last step is kept. */
	readonly image: ImageReference | null;
	/** A WebP for lists; null as long as `image` is. */
	readonly thumbnail: ImageReference | null;
	readonly failure: Failure | null;
	readonly workerName: string | null;
	readonly cancelRequestedAt: Date | null;
	readonly createdAt: Date;
	/** When the first attempt began to compute. */
	readonly startedAt: Date | null;
	readonly finishedAt: Date | null;
}

/** A render with its recipe: for its person, and for workers. */
export interface WholeRender extends Render {
	readonly recipe: Recipe;
	readonly recipeHash: string;
}

/** A render as the viewer may see it: without a recipe that is hidden from them, and what would tell of it. */
export function asSeenBy(render: Render, viewer: Viewer): Render {
	if (maySeeRecipe(viewer, render.requestedById, render.recipeHidden)) return render;
	const { recipeHash: _recipeHash, ...seen } = render as Render & { readonly recipeHash?: string };
	return { ...seen, recipe: null, terms: [] };
}
