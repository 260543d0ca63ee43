/**
 * @file The admin of the gallery under test. The link that makes one works once, so whoever used it leaves the cookies of
 * the admin in the gallery's folder, for tests that come later.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect } from '@playwright/test';
import { newMember } from './member.ts';

const folder = process.env['GALATEA_E2E_DATA_DIR'] ?? join(import.meta.dirname, '..', '.galatea');
const cookies = join(folder, 'run', 'e2e-admin.json');

/** Keeps the admin's cookies. */
export async function keepAdmin(context: BrowserContext): Promise<void> {
	await context.storageState({ path: cookies });
}

/** A browser of the admin; null where this gallery has one that the tests do not know. */
export async function findAdmin(browser: Browser): Promise<BrowserContext | null> {
	if (existsSync(cookies)) return browser.newContext({ locale: 'en-GB', storageState: cookies });
	const token = process.env['GALATEA_E2E_CLAIM'];
	if (!token) return null;
	const { context, page } = await newMember(browser);
	await page.goto(`/claim?token=${token}`);
	await page.getByRole('button', { name: 'Become the admin' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'You are the admin' })).toBeVisible();
	await keepAdmin(context);
	return context;
}

/** Makes a member a moderator. */
export async function makeModerator(admin: BrowserContext, handle: string): Promise<void> {
	const query = 'mutation ($handle: String!) { setRole(handle: $handle, role: MODERATOR) { __typename } }';
	const answer = await admin.request.post('/graphql', { data: { query, variables: { handle } } });
	expect(await answer.json()).toMatchObject({ data: { setRole: { __typename: 'SetRoleSuccess' } } });
}
