/** @file Members for the browser tests, made anew for each test. */
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { seedMember, uniqueWord } from './seed.ts';

/** Of every member of {@link newMember}. */
const password = 'correct horse battery';

export interface MemberPage {
	readonly context: BrowserContext;
	readonly page: Page;
	readonly handle: string;
}

/** Somebody who has just signed up, in a browser of their own that has opened no page yet. */
export async function newMember(
	browser: Browser,
	options: Parameters<Browser['newContext']>[0] = {},
): Promise<MemberPage> {
	const context = await browser.newContext({ locale: 'en-GB', ...options });
	const handle = `m${uniqueWord()}`;
	await seedMember(context.request, { handle, email: `${handle}@example.org`, password });
	const page = await context.newPage();
	return { context, page, handle };
}

/** Signs a member of {@link newMember} in on another page. */
export async function signIn(page: Page, handle: string): Promise<void> {
	await page.goto('/sign-in');
	await page.locator('input[name="email"]').fill(`${handle}@example.org`);
	await page.locator('input[name="password"]').fill(password);
	await page.locator('main button[type="submit"]').click();
	await expect(page.getByRole('button', { name: `@${handle}` })).toBeVisible();
}
