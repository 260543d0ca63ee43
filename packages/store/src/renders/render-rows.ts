/** @file How rows become renders and their events. */
import {
	type FailureCode,
	failureCodes,
	parseRecipe,
	type RenderEvent,
	type RenderEventBody,
	type TermLoss,
} from '@galatea/render';
import { imagesOf } from '../files/image-columns.ts';
import type { Prisma } from '../generated/client.ts';
import type { Failure, Render, WholeRender } from './render.ts';

/** What is read with a render. */
export const renderParts = { recipe: { select: { json: true } }, artwork: { select: { id: true } } } as const;
type RenderRow = Prisma.RenderGetPayload<{ include: typeof renderParts }>;

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
		batchId: row.batchId,
		paused: row.pausedAt !== null,
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

function failureOf(row: RenderRow): Failure | null {
	if (row.failureCode === null) return null;
	const known = failureCodes.find((code: FailureCode) => code === row.failureCode);
	return { code: known ?? 'INTERNAL', message: row.failureMessage ?? '', retryable: row.failureRetryable ?? false };
}
