import { expect, test } from '@playwright/test';
import { publishPicture, waitForState } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';

test('the way of an artwork is gone through with the keyboard, step by step', async ({ page }) => {
	const title = await publishPicture(page, { steps: 40, prompt: 'a blue fish' });
	await page.getByRole('button', { name: 'See it step by step' }).click();
	const slider = page.getByRole('slider', { name: 'Its way, step by step' });
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 40 of 40, loss \d\.\d{3}$/);
	await expect(page.getByRole('img', { name: `${title} at step 40` })).toBeVisible();
	await slider.press('Home');
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 1 of 40/);
	const first = page.getByRole('img', { name: `${title} at step 1`, exact: true });
	await expect(first).toBeVisible();
	const finished = page.getByRole('img', { name: title }).first();
	expect(await first.boundingBox()).toEqual(await finished.boundingBox());
	await slider.press('ArrowRight');
	await expect(slider).not.toHaveAttribute('aria-valuetext', /^Step 1 of/);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.getByRole('button', { name: 'Back to the finished picture' }).click();
	await expect(page.getByRole('img', { name: /at step/ })).toHaveCount(0);
});

test('a finished render shows its steps where its picture is, on a narrow screen too', async ({ browser }) => {
	const context = await browser.newContext({
		locale: 'es-ES',
		viewport: { width: 360, height: 740 },
		colorScheme: 'dark',
	});
	const page = await context.newPage();
	await page.goto('/create?prompt=a%20blue%20fish');
	for (const label of ['Ancho', 'Alto']) await page.getByLabel(label, { exact: true }).fill('64');
	await page.getByLabel('Pasos', { exact: true }).fill('10');
	await page.getByRole('button', { name: 'Generar', exact: true }).click();
	await waitForState(page, 'DONE');
	await page.getByRole('button', { name: 'Verla paso a paso' }).click();
	const slider = page.getByRole('slider', { name: 'Su camino, paso a paso' });
	await slider.press('Home');
	await expect(slider).toHaveAttribute('aria-valuetext', /^Paso 1 de 10, pérdida/);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await context.close();
});
