/** @file What can go wrong with a report, a decision or an appeal, as the catalogue `Moderation.problems` says it. */

const knownProblems = ['INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN', 'TOO_MANY_TRIES'] as const;

export type ModerationProblem = (typeof knownProblems)[number] | 'OTHER';

/** The problem of a failure's code. */
export function moderationProblemOf(code: string): ModerationProblem {
	return knownProblems.find((known) => known === code) ?? 'OTHER';
}
