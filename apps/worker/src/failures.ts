/** @file What ends a render before its last step, and what the person who waits for it is told. */
import { CheckpointError } from '@galatea/checkpoint';
import { type FailureCode, RenderError } from '@galatea/render';

/** Somebody asked for the render to be cancelled. */
export class Cancelled extends Error {
	override readonly name = 'Cancelled';
}

/** This process should let go of the render, so that another one (or this one, started anew) goes on with it. */
export class HandedOver extends Error {
	override readonly name = 'HandedOver';
}

export interface FailureReport {
	readonly code: FailureCode;
	/** English, for logs and terminals; people in the browser get a translation by code. */
	readonly message: string;
	/** Whether the same recipe may succeed later. */
	readonly retryable: boolean;
}

/** Anything that was thrown, as a failure with a stable code. */
export function describeFailure(error: unknown): FailureReport {
	if (error instanceof RenderError) {
		const { code, message, retryable } = error;
		// Room can be made: the same recipe is worth another try then.
		return { code, message, retryable: retryable || code === 'STORAGE_FULL' || code === 'STORAGE_UNAVAILABLE' };
	}
	if (error instanceof CheckpointError)
		return { code: 'PACK_DAMAGED', message: `A weight file cannot be used: ${error.message}`, retryable: false };
	const message = error instanceof Error ? error.message : String(error);
	return { code: 'INTERNAL', message: `The worker failed unexpectedly: ${message}`, retryable: false };
}

/**
 * Whether the render should be tried again by itself, without anybody being told that it failed: only what is the
 * surroundings' fault and passes, such as a database that is being restarted.
 */
export function isPassing(error: unknown): boolean {
	return error instanceof RenderError && error.code === 'DATABASE_UNAVAILABLE';
}
