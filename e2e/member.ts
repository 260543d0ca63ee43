/** @file Members for the browser tests: made anew for each test, in the words of the English pages. */
import { randomBytes } from 'node:crypto';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

const password = 'correct horse battery';

let count = 0;

/**
 * Headers of somebody with an address of their own, as a proxy on this machine would say it: from one address a gallery takes
 * no more than fifty new accounts an hour, and all these tests come from here.
 */
export function fromElsewhere(): { readonly extraHTTPHeaders: { readonly 'x-forwarded-for': string } } {
	const [one, two, three] = randomBytes(3);
	return { extraHTTPHeaders: { 'x-forwarded-for': `10.${one}.${two}.${three}` } };
}

export interface MemberPage {
	readonly context: BrowserContext;
	readonly page: Page;
	readonly handle: string;
}

/** Somebody who has just signed up, in a browser of their own. */
export async function newMember(
	browser: Browser,
	options: Parameters<Browser['newContext']>[0] = {},
): Promise<MemberPage> {
	const context = await browser.newContext({ locale: 'en-GB', ...fromElsewhere(), ...options });
	const page = await context.newPage();
	const handle = `m${Date.now().toString(36)}_${++count}`;
	await page.goto('/sign-up');
	await page.locator('input[name="handle"]').fill(handle);
	await page.locator('input[name="email"]').fill(`${handle}@example.org`);
	await page.locator('input[name="password"]').fill(password);
	await page.locator('main button[type="submit"]').click();
	await page.waitForURL(/\/settings$/);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	return { context, page, handle };
}

/** Signs a member of {@link newMember} in on another page. */
export async function signIn(page: Page, handle: string): Promise<void> {
	await page.goto('/sign-in');
	await page.locator('input[name="email"]').fill(`${handle}@example.org`);
	await page.locator('input[name="password"]').fill(password);
	await page.locator('main button[type="submit"]').click();
	await expect(page.getByRole('link', { name: `@${handle}` })).toBeVisible();
}
