import type { Page } from '@playwright/test';
import { findAdmin, makeModerator } from './admin.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

/** The page of one of a new gallery's first pictures, once the worker has looked at it. */
async function openFirstPicture(page: Page, title: string): Promise<void> {
	await page.goto(`/search?q=${encodeURIComponent(`"${title}"`)}`);
	await page.getByRole('article').filter({ hasText: title }).getByRole('link').first().click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(async () => {
		await page.reload();
		await expect(suggestionsOn(page)).toBeVisible({ timeout: 1_000 });
	}).toPass();
}

const suggestionsOn = (page: Page) => page.getByRole('region', { name: 'Suggested tags' });

test('what the gallery sees in a picture is suggested, two members make it a tag, and one takes it back', async ({
	browser,
	page,
}) => {
	await openFirstPicture(page, 'After the rain');
	const address = page.url();
	const suggestions = suggestionsOn(page);
	await expect(suggestions.getByRole('listitem')).toHaveText([/^rainbow probably/]);
	await expect(
		suggestions.getByText(/Suggested from the picture by “starter” \([0-9a-f]{8}, word list 1\)/),
	).toBeVisible();
	await expect(suggestions.getByRole('button')).toHaveCount(0);

	const [ana, ben] = [await newMember(browser), await newMember(browser)];
	for (const { page } of [ana, ben]) {
		await page.goto(address);
		const fits = page.getByRole('button', { name: '“rainbow” fits' });
		await fits.focus();
		await page.keyboard.press('Enter');
		await expect(fits).toHaveAttribute('aria-pressed', 'true');
		await expect(suggestionsOn(page).getByRole('status')).toHaveText('You have voted on “rainbow”.');
	}
	await expect(ben.page.getByRole('button', { name: '“rainbow” fits: 2 votes' })).toBeVisible();
	await expect(suggestionsOn(ben.page).getByText('a tag by vote')).toBeVisible();

	for (const [locale, width, colorScheme] of [
		['es-ES', 360, 'dark'],
		['en-GB', 1280, 'light'],
	] as const) {
		const viewport = { width, height: 800 };
		const context = await browser.newContext({
			locale,
			colorScheme,
			viewport,
			storageState: await ana.context.storageState(),
		});
		const other = await context.newPage();
		await other.goto(address);
		const name = locale === 'es-ES' ? '#arcoíris' : '#rainbow';
		await expect(other.getByRole('link', { name, exact: true })).toBeVisible();
		await expectAccessible(other);
		await expectNoSidewaysScroll(other);
		await other.getByRole('link', { name, exact: true }).click();
		await other.waitForURL(/\/tags\/rainbow$/);
		await expect(other.getByRole('article').filter({ hasText: 'After the rain' })).toHaveCount(1);
		await context.close();
	}

	for (const { page } of [ben, ana]) {
		await page.reload();
		await page.getByRole('button', { name: '“rainbow” fits' }).click();
		await expect(suggestionsOn(page).getByRole('status')).toHaveText('You removed your vote on “rainbow”.');
		await expect(suggestionsOn(page).getByText('probably')).toBeVisible();
	}
	await page.goto('/tags/rainbow');
	await expect(page.getByRole('article').filter({ hasText: 'After the rain' })).toHaveCount(0);
});

test('a moderator removes what does not fit for good, after being asked', async ({ browser, page }) => {
	const admin = await findAdmin(browser);
	test.skip(admin === null, 'This gallery has an admin whom the tests do not know');
	if (!admin) return;
	const moderator = await newMember(browser, { viewport: { width: 360, height: 800 } });
	await makeModerator(admin, moderator.handle);
	await openFirstPicture(moderator.page, 'Evergreen');
	const suggestions = suggestionsOn(moderator.page);
	await expect(suggestions.getByRole('listitem')).toHaveText([/^tree perhaps/, /^pepper perhaps/]);
	await suggestions.getByRole('button', { name: 'Remove “pepper” permanently' }).click();
	await expectAccessible(moderator.page);
	await expectNoSidewaysScroll(moderator.page);
	await moderator.page.keyboard.press('Escape');
	await expect(suggestions.getByRole('listitem')).toHaveCount(2);
	await suggestions.getByRole('button', { name: 'Remove “pepper” permanently' }).click();
	await moderator.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
	await expect(suggestions.getByRole('status')).toHaveText('“pepper” was removed permanently.');
	await expect(suggestions.getByRole('heading')).toBeFocused();
	await page.goto(moderator.page.url());
	await expect(suggestionsOn(page).getByRole('listitem')).toHaveText([/^tree perhaps/]);
});
