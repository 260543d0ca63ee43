import { askForRender, openFinishedRender, waitForState, waitForStep } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

test('a run that is stopped is kept as it stands, published, downloaded with its step, and gone on with', async ({
	page,
}) => {
	await askForRender(page, { prompt: 'a red apple', steps: 5_000 });
	await waitForStep(page, 3);
	await page.getByRole('button', { name: 'Stop and keep' }).click();
	await waitForState(page, 'CANCELLED');
	// It is kept without another click.
	const shown = page.getByText(/You publish step [\d,]+ of 5,000/);
	await expect(shown).toBeVisible({ timeout: 20_000 });
	const step = Number(/step ([\d,]+)/.exec((await shown.textContent()) ?? '')?.[1]?.replaceAll(',', ''));
	await expect(page.getByRole('link', { name: 'More steps' })).toHaveAttribute('href', new RegExp(`step=${step}$`));
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.getByLabel('Title').fill('Left early');
	await page.getByRole('button', { name: 'Publish', exact: true }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(page.getByText(`Step ${step.toLocaleString('en')} of 5,000`)).toBeVisible();
	const id = new URL(page.url()).pathname.split('/').at(-1);
	const file = await page.request.get(`/downloads/${id}.png`);
	const texts = (await file.body()).toString('latin1');
	expect(texts).toContain(`"step":${step},`);
	expect(texts).toContain('"steps":5000,');
});

test('of a finished run a step that is seen on the slider is published in place of the last', async ({ page }) => {
	await openFinishedRender(page, { steps: 8 });
	await page.getByRole('button', { name: 'Show the steps' }).click();
	const slider = page.getByRole('slider', { name: 'Steps' });
	await expect(slider).toBeFocused();
	for (const _ of [7, 6, 5]) await page.keyboard.press('ArrowLeft');
	await page.getByRole('button', { name: 'Publish step 5 instead' }).click();
	await expect(page.getByText('You publish step 5 of 8.')).toBeVisible({ timeout: 20_000 });
	await page.getByRole('button', { name: 'Use the last step' }).click();
	await expect(page.getByText('You publish step 5 of 8.')).toHaveCount(0);
	await page.getByRole('button', { name: 'Publish step 5 instead' }).click();
	await expect(page.getByText('You publish step 5 of 8.')).toBeVisible();
	await page.getByLabel('Title').fill('The fifth');
	await page.getByRole('button', { name: 'Publish', exact: true }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(page.getByText('Step 5 of 8')).toBeVisible();
});
