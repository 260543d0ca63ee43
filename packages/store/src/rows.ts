/** @file How rows become the values of types.ts. */
import {
	type FailureCode,
	failureCodes,
	parseRecipe,
	type RenderEvent,
	type RenderEventBody,
	type TermLoss,
} from '@galatea/render';
import type { Prisma } from './generated/client.ts';
import type { Artwork, Failure, ImageReference, Render, WholeRender } from './types.ts';
import { maySeeRecipe, type Viewer } from './visibility.ts';

/** What is read with a render. */
export const renderParts = { recipe: { select: { json: true } }, artwork: { select: { id: true } } } as const;
type RenderRow = Prisma.RenderGetPayload<{ include: typeof renderParts }>;

/** An artwork with what is read with it, in one statement: lists have few to spare. */
export type ArtworkRow = Omit<
	Prisma.ArtworkGetPayload<{ include: { recipe: { select: { json: true } } } }>,
	'sortKey' | 'trendKey'
>;

/** Originals are PNG, with the recipe in their metadata; thumbnails WebP. */
const originalMimeType = 'image/png';
const thumbnailMimeType = 'image/webp';

/** With its recipe, whoever may see it: what others get of it goes through `asSeenBy`. */
export function asRender(row: RenderRow): WholeRender {
	const recipe = parseRecipe(row.recipe.json);
	return {
		id: row.id,
		state: row.state,
		recipeHash: row.recipeHash,
		recipe,
		width: recipe.width,
		height: recipe.height,
		requestedById: row.requestedById,
		visibility: row.visibility,
		contentLevel: row.contentLevel,
		hidden: row.hidden,
		recipeHidden: row.recipeHidden,
		remixOfArtworkId: row.remixOfId,
		artworkId: row.artwork?.id ?? null,
		attempt: row.attempt,
		seq: row.seq,
		step: row.step,
		steps: row.steps,
		loss: row.loss,
		terms: row.termLosses as unknown as readonly TermLoss[],
		preview: previewOf(row),
		...imagesOf(row),
		failure: failureOf(row),
		workerName: row.workerName,
		cancelRequestedAt: row.cancelRequestedAt,
		createdAt: row.createdAt,
		startedAt: row.startedAt,
		finishedAt: row.finishedAt,
	};
}

/** As the viewer may see it: a recipe that is hidden is not read. */
export function asArtwork(row: ArtworkRow, viewer: Viewer): Artwork {
	const { image, thumbnail } = imagesOf(row);
	if (!image || !thumbnail) throw new Error(`Artwork ${row.id} has no image`);
	return {
		id: row.id,
		title: row.title,
		alternativeText: row.alternativeText,
		renderId: row.renderId,
		recipe: maySeeRecipe(viewer, row.publishedById, row.recipeHidden) ? parseRecipe(row.recipe.json) : null,
		recipeHidden: row.recipeHidden,
		publishedById: row.publishedById,
		visibility: row.visibility,
		contentLevel: row.contentLevel,
		hidden: row.hidden,
		licence: row.licence,
		commentPolicy: row.commentPolicy,
		remixPolicy: row.remixPolicy,
		publishedAt: row.publishedAt,
		image,
		thumbnail,
	};
}

export interface EventRow {
	readonly seq: number;
	readonly attempt: number;
	readonly body: unknown;
	readonly at: Date;
}

export function asEvent(row: EventRow): RenderEvent {
	const body = row.body as RenderEventBody;
	return { ...body, seq: row.seq, attempt: row.attempt, at: row.at.getTime() };
}

function previewOf(row: RenderRow): Render['preview'] {
	const { previewKey, previewThumbhash, previewWidth, previewHeight, previewStep } = row;
	if (previewKey === null || previewWidth === null || previewHeight === null || previewStep === null) return null;
	const thumbhash = previewThumbhash ?? '';
	return { key: previewKey, thumbhash, width: previewWidth, height: previewHeight, step: previewStep };
}

interface ImageColumns {
	readonly imageKey: string | null;
	readonly imageThumbhash: string | null;
	readonly imageWidth: number | null;
	readonly imageHeight: number | null;
	readonly thumbnailKey: string | null;
	readonly thumbnailWidth: number | null;
	readonly thumbnailHeight: number | null;
}

function imagesOf(row: ImageColumns): {
	readonly image: ImageReference | null;
	readonly thumbnail: ImageReference | null;
} {
	// One thumbhash serves both: they are the same picture.
	const thumbhash = row.imageThumbhash ?? '';
	const reference = (
		key: string | null,
		width: number | null,
		height: number | null,
		mimeType: string,
	): ImageReference | null =>
		key === null || width === null || height === null ? null : { key, width, height, mimeType, thumbhash };
	return {
		image: reference(row.imageKey, row.imageWidth, row.imageHeight, originalMimeType),
		thumbnail: reference(row.thumbnailKey, row.thumbnailWidth, row.thumbnailHeight, thumbnailMimeType),
	};
}

function failureOf(row: RenderRow): Failure | null {
	if (row.failureCode === null) return null;
	const known = failureCodes.find((code: FailureCode) => code === row.failureCode);
	return { code: known ?? 'INTERNAL', message: row.failureMessage ?? '', retryable: row.failureRetryable ?? false };
}
