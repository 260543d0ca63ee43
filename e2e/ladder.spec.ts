import type { Locator } from '@playwright/test';
import { publishPicture } from './gallery.ts';
import { expect, test } from './test.ts';

/** What the browser has chosen to load, and how large it came. */
function loaded(picture: Locator) {
	return picture.evaluate(async (image: HTMLImageElement) => {
		await image.decode();
		return { type: (await fetch(image.currentSrc)).headers.get('content-type'), width: image.naturalWidth };
	});
}

test('cards and the artwork page load a smaller file of the picture, said by the server, and never a larger one', async ({
	browser,
	page,
}) => {
	const title = await publishPicture(page, { sizePx: 256, steps: 2 });
	const address = page.url();
	const served = async () => (await page.request.get(address)).text();
	await expect.poll(served).toMatch(/<source type="image\/avif" srcSet="\/files\/[0-9a-f]{64}\.avif 160w, /);
	await page.goto(address);
	// Up to four times as large, it is never larger than it is.
	expect(await loaded(page.getByRole('main').getByRole('img', { name: title }))).toEqual({
		type: 'image/avif',
		width: expect.any(Number),
	});
	// Somebody else, whose browser has no larger one already, which it would take.
	const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 360, height: 740 } });
	const stranger = await context.newPage();
	await stranger.goto('/');
	const card = stranger.getByRole('article').filter({ hasText: title }).locator('picture');
	const { width = 0, height = 0 } = (await card.locator('img').boundingBox()) ?? {};
	expect(Math.abs(width - height)).toBeLessThan(1);
	expect(width).toBeLessThanOrEqual(164);
	const chosen = await card.locator('img').evaluate((image: HTMLImageElement) => image.currentSrc);
	const files = (await card.locator('source').getAttribute('srcset'))?.split(', ') ?? [];
	expect(files.find((file) => chosen.endsWith(file.split(' ')[0] ?? ''))).toMatch(/ 160w$/);
	await context.close();
});

test('a browser that knows no AVIF takes WebP of the same width', async ({ page, allowErrors }) => {
	allowErrors(/net::ERR_FAILED .*\.avif/);
	await page.route(/\.avif$/, (route) => route.abort());
	await page.goto('/');
	const picture = page.getByRole('article').first().locator('picture');
	await expect(picture.locator('img')).toHaveAttribute('srcset', /^\/files\/[0-9a-f]{64}\.webp \d+w/);
	// As such a browser sees it.
	await picture.locator('source').evaluate((source) => source.remove());
	expect(await loaded(picture.locator('img'))).toMatchObject({ type: 'image/webp' });
});
