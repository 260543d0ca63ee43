import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { renderWithMessages } from '../../testing/render-with-messages.tsx';
import { SubmitFailureNote } from './submit-failure.tsx';
import type { SubmitFailure } from './use-submit.ts';

afterEach(cleanup);

function show(code: string, more: Partial<SubmitFailure> = {}) {
	const failure = { code, message: '', waiting: 0, limit: null, refusal: null, issues: [] };
	renderWithMessages(
		<SubmitFailureNote failure={{ ...failure, retryAfterSeconds: null, suspendedUntil: null, ...more }} />,
	);
	return screen.getByRole('alert').textContent;
}

test('a server that does not answer and a database that does not are told apart', () => {
	expect(show('API_UNREACHABLE')).toBe('The server does not answer. Nothing is lost: try again in a moment.');
	cleanup();
	expect(show('DATABASE_UNAVAILABLE')).toContain('database does not answer');
});

test('a prompt in the spelling of another program is told of with the spelling that works', () => {
	const values = { found: '--ar 16:9', instead: 'a red apple' };
	const issues = [{ path: 'prompts.0.text', message: 'has settings', code: 'FOREIGN_FLAG', values }];
	expect(show('INVALID_RECIPE', { issues })).toContain(
		'“--ar 16:9” is a setting of another program. Write: a red apple',
	);
});

test('who has asked too often is told when to try again', () => {
	expect(show('TOO_MANY_REQUESTS', { retryAfterSeconds: 34 })).toContain('Try again in 34 seconds.');
});

test('who has asked for as much as they may is told whose limit it is, and what to do', () => {
	expect(show('TOO_MANY_WAITING', { limit: { scope: 'NETWORK', maximum: 60 } })).toContain(
		'Your network already has 60',
	);
	cleanup();
	expect(show('BUDGET_SPENT', { retryAfterSeconds: 150 })).toContain('room for this render in 3 minutes');
	cleanup();
	expect(show('BUDGET_SPENT')).toContain('Choose a smaller size');
});

test('who is suspended is told until when, and where to appeal', () => {
	expect(show('SUSPENDED', { suspendedUntil: '2026-11-30T12:00:00.000Z' })).toContain('until November 30, 2026');
	expect(screen.getByRole('link', { name: 'See why, and how to appeal' }).getAttribute('href')).toBe('/decisions');
});

test('a wrong value is told by its code, after its place, and never in the words of a developer', () => {
	const issue = { message: 'expected number, received string', values: {} };
	const issues = [
		{ ...issue, path: 'width', code: 'ABOVE', values: { maximum: 512 } },
		{ ...issue, path: 'tiling', code: 'NEWER_THAN_THIS_PAGE' },
	];
	const text = show('INVALID_RECIPE', { issues });
	expect(text).toContain('widthToo large: the maximum is 512.');
	expect(text).toContain('tilingThis value is not valid.');
	expect(text).not.toContain('expected number');
});
