import { openFinishedRender, waitForState } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

test('an artist keeps a recipe to themselves: others see the picture, and nothing tells them how it was made', async ({
	browser,
	page,
}) => {
	const title = `Untold ${Date.now().toString(36)}`;
	const artist = await newMember(browser);
	const render = await openFinishedRender(artist.page, { prompt: 'a violin in the snow' });
	await artist.page.getByLabel('Title').fill(title);
	await artist.page.getByLabel('Hide the recipe').check();
	await artist.page.getByRole('button', { name: 'Publish' }).click();
	await artist.page.waitForURL(/\/artworks\/art_/);
	const address = artist.page.url();
	await expect(artist.page.getByText('Only you can see this recipe.')).toBeVisible();
	await expect(artist.page.getByRole('heading', { name: 'Remix' })).toBeVisible();

	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		for (const each of [address, render]) {
			const response = await page.goto(each);
			expect(await response?.text()).not.toContain('violin');
			await expect(page.getByText('The artist does not share this recipe.', { exact: true })).toBeAttached();
			await expect(page.getByText('violin')).toHaveCount(0);
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
	}
	await page.goto(address);
	await expect(page.getByRole('region', { name: 'Remix' })).toHaveText(/You cannot remix this picture/);
	await expect(page.getByRole('region', { name: 'Remix' }).getByRole('link')).toHaveCount(0);
	const source = await page.getByRole('img', { name: title }).getAttribute('src');
	expect((await (await page.request.get(source ?? '')).body()).includes('violin')).toBe(false);
	await page.goto('/search?q=violin');
	await expect(page.getByRole('link', { name: title })).toHaveCount(0);

	// Open from now on.
	await artist.page.getByLabel('Hide the recipe').uncheck();
	await expect(artist.page.getByText('Saved.')).toBeVisible();
	await page.goto(address);
	await expect(page.getByText('a violin in the snow').first()).toBeVisible();
	await artist.context.close();
});

test('la receta guardada se explica también en español', async ({ browser }) => {
	const artist = await newMember(browser);
	const { path } = await seedArtwork(artist.page.request, { title: 'Callada', recipeHidden: true });
	const context = await browser.newContext({ locale: 'es-MX' });
	const page = await context.newPage();
	await page.goto(path);
	await expect(page.getByText('El artista no comparte esta receta.', { exact: true })).toBeVisible();
	await expectAccessible(page);
	for (const each of [context, artist.context]) await each.close();
});

test('a render is asked for as a secret: nobody else can watch it, and its recipe stays hidden when it is published', async ({
	browser,
	page,
}) => {
	const artist = await newMember(browser, { viewport: { width: 360, height: 800 } });
	await artist.page.goto('/create');
	const who = artist.page.getByLabel('Who can see it');
	await expect(who).toHaveAccessibleDescription(/Uses your default/);
	await who.selectOption({ label: 'Only me' });
	await artist.page.getByLabel('Hide the recipe').check();
	// What the form is filled from leaves it.
	await artist.page.reload();
	await expect(who).toHaveValue('PRIVATE');
	await expect(artist.page.getByLabel('Hide the recipe')).toBeChecked();
	await expectAccessible(artist.page);
	await expectNoSidewaysScroll(artist.page);
	await artist.page.getByLabel('What should the picture show?').fill('a violin in the snow');
	for (const label of ['Width', 'Height']) await artist.page.getByLabel(label).fill('64');
	await artist.page.getByLabel('Steps', { exact: true }).fill('4');
	await artist.page.getByRole('button', { name: 'Render', exact: true }).click();
	await artist.page.waitForURL(/\/renders\/rnd_/);
	expect((await page.goto(artist.page.url()))?.status()).toBe(404);
	await waitForState(artist.page, 'DONE');
	await expect(artist.page.getByLabel('Who can see it')).toHaveValue('PRIVATE');
	await expect(artist.page.getByLabel('Hide the recipe')).toBeChecked();
	await artist.context.close();
});
