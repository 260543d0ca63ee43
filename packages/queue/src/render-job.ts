/** @file The job: a render's id, and nothing else. The database has the rest, so a job may come twice or late. */
import { z } from 'zod';

/** Name of the only kind of job. */
export const jobName = 'render';

const packId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be the id of a pack');

/**
 * Name of the queue of a pack: only who has the pack looks into it. Throws a TypeError when that is no id of a pack
 * (small letters, digits and hyphens, at most 64).
 */
export function queueNameOf(pack: string): string {
	const result = packId.safeParse(pack);
	if (result.success) return `renders-${result.data}`;
	throw new TypeError(`No queue for "${pack}": ${result.error.issues.map((issue) => issue.message).join('; ')}`);
}

const renderJob = z.strictObject({ renderId: z.string().regex(/^rnd_[0-9a-z]{26}$/, 'must be the id of a render') });

/** A job's payload. */
export type RenderJob = z.infer<typeof renderJob>;

/** Reads a payload; throws a TypeError that says what is wrong with it. */
export function parseRenderJob(value: unknown): RenderJob {
	const result = renderJob.safeParse(value);
	if (result.success) return result.data;
	throw new TypeError(`Not a render job: ${result.error.issues.map((issue) => issue.message).join('; ')}`);
}

/**
 * How often a job is tried when it fails with a retryable error. What kills its worker is counted by the database;
 * here the reasons pass by themselves: a full disk, a database that restarts. With the waits below, half an hour.
 */
export const maximumTries = 60;

/** Tries of a job that fails with an error that nobody foresaw: likely to be the same each time. */
export const maximumUnforeseenTries = 3;

/** Milliseconds before the next try, after `tries` of them: 1, 2, 4, 8, 16, then 30 s. */
export function waitBeforeRetryMs(tries: number): number {
	return Math.min(1_000 * 2 ** (tries - 1), 30_000);
}
