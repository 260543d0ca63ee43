import { publishPicture, stopRender, waitForStep, watchRender } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';
import { seedWall } from './wall.ts';

test('every list has an address, narrows by tag, and is accessible: wide and narrow, light and dark', async ({
	browser,
}) => {
	const viewport = { width: 1280, height: 800 };
	const context = await browser.newContext({ viewport, locale: 'en-GB', reducedMotion: 'reduce' });
	const page = await context.newPage();
	const title = await publishPicture(page, { tags: ['#E2e_Explore', 'vqgan'] });
	await page.getByRole('link', { name: '#e2e_explore' }).click();
	await page.waitForURL(/\/tags\/e2e_explore$/);
	await expect(page.getByRole('article').filter({ hasText: title })).toHaveCount(1);
	await page.goto('/');
	await page.getByText('Filter', { exact: true }).click();
	await page.getByRole('textbox', { name: 'Tag' }).fill('#e2e_explore');
	await page.getByRole('combobox', { name: 'Shape' }).selectOption('Square');
	await page.getByRole('button', { name: 'Apply' }).click();
	await page.waitForURL(/\?(?=.*tag=)(?=.*shape=square)/);
	await expect(page.getByRole('article').filter({ hasText: title })).toHaveCount(1);
	await page.getByRole('link', { name: 'Without Square' }).click();
	await page.waitForURL((address) => !address.search.includes('shape'));
	await page.getByRole('link', { name: 'Random' }).click();
	await page.waitForURL(/show=random&seed=\d+/);
	await page.goto('/?shape=landscape&tag=e2e_explore');
	await expect(page.getByText('No pictures match.')).toBeVisible();
	for (const [colorScheme, width] of [
		['light', 1280],
		['dark', 360],
	] as const) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 800 });
		for (const address of ['/?show=trending&period=week', '/?show=random&seed=7', '/tags/e2e_explore', '/live']) {
			await page.goto(address);
			await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
	}
	await page.goto('/?show=trending');
	await page.getByText('Filter', { exact: true }).click();
	await expectAccessible(page);
	await context.close();
});

test('what is live is shown to everybody, and is gone from there when it ends', async ({ browser, page }) => {
	await watchRender(page, { prompt: 'a blue fish', steps: 5_000 });
	await waitForStep(page, 2);
	const context = await browser.newContext({ locale: 'es-ES' });
	const stranger = await context.newPage();
	await stranger.goto('/live');
	await expect(stranger.getByRole('heading', { level: 1, name: 'En directo' })).toBeVisible();
	const card = stranger.getByRole('article').filter({ hasText: 'a blue fish' });
	await expect(card.getByText(/Paso \d+ de 5\.?000/)).toBeVisible();
	await card.getByRole('link').click();
	await expect(page.getByText('1 person is watching')).toBeVisible();
	// Another page of the same browser is not another person.
	const tab = await context.newPage();
	await tab.goto(stranger.url());
	await expect(tab.getByText('1 persona está mirando')).toBeVisible();
	await tab.close();
	await stranger.goBack();
	await stopRender(page);
	await expect(card).toHaveCount(0);
	await context.close();
});

test('news comes as a pill, and nothing moves until somebody wants to see it', async ({ browser, page }) => {
	const context = await browser.newContext({ locale: 'en-GB' });
	const artist = await context.newPage();
	await page.goto('/');
	const first = await page.getByRole('article').first().textContent();
	const title = await publishPicture(artist);
	// As when somebody comes back to a tab.
	await page.evaluate(() => window.dispatchEvent(new Event('focus')));
	const pill = page.getByRole('button', { name: /new$/ });
	await expect(pill).toBeVisible();
	expect(await page.getByRole('article').first().textContent()).toBe(first);
	await pill.click();
	await expect(page.getByRole('article').first()).toContainText(title);
	await expect(pill).toHaveCount(0);
	await context.close();
});

test('who goes back finds the wall where they left it', async ({ page }) => {
	await page.setViewportSize({ width: 360, height: 500 });
	await page.goto('/');
	const card = page.getByRole('article').and(page.locator('[aria-posinset="5"]'));
	// Where the click would scroll to.
	await card.getByRole('link').scrollIntoViewIfNeeded();
	await card.getByRole('link').hover();
	const before = await page.evaluate(() => window.scrollY);
	expect(before).toBeGreaterThan(300);
	await card.getByRole('link').click();
	await page.waitForURL(/\/artworks\//);
	await page.goBack();
	await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before);
	await expect(card).toBeInViewport();
});

test('the wall hangs without script as it does with it, and can be read on', async ({ browser }) => {
	const places: (readonly string[])[] = [];
	for (const javaScriptEnabled of [false, true]) {
		const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1100, height: 2_000 } });
		const page = await context.newPage();
		await page.goto('/');
		const boxes = await Promise.all((await page.getByRole('article').all()).map((article) => article.boundingBox()));
		places.push(boxes.map((box) => JSON.stringify([box?.x, box?.y, box?.width])));
		await context.close();
	}
	expect(places[0]?.length).toBeGreaterThanOrEqual(6);
	expect(places[1]).toEqual(places[0]);
	expect(new Set(places[0]).size).toBe(places[0]?.length);
});

test('only what is near the window is on the page, and the wall keeps its height', async ({ page }) => {
	await page.setViewportSize({ width: 360, height: 160 });
	await page.goto(await seedWall(page.request, 16));
	const cards = page.getByRole('article');
	const height = () => page.getByRole('feed').evaluate((wall) => wall.clientHeight);
	await page.getByRole('feed').evaluate((wall) => wall.scrollIntoView());
	await expect(page.locator('[aria-posinset="1"]')).toBeInViewport();
	const all = Number(await cards.first().getAttribute('aria-setsize'));
	expect(all).toBe(16);
	await expect.poll(() => cards.count()).toBeLessThan(all);
	const before = await height();
	await page.getByRole('feed').evaluate((wall) => wall.scrollIntoView({ block: 'end' }));
	await expect(page.locator(`[aria-posinset="${all}"]`)).toBeAttached();
	await expect(page.locator('[aria-posinset="1"]')).toHaveCount(0);
	expect(await height()).toBe(before);
	// What has the focus stays, wherever one scrolls.
	await page.locator(`[aria-posinset="${all}"] a`).focus();
	await page.getByRole('feed').evaluate((wall) => wall.scrollIntoView());
	await expect(page.locator('[aria-posinset="1"]')).toBeInViewport();
	await expect(page.locator(`[aria-posinset="${all}"] a`)).toBeFocused();
});

test('shown as a grid all cards are equal squares, and every picture is whole within its own, of whatever shape', async ({
	browser,
	page: artist,
}) => {
	for (const shape of [
		{ widthPx: 64, heightPx: 96 },
		{ widthPx: 96, heightPx: 64 },
		{ widthPx: 64, heightPx: 64 },
	])
		await seedArtwork(artist.request, { steps: 2, ...shape });
	for (const width of [1280, 360]) {
		const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'en-GB' });
		const page = await context.newPage();
		await page.goto('/');
		await page.getByRole('button', { name: 'Grid' }).click();
		await expect(page.getByRole('feed')).toHaveAttribute('data-layout', 'grid');
		const squares = page.getByRole('article').locator('a > span:first-child');
		await expect(squares.first()).toBeVisible();
		const shapes = await squares.evaluateAll((elements) =>
			elements.map((square) => {
				const [outer, inner] = [square, square.querySelector('img')].map((each) => each?.getBoundingClientRect());
				if (!outer || !inner) throw new Error('there is a card without a picture');
				return {
					ratio: outer.height / outer.width,
					picture: Math.sign(Math.round(inner.height - inner.width)),
					// In pixels; of the four sides, the nearest.
					margin: Math.min(
						inner.top - outer.top,
						inner.left - outer.left,
						outer.bottom - inner.bottom,
						outer.right - inner.right,
					),
				};
			}),
		);
		expect(new Set(shapes.map(({ picture }) => picture))).toEqual(new Set([-1, 0, 1]));
		for (const { ratio, margin } of shapes) {
			expect(ratio).toBeCloseTo(1, 2);
			expect(margin).toBeGreaterThan(0);
		}
		await context.close();
	}
});
