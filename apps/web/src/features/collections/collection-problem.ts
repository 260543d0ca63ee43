/** @file What stands against a change of a collection, as the catalogue `Collections.problems` says it. */

const knownProblems = [
	'ALREADY_COLLECTED',
	'CHANGED_SINCE',
	'COLLECTING_REFUSED',
	'COLLECTION_FULL',
	'INVALID_INPUT',
	'INVITATION_EXPIRED',
	'INVITATION_USED_UP',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
	'SLUG_TAKEN',
	'SUBMISSION_DECIDED',
	'TOO_MANY_SUBMISSIONS',
] as const;
export type CollectionProblem = (typeof knownProblems)[number] | 'OTHER';

/** The problem of an answer; null for a success. */
export function collectionProblemOf(answer: {
	readonly __typename: string;
	readonly code?: string;
}): CollectionProblem | null {
	if (answer.code === undefined) return null;
	return knownProblems.find((known) => known === answer.code) ?? 'OTHER';
}
