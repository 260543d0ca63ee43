/**
 * @file Expected failures. A code is part of the public interface (GraphQL, command line, translations) and never
 * changes its meaning; the message is English for logs and terminals; the web translates by code.
 */

import type { InputIssue } from './input-issue.ts';

/** Stable codes of everything that may go wrong in a foreseen way. */
export const failureCodes = [
	'INVALID_RECIPE',
	'INVALID_TITLE',
	'NOT_FOUND',
	'NOT_ALLOWED',
	'NOT_SIGNED_IN',
	'INVALID_INPUT',
	'EMAIL_TAKEN',
	'HANDLE_TAKEN',
	'WRONG_CREDENTIALS',
	'TOO_MANY_TRIES',
	'CLAIM_EXPIRED',
	'LINK_EXPIRED',
	'MAIL_UNAVAILABLE',
	'ALREADY_FINISHED',
	'NOT_FINISHED',
	'STEP_NOT_KEPT',
	'PACK_UNAVAILABLE',
	'PACK_DAMAGED',
	'QUEUE_FULL',
	'TOO_MANY_WAITING',
	'BUDGET_SPENT',
	'DIVERGED',
	'OUT_OF_MEMORY',
	'STORAGE_FULL',
	'STORAGE_UNAVAILABLE',
	'DATABASE_UNAVAILABLE',
	'TOO_MANY_ATTEMPTS',
	'SEARCH_NEEDS_WORKER',
	'NOTHING_UNDERSTOOD',
	'REMIX_REFUSED',
	'SLUG_TAKEN',
	'COLLECTION_FULL',
	'COLLECTING_REFUSED',
	'CHANGED_SINCE',
	'ALREADY_COLLECTED',
	'SUBMISSION_DECIDED',
	'TOO_MANY_SUBMISSIONS',
	'INVITATION_EXPIRED',
	'INVITATION_USED_UP',
	'SIGN_UP_CLOSED',
	'INTERNAL',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/**
 * A foreseen failure.
 * `retryable` says whether the same call may succeed later without any change; the queue reads it.
 */
export class RenderError extends Error {
	override readonly name = 'RenderError';
	readonly code: FailureCode;
	readonly retryable: boolean;
	readonly issues: readonly InputIssue[];

	constructor(
		code: FailureCode,
		message: string,
		options: { readonly retryable?: boolean; readonly issues?: readonly InputIssue[]; readonly cause?: unknown } = {},
	) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.code = code;
		this.retryable = options.retryable ?? false;
		this.issues = options.issues ?? [];
	}
}

/** A change cannot be taken back because later ones rest on it: `restingSeqs` are their numbers, the latest first. */
export class ChangedSinceError extends RenderError {
	readonly restingSeqs: readonly number[];

	constructor(message: string, restingSeqs: readonly number[] = []) {
		super('CHANGED_SINCE', message);
		this.restingSeqs = restingSeqs;
	}
}
