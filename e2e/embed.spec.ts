import { expect, test } from '@playwright/test';
import { publishPicture } from './gallery.ts';

test('the page of an artwork tells others how to embed it, for as long as everybody may see it', async ({
	page,
	playwright,
}) => {
	const title = await publishPicture(page);
	const address = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
	const other = await playwright.request.newContext();
	const answer = await other.get(address ?? '');
	expect(answer.headers()['access-control-allow-origin']).toBe('*');
	const embed = (await answer.json()) as { readonly url: string };
	expect(embed).toMatchObject({ version: '1.0', type: 'photo', title, width: 64, height: 64 });
	expect((await other.get(embed.url)).headers()['content-type']).toBe('image/png');
	await page.getByLabel('Who may see it').selectOption('PRIVATE');
	await expect(page.getByText('Saved.')).toBeVisible();
	// Not even for its own person, whose browser sends cookies along.
	for (const asking of [other, page.request]) expect((await asking.get(address ?? '')).status()).toBe(404);
	await other.dispose();
});
