import { untilHydrated } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

test('a visitor looks inside a step with the keyboard: codes, cutouts and what the step would change', async ({
	page,
	browser,
}) => {
	const { renderId } = await seedArtwork(page.request, {
		prompt: 'a red apple | a violin:-0.5',
		steps: 8,
		sizePx: 128,
	});
	const path = `/renders/${renderId}`;
	await page.goto(path);
	await untilHydrated(page);
	const opener = page.getByRole('button', { name: 'Look inside' }).first();
	await opener.focus();
	await page.keyboard.press('Enter');
	await expect(opener).toHaveAttribute('aria-expanded', 'true');
	const step = page.getByRole('spinbutton', { name: 'Step' });
	await expect(step).toHaveValue('8');
	await step.fill('9');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Choose a whole number from 1 to 8.')).toBeVisible();
	await expect(step).toBeFocused();
	await step.fill('3');
	const heading = page.getByRole('heading', { name: 'Inside step 3' });
	// A busy machine may miss its worker for a moment; then the page asks to try again later.
	await expect(async () => {
		await page.keyboard.press('Enter');
		await expect(heading).toBeVisible({ timeout: 30_000 });
	}).toPass();
	await expect(page.getByRole('img', { name: 'A heat map over the picture.' })).toBeVisible();
	const codes = page.getByRole('slider', { name: 'Codes' });
	await codes.focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowDown');
	await expect(codes).toHaveAttribute('aria-valuetext', /^Column 2, row 2: block [\d,]+$/);
	const cutouts = page.getByRole('group', { name: 'Choose a cutout' });
	await cutouts.getByRole('radio', { name: 'Cutout 1', exact: true }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(cutouts.getByRole('radio', { name: 'Cutout 2', exact: true })).toBeChecked();
	const likeness = page.getByRole('table', { name: /How near cutout 2 is to each term/ });
	await expect(likeness.getByRole('rowheader')).toHaveText(['a red apple', 'a violin']);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);

	const narrow = await browser.newContext({
		locale: 'es-MX',
		colorScheme: 'dark',
		viewport: { width: 360, height: 800 },
		reducedMotion: 'reduce',
	});
	const other = await narrow.newPage();
	await other.goto(path);
	await untilHydrated(other);
	await other.getByRole('button', { name: 'Mirar por dentro' }).first().click();
	await other.getByRole('spinbutton', { name: 'Paso' }).fill('3');
	await other.getByRole('button', { name: 'Mirar por dentro' }).last().click();
	await expect(other.getByRole('heading', { name: 'Dentro del paso 3' })).toBeVisible();
	await expectAccessible(other);
	await expectNoSidewaysScroll(other);
	if (process.env['SHOTS']) await other.screenshot({ path: `${process.env['SHOTS']}/narrow.png`, fullPage: true });
	if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/wide.png`, fullPage: true });
	await narrow.close();
});
