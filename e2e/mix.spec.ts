import { publishPicture, waitForState } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

test('two pictures are mixed, both are credited with their shares, and the licence of one goes on', async ({
	browser,
	page,
}) => {
	const artist = await newMember(browser);
	const first = await publishPicture(artist.page, { prompt: 'a red apple' });
	const address = artist.page.url();
	await artist.page.getByLabel('Licence').selectOption('CC BY-SA 4.0: with credit, shared alike');
	await expect(artist.page.getByText('Saved.')).toBeVisible();
	const { title: second, path: other } = await seedArtwork(artist.page.request, { prompt: 'a blue fish' });

	await page.goto(address);
	await expect(page.getByText(`Credits “${first}” and the other picture, each with its share`)).toBeVisible();
	await page.getByRole('link', { name: 'Mix with…' }).click();
	await page.waitForURL(/\/mix$/);
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
	}
	await page.getByLabel('Or the link of another picture').fill(new URL(other, page.url()).href);
	await page.getByLabel('Share of the first, in percent').fill('60');
	await page.getByLabel('Start from').selectOption('The second picture');
	await page.getByRole('button', { name: 'Continue' }).click();
	await page.waitForURL(/\/create\?/);
	await expect(page.getByLabel('What should the picture show?')).toHaveValue('a red apple:0.6 | a blue fish:0.4');
	await expect(page.getByText(`60 % of ${first}.`)).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	await page.getByLabel('Title').fill('The mix');
	// Shared alike: there is nothing to choose.
	await expect(page.getByLabel('Licence').getByRole('option')).toHaveText(['CC BY-SA 4.0: with credit, shared alike']);
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await page.getByRole('link', { name: 'See the whole family' }).click();
	await page.waitForURL(/\/family$/);
	const figure = page.getByRole('region', { name: 'The family, from the oldest to the newest' });
	await expect(figure.getByRole('link', { name: /^The mix/ })).toHaveAccessibleName(
		new RegExp(`60 % from “${first}”.*40 % from “${second}”`),
	);
	await artist.context.close();
});

test('an artist decides who may make something from a picture, and others are told why they may not', async ({
	browser,
	page,
}) => {
	const artist = await newMember(browser);
	await publishPicture(artist.page);
	const address = artist.page.url();
	await page.goto(address);
	await page.getByRole('link', { name: 'Same recipe, new seed' }).click();
	await page.waitForURL(/\/create\?/);
	await artist.page.getByLabel('Who can remix it').selectOption('Only me');
	await expect(artist.page.getByText('Saved.')).toBeVisible();

	// The form was open before: the server has the last word.
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'You cannot remix this picture' })).toHaveText(
		'You cannot remix this picture: the artist does not allow it.',
	);
	for (const [locale, text] of [
		['en-GB', 'You cannot remix this picture: the artist does not allow it.'],
		['es-MX', 'No se pueden crear variaciones de esta imagen: el artista no lo permite.'],
	] as const) {
		const context = await browser.newContext({ locale });
		const visitor = await context.newPage();
		for (const each of [address, `${address}/mix`]) {
			await visitor.goto(each);
			await expect(visitor.getByText(text)).toBeVisible();
			await expectAccessible(visitor);
		}
		await context.close();
	}
	await expect(artist.page.getByRole('link', { name: 'Mix with…' })).toBeVisible();
	await artist.context.close();
});
