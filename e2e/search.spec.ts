import { join } from 'node:path';
import { publishPicture, workerProcessId } from './gallery.ts';
import { hugePictures } from './huge-picture.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

test('words lead to pictures, a picture and back to the same place, in English and Spanish', async ({
	browser,
	page: artist,
}) => {
	const title = await publishPicture(artist, { tags: ['faros'] });
	const context = await browser.newContext({ locale: 'es-ES', viewport: { width: 1280, height: 500 } });
	const page = await context.newPage();
	await page.goto('/');
	await page.keyboard.press('/');
	await expect(page.getByRole('searchbox', { name: 'Buscar en la galería' })).toBeFocused();
	await page.keyboard.type('faro');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search\?q=faro$/);
	const card = page.getByRole('article').filter({ hasText: title });
	await expect(card).toHaveCount(1);
	await card.getByRole('link').scrollIntoViewIfNeeded();
	await card.getByRole('link').hover();
	const before = await page.evaluate(() => window.scrollY);
	await card.getByRole('link').click();
	await page.waitForURL(/\/artworks\//);
	await page.goBack();
	await page.waitForURL(/\/search\?q=faro$/);
	await expect(card).toBeInViewport();
	expect(await page.evaluate(() => window.scrollY)).toBe(before);
	await context.close();
});

test('a search that finds nothing says so, and every state of the page is accessible', async ({ browser }) => {
	for (const [colorScheme, width] of [
		['light', 1280],
		['dark', 360],
	] as const) {
		const viewport = { width, height: 800 };
		const context = await browser.newContext({ colorScheme, viewport, locale: 'en-GB', reducedMotion: 'reduce' });
		const page = await context.newPage();
		for (const address of [
			'/search',
			'/search?q=rainbow&by=meaning',
			'/search?q=rainbow&by=meaning&shape=square&level=everyone',
			'/search?q=xyzzy&by=meaning',
			'/search?q=apple&shape=square',
			'/search?q=xyzzy',
		]) {
			await page.goto(address);
			await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeVisible();
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
		await expect(page.getByText('No pictures match.')).toBeVisible();
		await context.close();
	}
});

test('search works without script', async ({ browser }) => {
	const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
	const page = await context.newPage();
	await page.goto('/search');
	const box = page.getByRole('main').getByRole('searchbox');
	await box.fill('sunflower');
	await box.press('Enter');
	await page.waitForURL(/\/search\?q=sunflower$/);
	await expect(page.getByRole('article').first()).toContainText(/sunflower/i);
	await page.getByRole('link', { name: 'What pictures show' }).click();
	// What comes late is put in its place by script: without, the page that waits is loaded then.
	await page.waitForURL(/by=meaning/);
	await expect(page.getByRole('article').first()).toBeVisible();
	await expect(page.getByRole('status').filter({ hasText: 'Searching' })).toHaveCount(0);
	await context.close();
});

test('while the worker is busy the page says that it looks, and its form can be used', async ({ page }) => {
	const worker = workerProcessId();
	const looking = page.getByRole('status').filter({ hasText: 'Searching the pictures…' });
	const box = page.getByRole('main').getByRole('searchbox');
	// Words that nobody has searched with, at a second try neither: their embedding is not kept yet.
	const words = encodeURIComponent(`a rainbow over a ${test.info().retry === 0 ? 'red' : 'green'} flag`);
	await page.goto(`/search?q=${words}`);
	await expect(box).toBeVisible();
	process.kill(worker, 'SIGSTOP');
	try {
		for (const ask of [
			() => page.getByRole('link', { name: 'What pictures show' }).click(),
			() => page.goto(`/search?q=${words}&by=meaning`, { waitUntil: 'commit' }),
		]) {
			await ask();
			await expect(looking).toBeVisible();
			await expectAccessible(page);
			await box.fill('a rainbow');
			await page.getByRole('main').getByRole('link', { name: 'Cancel' }).click();
			await page.waitForURL(/flag$/);
			await expect(looking).toBeHidden();
		}
		await page.getByRole('link', { name: 'What pictures show' }).click();
		await expect(looking).toBeVisible();
	} finally {
		process.kill(worker, 'SIGCONT');
	}
	await expect(page.getByRole('heading', { level: 2, name: 'Results' })).toBeVisible();
	await expect(looking).toBeHidden();
});

test('what pictures show is found by words that nobody wrote, by a picture, and by another one like it', async ({
	page,
}) => {
	const card = (title: string) => page.getByRole('article').filter({ hasText: title });
	await page.goto('/search?q=rainbow%20flag');
	await expect(page.getByText('No pictures match.')).toBeVisible();
	await page.getByRole('link', { name: 'What pictures show' }).click();
	await page.waitForURL(/by=meaning/);
	await expect(card('After the rain')).toBeVisible();
	await page.getByText('Filter', { exact: true }).click();
	await page.getByLabel('Shape', { exact: true }).selectOption('Portrait');
	await page.getByRole('button', { name: 'Apply', exact: true }).click();
	await page.waitForURL(/by=meaning.*shape=portrait/);
	await expect(page.getByText('No picture here is similar.')).toBeVisible();
	await page.getByRole('link', { name: 'Without Portrait' }).click();
	await expect(card('After the rain')).toBeVisible();
	await page.goto('/search?q=xyzzy%20qwrtp&by=meaning');
	await expect(page.getByText('knows none of these words')).toBeVisible();
	await page.goto('/search');
	await page
		.getByLabel('Or search with a picture')
		.setInputFiles(join(import.meta.dirname, '../prisma/seed/pictures/06-tree.png'));
	await page.waitForURL(/\/search\?picture=[0-9a-f]{64}$/);
	await expect(page.getByRole('article').first()).toHaveAttribute('aria-posinset', '1');
	await page.getByRole('article').first().getByRole('link').click();
	await page.waitForURL(/\/artworks\//);
	const title = await page.getByRole('heading', { level: 1 }).textContent();
	await page.getByRole('link', { name: 'More like this' }).click();
	await page.waitForURL(/\/search\?like=art_/);
	await expect(page.getByText(`More like ${title}`)).toBeVisible();
	await page.goto('/search');
	await page.getByLabel('Or search with a picture').setInputFiles(join(import.meta.dirname, 'package.json'));
	await expect(page.getByText('Your browser cannot read this picture.')).toBeVisible();
});

for (const [locale, label, refusal] of [
	['en-GB', 'Or search with a picture', 'This picture has more than 67 million pixels. Scale it down first.'],
	['es-MX', 'O busca con una imagen', 'Esta imagen tiene más de 67 millones de píxeles. Redúcela primero.'],
] as const)
	test(`a picture of 100 megapixels is refused and sent nowhere: ${locale}`, async ({ browser }) => {
		const context = await browser.newContext({ locale });
		const page = await context.newPage();
		await page.goto('/search');
		const sent: string[] = [];
		page.on('request', (request) => {
			if (request.postData()?.includes('"data":')) sent.push(request.url());
		});
		for (const file of await hugePictures()) {
			await page.reload();
			await page.getByLabel(label).setInputFiles(file);
			await expect(page.getByRole('alert').filter({ hasText: refusal })).toBeVisible();
		}
		expect(sent).toEqual([]);
		await context.close();
	});
