import { untilHydrated } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

test('a visitor compares captions with the keyboard and is told which one fits best, and how well', async ({
	page,
	browser,
}) => {
	const { path } = await seedArtwork(page.request, { prompt: 'a red apple' });
	await page.goto(path);
	await untilHydrated(page);
	const opener = page.getByRole('button', { name: 'Which caption fits?' });
	await opener.focus();
	await page.keyboard.press('Enter');
	await expect(opener).toHaveAttribute('aria-expanded', 'true');
	const field = page.getByRole('textbox', { name: 'Captions, one on each line' });
	await field.fill('a red apple');
	await page.getByRole('button', { name: 'Compare' }).click();
	await expect(page.getByText('Write at least two different captions')).toBeVisible();
	await expect(field).toBeFocused();
	await field.fill('a red apple\n\na violin\nxyzzy\na violin');
	await page.keyboard.press('Tab');
	const table = page.getByRole('table', { name: /What perceptor 1 of the pack “starter-2” sees/ });
	// A busy machine may miss its worker for a moment; then the page asks to try again later.
	await expect(async () => {
		await page.keyboard.press('Enter');
		await expect(table.getByRole('row')).toHaveCount(4, { timeout: 20_000 });
	}).toPass();
	await expect(page.getByText(/^“.*” fits best\.$/)).toBeVisible();
	await expect(table.getByRole('row').last()).toContainText('It knows none of these words.');
	const shares = (await table.getByRole('cell').filter({ hasText: '%' }).allTextContents()).map(Number.parseFloat);
	expect(shares).toHaveLength(2);
	expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(100, 0);
	await expectAccessible(page);

	const narrow = await browser.newContext({
		locale: 'es-MX',
		colorScheme: 'dark',
		viewport: { width: 360, height: 800 },
		reducedMotion: 'reduce',
	});
	const other = await narrow.newPage();
	await other.goto(path);
	await untilHydrated(other);
	await other.getByRole('button', { name: '¿Qué descripción encaja mejor?' }).click();
	await other.getByRole('textbox', { name: 'Descripciones, una por línea' }).fill('xyzzy\na red apple\na violin');
	await expect(async () => {
		await other.getByRole('button', { name: 'Comparar' }).click();
		await expect(other.getByRole('table').first().getByRole('row')).toHaveCount(4, { timeout: 20_000 });
	}).toPass();
	await expectAccessible(other);
	await expectNoSidewaysScroll(other);
	await narrow.close();
});
