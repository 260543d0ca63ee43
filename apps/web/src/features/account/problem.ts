/** @file What can go wrong with an account, as the pages say it. */

/** Failures that have words of their own in the catalogue `Account.problems`. */
const knownProblems = [
	'EMAIL_TAKEN',
	'HANDLE_TAKEN',
	'WRONG_CREDENTIALS',
	'TOO_MANY_TRIES',
	'CLAIM_EXPIRED',
	'NOT_SIGNED_IN',
	'INVALID_INPUT',
	'INVITATION_EXPIRED',
	'SIGN_UP_CLOSED',
] as const;

export type Problem = (typeof knownProblems)[number] | 'OTHER';

/** The problem of a failure's code. */
export function problemOf(code: string): Problem {
	return knownProblems.find((known) => known === code) ?? 'OTHER';
}
