/**
 * @file Every code that the API gives a failure has a message in both languages, and no component shows the English text that comes
 * with it: that one is for logs and programs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FailureCode, failureCodes, issueCodes } from '@galatea/render';
import { expect, test } from 'vitest';
import en from './messages/en.json';
import es from './messages/es.json';

/** Catalogues that say what a failed action means, by its code. */
const catalogues = [
	'Submit',
	'Trouble',
	'Account.problems',
	'Account.link.problems',
	'Account.oauth.problems',
	'Collections.problems',
	'Comments.problems',
	'Moderation.problems',
	'Packs.problems',
	'Roles.problems',
	'Render.failures',
	'Render.publish.problems',
	'Render.keep.problems',
] as const;

/** Codes whose message has another name, because the page says more than that something failed. */
const elsewhere: Partial<Readonly<Record<FailureCode, readonly string[]>>> = {
	LINK_EXPIRED: ['Account.link.expiredTitle', 'Account.link.expiredText'],
	ALREADY_FINISHED: ['Render.states.DONE', 'Render.states.FAILED', 'Render.states.CANCELLED'],
	SEARCH_NEEDS_WORKER: ['Search.problems.SearchNeedsWorker'],
	NOTHING_UNDERSTOOD: ['Search.problems.NothingUnderstood'],
	REMIX_REFUSED: [
		'RECIPE_HIDDEN',
		'LICENCE',
		'NOBODY',
		'FOLLOWERS_ONLY',
		'BLOCKED',
		'LICENCES_APART',
		'NOT_PUBLISHED',
	].map((reason) => `Sharing.refused.${reason}`),
	// Nobody can do anything about it, so each catalogue says that the action did not work.
	INTERNAL: catalogues
		.filter((name) => !['Trouble', 'Account.link.problems'].includes(name))
		.map((name) => `${name}.OTHER`),
};

/** The message at a path such as `Submit.QUEUE_FULL`; undefined where there is none. */
function messageAt(messages: object, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((found, name) => (found as Readonly<Record<string, unknown>> | undefined)?.[name], messages);
}

/** Paths of the messages of a code. */
function pathsOf(code: FailureCode): readonly string[] {
	return (
		elsewhere[code] ?? catalogues.map((name) => `${name}.${code}`).filter((path) => messageAt(en, path) !== undefined)
	);
}

test.each([
	['en', en],
	['es', es],
] as const)('every code of a failure has a message in %s', (_, messages) => {
	const silent = failureCodes.filter((code) => {
		const found = pathsOf(code).map((path) => messageAt(messages, path));
		return found.length === 0 || found.some((text) => typeof text !== 'string' || text === '');
	});
	expect(silent).toEqual([]);
});

test.each([
	['en', en],
	['es', es],
] as const)('every code of a wrong value has a message in %s', (_, messages) => {
	expect(issueCodes.filter((code) => typeof messageAt(messages, `Create.issues.${code}`) !== 'string')).toEqual([]);
});

test('no component shows the English text of a failure', () => {
	const features = join(import.meta.dirname, '../features');
	const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter(
		(path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'),
	);
	expect(files.length).toBeGreaterThan(100);
	const shows = (source: string) => /\.message\}|\$\{[\w.?]+\.message\b/.test(source);
	expect(['<p>{failure.message}</p>', 'title={`No: $' + '{issue.message}`}'].map(shows)).toEqual([true, true]);
	expect(files.filter((path) => shows(readFileSync(join(features, path), 'utf8')))).toEqual([]);
});
