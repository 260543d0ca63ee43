import { untilHydrated } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { ask, startBatch } from './seed.ts';
import { expect, test } from './test.ts';

test('several seeds are asked for together, form side by side, and the best is published', async ({ page }) => {
	await page.goto('/create');
	await page.getByLabel('What should the picture show?').fill('a red apple');
	await page.getByLabel('Width').fill('64');
	await page.getByLabel('Height').fill('64');
	await page.getByLabel('Steps', { exact: true }).fill('4');
	await page.getByRole('radio', { name: '2', exact: true }).check();
	await page.getByRole('button', { name: 'Render 2 seeds' }).click();
	await page.waitForURL(/\/batches\/bat_/);
	await expect(page.getByText('2 seeds of one recipe')).toBeVisible();
	const tiles = page.getByRole('article');
	await expect(tiles).toHaveCount(2);
	await expect(page.locator('[data-state="DONE"]')).toHaveCount(2, { timeout: 200_000 });
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await tiles.nth(1).getByRole('link', { name: 'Publish this one' }).click();
	await page.waitForURL(/\/renders\/rnd_.*#publish$/);
	await expect(page.getByLabel('Title')).toBeVisible();
	await page.getByRole('link', { name: 'See all seeds of this recipe side by side' }).click();
	await expect(page.getByRole('article')).toHaveCount(2);
});

test('the others are stopped with one press, and each page says so', async ({ page }) => {
	const { path, renderIds } = await startBatch(page.request, 2, { steps: 5_000 });
	await page.goto(path);
	await untilHydrated(page);
	const first = page.getByRole('article').first();
	await first.getByRole('button', { name: 'Stop the others' }).click();
	await expect(page.getByRole('article').nth(1).locator('[data-state="CANCELLED"]')).toBeVisible({ timeout: 20_000 });
	await expect(first.getByRole('button', { name: 'Stop the others' })).toHaveCount(0);
	await expect(page.getByText('1 is finished')).toBeVisible();
	await ask(page.request, 'mutation ($id: ID!) { cancelRender(id: $id) { __typename } }', { id: renderIds[0] });
});
