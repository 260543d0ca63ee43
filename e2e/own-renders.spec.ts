import { askForRender, stopRender } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedRender } from './seed.ts';
import { expect, test } from './test.ts';

test('a guest who closes the tab finds the render again, watches it come about, and publishes it', async ({
	browser,
}) => {
	const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'no-preference' });
	const first = await context.newPage();
	await first.goto('/renders');
	await expect(first.getByText('You have no renders yet.')).toBeVisible();
	await expectAccessible(first);
	const address = await askForRender(first, { prompt: 'a green pear', steps: 400, sizePx: 64 });
	await first.close();

	const page = await context.newPage();
	await page.goto('/');
	await page.getByRole('link', { name: 'My renders' }).click();
	await page.waitForURL(/\/renders$/);
	const card = page.getByRole('article').filter({ hasText: 'a green pear' });
	await expect(card.getByText('Step')).toBeVisible();
	const step = () => card.getByText('Step').textContent();
	const seen = await step();
	await expect.poll(step).not.toBe(seen);
	await page.getByRole('link', { name: 'Not published' }).click();
	await expect(page.getByText('No renders match.')).toBeVisible();
	await page.goto(address);
	await stopRender(page);
	await seedRender(page.request, { prompt: 'a yellow pear', steps: 2 });
	await page.goto('/renders?stage=ended');
	await expect(page.getByRole('article')).toHaveCount(1);
	await page.getByRole('link', { name: 'Not published' }).click();
	await expect(page.getByRole('article')).toHaveCount(1);
	await page.getByRole('link', { name: 'Publish it' }).click();
	await page.waitForURL(/#publish$/);
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await page.goto('/renders?stage=published');
	await expect(page.getByRole('article').getByText('Published')).toBeVisible();
	await context.close();
});

test('the page of one’s own renders is accessible and nothing scrolls sideways, in Spanish, narrow and dark', async ({
	browser,
}) => {
	const { context } = await newMember(browser);
	await seedRender(context.request, { steps: 2 });
	const cookies = await context.storageState();
	await context.close();
	const viewport = { width: 360, height: 800 };
	const spanish = await browser.newContext({ locale: 'es-MX', colorScheme: 'dark', viewport, storageState: cookies });
	const narrow = await spanish.newPage();
	await narrow.goto('/renders');
	await expect(narrow.getByRole('heading', { level: 1, name: 'Mis imágenes' })).toBeVisible();
	await expect(narrow.getByRole('link', { name: 'Publicarla' })).toBeVisible();
	await expectAccessible(narrow);
	await expectNoSidewaysScroll(narrow);
	await spanish.close();
});
