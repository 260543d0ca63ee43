import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { publishPicture, waitForState } from './gallery.ts';
import { expect, test } from './test.ts';

const fixtures = join(import.meta.dirname, '../packages/render/src/metadata/fixtures');
const notebook = join(fixtures, 'notebook.png');
const prompt = (page: Page) => page.getByLabel('What should the picture show?');
const seed = (page: Page) => page.getByLabel('Seed', { exact: true });

/** What a browser sends when somebody drags a file of the desktop onto the page and lets go. */
async function drop(page: Page, file: string, name: string): Promise<void> {
	const bytes = [...readFileSync(file)];
	const transfer = await page.evaluateHandle(
		([content, fileName]) => {
			const data = new DataTransfer();
			data.items.add(new File([Uint8Array.from(content)], fileName));
			return data;
		},
		[bytes, name] as const,
	);
	// A browser says "dragover" again and again while a file is held; the first may come before the page listens.
	await expect(async () => {
		await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
		await expect(page.getByText('Drop to read how it was made')).toBeVisible({ timeout: 5_000 });
	}).toPass();
	await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

test('a picture of 2021 that is dropped on the page fills the form, is told of, and is taken back', async ({
	page,
}) => {
	await page.goto('/create');
	await prompt(page).fill('my own words');
	await drop(page, notebook, 'found.png');
	await expect(prompt(page)).toHaveValue('un ñandú & <dos> "gatos" | estilo: óleo:0.5');
	await expect(seed(page)).toHaveValue('2743212392384723');
	await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('350');
	const told = page.getByRole('status').filter({ hasText: 'found.png' });
	await expect(told).toContainText('was made with the VQGAN+CLIP notebook of 2021. Filled in: the prompt, the size,');
	await expect(told).toContainText('Its model, “ImageNet 16384”, is not installed here');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(prompt(page)).toHaveValue('my own words');
	await expect(seed(page)).toHaveValue('');
});

test('what a picture hides in its pixels is found by this browser, without a word in the file', async ({ page }) => {
	await page.goto('/create');
	await drop(page, join(fixtures, 'notebook-hidden.webp'), 'hidden.webp');
	await expect(seed(page)).toHaveValue('2743212392384723');
});

test('a picture is chosen with the keyboard alone, and one that says nothing is told of', async ({ page }) => {
	await page.goto('/create');
	await prompt(page).focus();
	const field = page.getByLabel('Fill in from a picture…');
	while (!(await field.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab');
	// A key that is pressed before the browser hears of choosers opens none.
	await expect(async () => {
		const chooser = page.waitForEvent('filechooser', { timeout: 5_000 });
		await page.keyboard.press('Space');
		await (await chooser).setFiles({ name: 'empty.png', mimeType: 'image/png', buffer: Buffer.from('nothing') });
	}).toPass();
	await expect(page.getByRole('status').filter({ hasText: 'empty.png contains nothing' })).toBeVisible();
});

test('a download from the gallery carries its recipe back into the form, in every format', async ({ page }) => {
	await publishPicture(page, { prompt: 'a blue fish', seed: '11' });
	const artwork = page.url();
	for (const format of ['PNG', 'WebP', 'JPEG', 'AVIF']) {
		const downloading = page.waitForEvent('download');
		await page.getByRole('link', { name: `Download as ${format}` }).click();
		const download = await downloading;
		expect(download.suggestedFilename()).toMatch(/^test-picture-\w+\.(png|webp|jpg|avif)$/);
		await page.goto('/create');
		await page.getByLabel('Fill in from a picture…').setInputFiles(await download.path());
		await expect(prompt(page)).toHaveValue('a blue fish');
		await expect(seed(page)).toHaveValue('11');
		await page.goto(artwork);
	}
});

test('what is made from a file of the gallery credits its artist, as a credit that nobody has checked', async ({
	page,
}) => {
	// A recipe of its own: of two artworks with the same one, the older is credited.
	const ownSeed = String(Date.now());
	const title = await publishPicture(page, { prompt: 'a blue fish', seed: ownSeed });
	const downloading = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download as PNG' }).click();
	const file = await (await downloading).path();
	await page.goto('/create');
	await page.getByLabel('Fill in from a picture…').setInputFiles(file);
	await expect(seed(page)).toHaveValue(ownSeed);
	await prompt(page).fill('a blue fish on a red background');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	await page.getByLabel('Title').fill('From a file');
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(page.getByRole('region', { name: 'Made from' }).getByRole('link', { name: title })).toBeVisible();
	await page.getByRole('link', { name: 'See the whole family' }).click();
	await expect(page.getByText(`made from a file that names “${title}” (not verified)`).first()).toBeVisible();
});
