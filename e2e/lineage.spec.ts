import { expect, test } from '@playwright/test';
import { publishPicture, waitForState } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';

test('a remix is compared with what it was made from, and both hang in their family', async ({ page }) => {
	const parentTitle = await publishPicture(page, { prompt: 'a red apple on a blue background', seed: '7' });
	const parent = page.url();
	// What the link of the menu does, with one word changed.
	await page.getByRole('link', { name: 'Same seed, change something' }).click();
	await page.getByLabel('What should the picture show?').fill('a green apple on a blue background');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
	await page.getByLabel('Title').fill('The green one');
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.waitForURL(/\/artworks\/art_/);
	const child = page.url();

	await page.keyboard.press('d');
	await page.waitForURL(/\/compare\//);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`“${parentTitle}” and “The green one”`);
	const terms = page.getByRole('region', { name: 'In the prompt' });
	await expect(terms.getByRole('listitem')).toHaveText([
		/\+\s*a green apple on a blue background\s*is new, with weight 1/,
		/−\s*a red apple on a blue background\s*is gone; it had weight 1/,
	]);
	// Nothing else was changed.
	await expect(page.getByRole('heading', { level: 2 })).toHaveText(['In the prompt']);
	const slider = page.getByRole('slider');
	await slider.focus();
	await page.keyboard.press('ArrowRight');
	await expect(slider).toHaveAttribute('aria-valuetext', `51 % of “${parentTitle}”`);

	await page.goto(child);
	await page.getByRole('link', { name: 'See the whole family' }).click();
	await page.waitForURL(/\/family$/);
	const figure = page.getByRole('region', { name: 'The family, from the oldest to the newest' });
	await expect(figure.getByRole('listitem')).toHaveText([
		new RegExp(`^${parentTitle}`),
		new RegExp(`^The green one.*made from “${parentTitle}”`),
	]);
	await expect(figure.getByRole('link', { name: /^The green one/ })).toHaveAttribute('aria-current', 'page');

	for (const width of [1280, 360])
		for (const address of [`${child}/family`, `${child}/compare/${parent.split('/').at(-1)}`]) {
			await page.setViewportSize({ width, height: 800 });
			await page.goto(address);
			await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
	await page.goto(`${child}/compare/art_none`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing on this wall');
});
