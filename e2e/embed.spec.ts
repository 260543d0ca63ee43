import { publishPicture } from './gallery.ts';
import { expect, test } from './test.ts';

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

test('other sites show an artwork by its card, for as long as everybody may see it', async ({ page, playwright }) => {
	const title = await publishPicture(page);
	const meta = (name: string) => page.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute('content');
	const address = (await meta('og:image')) ?? '';
	expect(address).toMatch(/^https?:\/\/.+\/cards\/art_/);
	expect(await meta('twitter:image')).toBe(address);
	expect(await meta('twitter:card')).toBe('summary_large_image');
	expect([await meta('og:image:width'), await meta('og:image:height'), await meta('og:image:alt')]).toEqual([
		...['1200', '630', title],
	]);
	const other = await playwright.request.newContext();
	const answer = await other.get(address);
	expect(answer.headers()['content-type']).toBe('image/jpeg');
	expect(answer.headers()['cache-control']).toContain('immutable');
	await page.getByLabel('Who may see it').selectOption('PRIVATE');
	await expect(page.getByText('Saved.')).toBeVisible();
	expect((await other.get(address)).status()).toBe(404);
	await page.reload();
	await expect(page.locator('meta[property="og:image"]')).toHaveCount(0);
	await other.dispose();
});
