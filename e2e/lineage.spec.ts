import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

test('a remix is compared with what it was made from, and both hang in their family', async ({ page }) => {
	const seed = '7';
	const parent = await seedArtwork(page.request, { prompt: 'a red apple on a blue background', seed });
	const { path: child } = await seedArtwork(page.request, {
		...{ prompt: 'a green apple on a blue background', seed, remixOf: parent.id, title: 'The green one' },
	});

	await page.goto(child);
	await page.keyboard.press('d');
	await page.waitForURL(/\/compare\//);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`“${parent.title}” and “The green one”`);
	const terms = page.getByRole('region', { name: 'In the prompt' });
	await expect(terms.getByRole('listitem')).toHaveText([
		/\+\s*a green apple on a blue background\s*added, with weight 1/,
		/−\s*a red apple on a blue background\s*removed; it had weight 1/,
	]);
	// Nothing else was changed.
	await expect(page.getByRole('heading', { level: 2 })).toHaveText(['In the prompt']);
	const slider = page.getByRole('slider');
	await slider.focus();
	await page.keyboard.press('ArrowRight');
	await expect(slider).toHaveAttribute('aria-valuetext', `51 % of “${parent.title}”`);

	await page.goto(child);
	await page.getByRole('link', { name: 'See the whole family' }).click();
	await page.waitForURL(/\/family$/);
	const figure = page.getByRole('region', { name: 'The family, from the oldest to the newest' });
	await expect(figure.getByRole('listitem')).toHaveText([
		new RegExp(`^${parent.title}`),
		new RegExp(`^The green one.*remixed from “${parent.title}”`),
	]);
	await expect(figure.getByRole('link', { name: /^The green one/ })).toHaveAttribute('aria-current', 'page');

	for (const width of [1280, 360])
		for (const address of [`${child}/family`, `${child}/compare/${parent.id}`]) {
			await page.setViewportSize({ width, height: 800 });
			await page.goto(address);
			await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
	await page.goto(`${child}/compare/art_none`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
});
