import { publishPicture } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

test('an artist is told who did what, grouped, reads it, and turns a kind off', async ({ browser }) => {
	const artist = await newMember(browser, { viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
	const [ana, ben] = [await newMember(browser), await newMember(browser)];
	const title = await publishPicture(artist.page);
	const address = artist.page.url();
	const love = (page: typeof ana.page) =>
		page.getByRole('list', { name: 'Reactions to this picture' }).getByRole('button', { name: /^Love it/ });
	for (const { page } of [ana, ben]) {
		await page.goto(address);
		// The button shows at once what the gallery has yet to keep.
		const kept = page.waitForResponse((response) => response.url().endsWith('/graphql'));
		await love(page).click();
		expect((await kept).ok()).toBe(true);
	}
	await ana.page.getByLabel('Your comment').fill('What an apple');
	await ana.page.getByRole('button', { name: 'Comment', exact: true }).click();
	await expect(ana.page.getByRole('article').filter({ hasText: 'What an apple' })).toBeVisible();

	await artist.page.reload();
	// The render, two people's reactions as one, and the comment.
	await artist.page.getByRole('link', { name: 'Notifications: 3 are new' }).click();
	await artist.page.waitForURL(/\/notifications$/);
	const line = (text: string) => artist.page.getByRole('listitem').filter({ hasText: text });
	await expect(line(`${ben.handle} and ${ana.handle} reacted to “${title}”`)).toBeVisible();
	await expect(line('Your render is done')).toBeVisible();
	await expectAccessible(artist.page);
	await expectNoSidewaysScroll(artist.page);
	await artist.context.addCookies([{ name: 'galatea_locale', value: 'es', url: new URL('/', address).href }]);
	await artist.page.reload();
	await expect(artist.page.getByRole('heading', { level: 1, name: 'Avisos' })).toBeVisible();
	await expect(artist.page.getByRole('button', { name: 'Marcar todo como leído' })).toBeVisible();
	await expectAccessible(artist.page);
	await expectNoSidewaysScroll(artist.page);
	await artist.context.clearCookies({ name: 'galatea_locale' });
	await artist.page.reload();
	await artist.page.getByRole('link', { name: `${ana.handle} commented on “${title}”` }).click();
	await artist.page.waitForURL(/\/artworks\/art_\w+\?comment=com_\w+#com_/);
	await expect(artist.page.getByText('What an apple')).toBeVisible();
	await artist.page.goto('/notifications');
	await expect(artist.page.getByRole('link', { name: 'Notifications: 2 are new' })).toBeVisible();
	await artist.page.getByRole('button', { name: 'Mark all as read' }).click();
	await expect(artist.page.getByRole('link', { name: 'Notifications: none are new' })).toBeVisible();

	await artist.page.goto('/settings');
	await artist.page.getByLabel('somebody reacts to my pictures or comments').uncheck();
	await expect(artist.page.getByText('Saved.')).toBeVisible();
	await expectAccessible(artist.page);
	const kept = ben.page.waitForResponse((response) => response.url().endsWith('/graphql'));
	await ben.page
		.getByRole('list', { name: 'Reactions to this picture' })
		.getByRole('button', { name: /^Amazing/ })
		.click();
	expect((await kept).ok()).toBe(true);
	await ben.page.goto(`/@${artist.handle}`);
	await ben.page.getByRole('button', { name: 'Follow', exact: true }).click();
	await expect(ben.page.getByRole('button', { name: 'Unfollow' })).toBeVisible();
	await artist.page.goto('/notifications');
	await expect(artist.page.getByRole('link', { name: 'Notifications: one is new' })).toBeVisible();
	await expect(line(`New followers: ${ben.handle}`)).toBeVisible();

	// What somebody did whom one blocks is told no longer.
	await artist.page.goto(`/@${ben.handle}`);
	await artist.page.getByRole('button', { name: 'Block', exact: true }).click();
	await expect(artist.page.getByRole('button', { name: 'Unblock' })).toBeVisible();
	await artist.page.goto('/notifications');
	await expect(artist.page.getByText(ben.handle)).toHaveCount(0);
	for (const { context } of [artist, ana, ben]) await context.close();
});

test('who is not signed in is asked to', async ({ page }) => {
	await page.goto('/notifications');
	await page.waitForURL(/\/sign-in\?next=/);
	await page.goto('/decisions');
	await page.waitForURL(/\/sign-in\?next=/);
});
