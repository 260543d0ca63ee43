/** @file The first admin. Its name comes before those of the specs that need one: the link works once, and is used here. */
import { keepAdmin } from './admin.ts';
import { expectAccessible } from './page-checks.ts';
import { expect, test } from './test.ts';

test('the link that the start of the gallery prints makes one person the admin, who is led to the admin page, and nobody after', async ({
	browser,
}) => {
	const token = process.env['GALATEA_E2E_CLAIM'];
	test.skip(!token, 'GALATEA_E2E_CLAIM is not set: this gallery has its admin, or was started elsewhere');
	const [first, second] = [
		await browser.newContext({ locale: 'en-GB' }),
		await browser.newContext({ locale: 'es-MX' }),
	];
	const page = await first.newPage();
	await page.goto(`/claim?token=${token}`);
	await expectAccessible(page);
	await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
	const handle = `first_${Date.now().toString(36)}`;
	await page.getByLabel('Name in this gallery').fill(handle);
	await page.getByLabel('E-mail').fill(`${handle}@example.org`);
	await page.getByLabel('Password').fill('correct horse battery');
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.getByRole('button', { name: 'Become the admin' }).click();
	await expect(page).toHaveURL(/\/admin$/);
	await expect(page.getByRole('heading', { level: 1, name: 'Gallery admin' })).toBeVisible();
	await page.goto(`/claim?token=${token}`);
	await expect(page.getByRole('heading', { level: 1, name: 'You are the admin' })).toBeVisible();
	await keepAdmin(first);
	const late = await second.newPage();
	await late.goto(`/claim?token=${token}`);
	await expect(late.getByRole('heading', { level: 1, name: 'Este enlace ya no sirve' })).toBeVisible();
	for (const context of [first, second]) await context.close();
});
