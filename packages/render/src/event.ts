/**
 * @file What happens to a render, as numbered events. `seq` rises by one with every event of a render, across
 * restarts; `attempt` rises when another worker goes on from a checkpoint. A viewer that knows `seq` can resume.
 */
import type { FailureCode } from './errors.ts';

/** Loss of one prompt term at one step; `term` is its index in the recipe. */
export interface TermLoss {
	readonly term: number;
	readonly loss: number;
}

/** A preview that was stored: a content-addressed file and 25 bytes that stand for it until it is loaded. */
export interface PreviewReference {
	/** Key in storage, `<sha256>.webp`; immutable. */
	readonly key: string;
	/** ThumbHash in base64. */
	readonly thumbhash: string;
	readonly width: number;
	readonly height: number;
	/** The step whose picture this is. */
	readonly step: number;
}

export type RenderEventBody =
	| { readonly type: 'queued' }
	| { readonly type: 'warming' }
	| { readonly type: 'started'; readonly fromStep: number }
	| {
			readonly type: 'progress';
			/** Steps completed, 1 to `steps`. */
			readonly step: number;
			readonly steps: number;
			readonly loss: number;
			readonly terms: readonly TermLoss[];
			/** Present only when this event brings a new preview. */
			readonly preview: PreviewReference | null;
	  }
	| { readonly type: 'done'; readonly step: number }
	| { readonly type: 'failed'; readonly code: FailureCode; readonly message: string; readonly retryable: boolean }
	| { readonly type: 'cancelled'; readonly step: number };

export type RenderEvent = RenderEventBody & {
	readonly seq: number;
	readonly attempt: number;
	/** Milliseconds since 1970. */
	readonly at: number;
};

/**
 * What a late or slow viewer needs of a list of events, in order: every event that is not progress, the newest
 * progress, and the newest progress with a preview.
 */
export function coalesce(events: readonly RenderEvent[]): readonly RenderEvent[] {
	const newest = events.findLast((event) => event.type === 'progress');
	const newestPreview = events.findLast((event) => event.type === 'progress' && event.preview !== null);
	return events.filter((event) => event.type !== 'progress' || event === newest || event === newestPreview);
}
