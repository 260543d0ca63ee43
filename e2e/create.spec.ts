import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { waitForState } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork, seedPublication } from './seed.ts';
import { expect, test } from './test.ts';

const groups = [
	'Pictures, places and times',
	'Where it begins',
	'How it looks',
	'Edges',
	'Optimisation',
	'Cutouts (how CLIP sees it)',
];

/** Unfolds a group of the form. */
async function unfold(page: Page, title: string): Promise<void> {
	await page.locator('summary').filter({ hasText: title }).first().click();
}

test('what is set in the folded groups is what is rendered, and comes back with a remix', async ({ page }) => {
	const source = await seedArtwork(page.request);
	await page.goto('/create');
	await page.getByLabel('What should the picture show?').fill('a blue fish | a green tree');
	for (const label of ['Width', 'Height']) await page.getByLabel(label).fill('64');
	await page.getByLabel('Steps', { exact: true }).fill('4');
	await page.getByLabel('Seed', { exact: true }).fill('7');

	await unfold(page, 'Pictures, places and times');
	await unfold(page, '“a green tree”: where and when');
	await page.getByRole('group', { name: '“a green tree”' }).getByLabel('Where').selectOption('Right half');
	await page.getByLabel('Or the link of an artwork').fill(new URL(source.path, page.url()).href);
	const picture = page.getByRole('group', { name: 'Picture 1' });
	await expect(picture.getByRole('img', { name: 'Picture 1' })).toBeVisible();
	await picture.getByLabel('Weight').fill('0.5');
	await page.getByRole('button', { name: 'Add a random direction' }).click();
	await page.getByRole('group', { name: 'Noise 1' }).getByLabel('Weight').fill('0.25');

	await unfold(page, 'How it looks');
	await page.getByLabel('Palette strength').fill('0.5');
	await page.getByLabel('Palette colours').fill('#102040 #f0d080');
	await unfold(page, 'Edges');
	await page.getByLabel('Seamless sides').selectOption('All four sides');
	await unfold(page, 'Optimisation');
	await page.getByLabel('Optimiser').selectOption({ label: 'RAdam, slow to start' });
	await page.getByLabel('Running mean').fill('0.5');
	await unfold(page, 'Cutouts (how CLIP sees it)');
	await page.getByRole('checkbox', { name: 'rotation' }).check();

	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	const { id } = await seedPublication(page.request, page.url().replace(/^.*\//, ''));

	await page.goto(`/create?remix=${id}&keep=sameSeed`);
	await expect(page.getByText('3 values changed')).toHaveCount(1);
	await unfold(page, 'Pictures, places and times');
	await unfold(page, '“a green tree”: where and when');
	await expect(page.getByRole('group', { name: '“a green tree”' }).getByLabel('Where')).toHaveValue('right');
	await expect(page.getByRole('group', { name: 'Picture 1' }).getByLabel('Weight')).toHaveValue('0.5');
	await unfold(page, 'How it looks');
	await expect(page.getByLabel('Palette colours')).toHaveValue('#102040 #f0d080');
	await unfold(page, 'Optimisation');
	await expect(page.getByLabel('Running mean')).toHaveValue('0.5');
	await unfold(page, 'Cutouts (how CLIP sees it)');
	await expect(page.getByRole('checkbox', { name: 'rotation' })).toBeChecked();
});

test('a term looks at the white of a drawn mask, which a remix has again', async ({ page }) => {
	await page.goto('/create');
	await page.getByLabel('What should the picture show?').fill('a blue sea | a red apple');
	for (const label of ['Width', 'Height']) await page.getByLabel(label).fill('64');
	await page.getByLabel('Steps', { exact: true }).fill('3');
	await unfold(page, 'Pictures, places and times');
	await unfold(page, '“a red apple”: where and when');
	const apple = page.getByRole('group', { name: '“a red apple”' });
	await apple.getByLabel('Where').selectOption('The white of a picture');
	await expectAccessible(page);
	await apple.getByLabel('Choose your picture…').setInputFiles({
		name: 'mask.png',
		mimeType: 'image/png',
		buffer: await sharp({ create: { width: 64, height: 64, channels: 3, background: 'black' } })
			.composite([{ input: { create: { width: 32, height: 64, channels: 3, background: 'white' } }, left: 0, top: 0 }])
			.png()
			.toBuffer(),
	});
	const mask = apple.getByRole('img', { name: 'The white of a picture' });
	await expect(mask).toBeVisible();
	const address = await mask.getAttribute('src');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	const { id } = await seedPublication(page.request, page.url().replace(/^.*\//, ''));
	await page.goto(`/create?remix=${id}&keep=sameSeed`);
	await unfold(page, 'Pictures, places and times');
	await unfold(page, '“a red apple”: where and when');
	await expect(mask).toHaveAttribute('src', address ?? '');
});

test('a picture of one’s own is what the render begins from', async ({ page, allowErrors }) => {
	// One is no picture, and the other is looked for under the endings of all formats.
	allowErrors(/status of 400 .*\/uploads/, /status of 404 .*\/files\/[0-9a-f]{64}\.png/);
	await page.goto('/create');
	await page.getByLabel('Preset').selectOption({ label: 'My picture in another style' });
	await page.getByLabel('What should the picture show?').fill('a blue fish');
	for (const label of ['Width', 'Height']) await page.getByLabel(label).fill('64');
	await page.getByLabel('Steps', { exact: true }).fill('3');
	await unfold(page, 'Where it begins');
	await page.getByLabel('Start from').selectOption({ label: 'a picture' });
	const choose = page.locator('details').filter({ hasText: 'Where it begins' }).getByLabel('Choose your picture…');
	await choose.setInputFiles({ name: 'none.png', mimeType: 'image/png', buffer: Buffer.from('nothing') });
	await expect(page.getByText('This picture cannot be used here.')).toBeVisible();
	await choose.setInputFiles(join(import.meta.dirname, '../docs/artists/losses.webp'));
	await expect(page.getByRole('img', { name: 'The starting picture' })).toBeVisible();
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
});

test('a preset is written into the fields, and what is wrong in a folded group unfolds it', async ({ page }) => {
	await page.goto('/create');
	await page.getByLabel('Preset').selectOption({ label: 'nerdyrodent’s defaults' });
	await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('500');
	await unfold(page, 'Cutouts (how CLIP sees it)');
	await expect(page.getByLabel('Number of cutouts')).toHaveValue('32');
	await expect(page.getByLabel('Preset')).toHaveAccessibleDescription(/as generate\.py has it/);
	await page.getByLabel('Number of cutouts').fill('1000');
	await expect(page.getByLabel('Number of cutouts')).toHaveAccessibleDescription(/Too large: the maximum is 256/);
	await expect(page.getByLabel('Preset')).toHaveValue('own');
	await page.getByLabel('Preset').selectOption({ label: 'Keep close to my picture' });
	await expect(page.getByText('Choose the picture under “Where it begins”.')).toBeVisible();
	await unfold(page, 'Where it begins');
	await page.getByLabel('Start from').selectOption({ label: 'a picture' });
	await page.getByLabel('What should the picture show?').fill('a blue fish');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await expect(page.getByLabel('Start from')).toBeFocused();
	await expect(page.getByLabel('Start from')).toHaveAccessibleDescription(/Choose a picture/);
});

for (const [locale, width, colorScheme] of [
	['en-GB', 1280, 'light'],
	['es-MX', 360, 'dark'],
] as const)
	test(`with everything unfolded the form is accessible and does not scroll sideways: ${locale}, ${width} px`, async ({
		browser,
	}) => {
		const viewport = { width, height: 800 };
		const context = await browser.newContext({ locale, viewport, colorScheme, reducedMotion: 'reduce' });
		const page = await context.newPage();
		await page.goto('/create?prompt=a%20blue%20fish%20%7C%20a%20green%20tree');
		await page.evaluate(() => {
			for (const details of document.querySelectorAll('details')) details.open = true;
		});
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
		await page.goto('/guide/losses');
		await expect(page.getByRole('img').first()).toBeVisible();
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
		await context.close();
	});

test('each group leads to its page of the guide', async ({ page }) => {
	await page.goto('/create');
	for (const title of groups) {
		await unfold(page, title);
		const link = page.getByRole('link', { name: `“${title}” in the guide` });
		const response = await page.request.get((await link.getAttribute('href')) ?? '');
		expect(response.status(), title).toBe(200);
	}
});

test('without script the page says that asking takes it, and keeps the words', async ({ browser }) => {
	const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
	const page = await context.newPage();
	await page.goto('/');
	await page.getByLabel('What should the picture show?').fill('a green tree');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await expect(page).toHaveURL(/\/create\?prompt=a\+green\+tree&visibility=PUBLIC$/);
	// Chromium's tools switch script off without showing what is for such browsers.
	expect(await page.content()).toMatch(/<noscript><p>Rendering needs JavaScript/);
	const words = page.getByLabel('What should the picture show?');
	await expect(words).toHaveValue('a green tree');
	await words.fill('a green tree in snow');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await expect(words).toHaveValue('a green tree in snow');
	await context.close();
});
