import { publishPicture, waitForState } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

test('an artwork is gone on with from a kept step, to other words, and is credited', async ({ page }) => {
	const title = await publishPicture(page, { steps: 8, prompt: 'a red apple', seed: '5' });
	await page.getByText('Continue from the end').click();
	await expect(page.getByLabel('Total steps')).toHaveValue('16');
	await expect(page.getByLabel('After which step')).toHaveCount(0);
	await page.getByText('Fork from a step').click();
	// The other one folds, and this begins at the last step before the end that is kept.
	await expect(page.getByLabel('Total steps')).toHaveCount(1);
	await page.getByRole('button', { name: '4', exact: true }).click();
	await expect(page.getByLabel('After which step')).toHaveValue('4');
	await expect(page.getByLabel('Total steps')).toHaveValue('8');
	await page.getByLabel('What it should show from there').fill('a blue fish');
	await page.getByRole('button', { name: 'Continue from here' }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	await expect(page.getByText(`A remix of ${title}`)).toBeVisible();
	await page.locator('summary', { hasText: 'Recipe' }).click();
	await expect(page.getByText('step 4 of another recipe')).toBeVisible();
});

test('a step that is not kept is said to be run again, and what cannot be is refused in its field', async ({
	page,
}) => {
	await publishPicture(page, { steps: 8 });
	await page.getByText('Fork from a step').click();
	const step = page.getByLabel('After which step');
	await step.fill('3');
	await expect(page.getByText('The state after this step is not saved')).toBeVisible();
	await step.fill('9');
	await page.getByRole('button', { name: 'Continue from here' }).click();
	await expect(step).toHaveAccessibleDescription(/Enter a whole number from 1 to 8/);
});

test('a fork takes everything along to the create page, where any of it may be changed', async ({ page }) => {
	const title = await publishPicture(page, { steps: 8, prompt: 'a red apple', seed: '5' });
	await page.getByText('Fork from a step').click();
	await page.getByRole('button', { name: '4', exact: true }).click();
	await page.getByRole('link', { name: 'Change more settings…' }).click();
	await expect(page.getByRole('heading', { name: 'Continue from a step' })).toBeVisible();
	await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('8');
	await page.getByText('How it looks', { exact: true }).click();
	await page.getByLabel('Softness').fill('3');
	await page.getByLabel('Width').fill('128');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await expect(page.getByLabel('Width')).toHaveAccessibleDescription(/Must be the same as in the original/);
	await page.getByLabel('Width').fill('64');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	await expect(page.getByText(`A remix of ${title}`)).toBeVisible();
});

test('both ways on are accessible, in Spanish, narrow and dark, what is wrong included', async ({ browser }) => {
	const context = await browser.newContext({
		viewport: { width: 360, height: 800 },
		colorScheme: 'dark',
		locale: 'en-GB',
	});
	const page = await context.newPage();
	const title = await publishPicture(page, { steps: 8 });
	await context.addCookies([{ name: 'galatea_locale', value: 'es', url: new URL('/', page.url()).href }]);
	await page.reload();
	for (const way of ['Continuar desde el final', 'Bifurcar desde un paso']) {
		await page.getByText(way).click();
		await expect(page.getByLabel('Pasos en total')).toHaveCount(1);
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
	}
	await page.getByLabel('Después de qué paso').fill('9');
	await page.getByRole('button', { name: 'Continuar desde aquí' }).click();
	await expect(page.getByLabel('Después de qué paso')).toHaveAccessibleDescription(/Escribe un número entero de 1 a 8/);
	await expectAccessible(page);
	await page.getByLabel('Después de qué paso').fill('4');
	await page.getByRole('button', { name: 'Continuar desde aquí' }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	await expect(page.getByText(title)).toBeVisible();
	await expectNoSidewaysScroll(page);
	await context.close();
});
