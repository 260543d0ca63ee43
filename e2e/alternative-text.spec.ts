import { openFinishedRender, publishPicture } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { uniqueWord } from './seed.ts';
import { expect, test } from './test.ts';

const label = 'Description for screen readers';

test('what a picture shows is proposed, said better by its person, and read wherever the picture hangs', async ({
	page,
}) => {
	const tag = `fish${uniqueWord()}`;
	const title = await publishPicture(page, { prompt: 'a blue fish', tags: [tag] });
	const field = page.getByLabel(label);
	await expect(field).toHaveValue(`${title}, rendered from “a blue fish”`);
	await expect(page.getByRole('img', { name: `${title}, rendered from “a blue fish”` })).toBeVisible();
	const words = `A round blue fish that looks to the left, ${title}`;
	await field.fill(words);
	await page.getByRole('button', { name: 'Save the description' }).click();
	const picture = page.getByRole('img', { name: words, exact: true });
	await expect(picture).toBeVisible();
	await expectAccessible(page);
	await page.reload();
	await expect(picture).toBeVisible();
	// A worker draws the card for other sites after it is published.
	await expect(async () => {
		await page.reload();
		const told = page.locator('meta[property="og:image:alt"]');
		expect(await told.evaluateAll((elements) => elements.map((element) => element.getAttribute('content')))).toEqual([
			words,
		]);
	}).toPass({ timeout: 60_000 });
	const oembed = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
	expect(await (await page.request.get(oembed ?? '')).json()).toMatchObject({ title, alt: words });
	await page.goto(`/tags/${tag}`);
	await expect(page.getByRole('article').getByRole('img', { name: words, exact: true })).toBeVisible();
});

test('the proposal follows the title, and leaves out a recipe that is kept to oneself', async ({ page }) => {
	await openFinishedRender(page, { prompt: 'a blue fish' });
	const field = page.getByLabel(label);
	await page.getByLabel('Title').fill('Deep water');
	await expect(field).toHaveValue('Deep water, rendered from “a blue fish”');
	await page.getByRole('checkbox', { name: /recipe/i }).check();
	await expect(field).toHaveValue('Deep water');
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(page.getByRole('img', { name: 'Deep water', exact: true })).toBeVisible();
});

test('the field of a narrow screen is in Spanish as well', async ({ browser }) => {
	const context = await browser.newContext({
		locale: 'es-ES',
		viewport: { width: 360, height: 740 },
		colorScheme: 'dark',
	});
	const page = await context.newPage();
	await openFinishedRender(page, { prompt: 'a blue fish' });
	await expect(page.getByLabel('Descripción para lectores de pantalla')).toHaveValue(
		'A blue fish, generada con el prompt «a blue fish»',
	);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await context.close();
});
