import { join } from 'node:path';
import { newMember, signIn } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

const password = 'correct horse battery';
const picture = join(import.meta.dirname, '..', 'prisma', 'seed', 'pictures', '01-red-apple.png');

test('a member takes another name and address, and both old links and the new address lead to them', async ({
	browser,
	page,
}) => {
	const { context, page: settings, handle } = await newMember(browser);
	await settings.goto('/settings');
	const account = settings.getByRole('region', { name: 'Name and e-mail' });
	const [name, email] = [account.locator('form').first(), account.locator('form').last()];
	await name.getByLabel('Name in this gallery').fill(`${handle}_b`);
	await name.getByLabel('Current password').fill('not the password');
	await name.getByRole('button', { name: 'Change the name' }).click();
	await expect(name.getByRole('alert')).toHaveText('The password is wrong.');
	await name.getByLabel('Current password').fill(password);
	await name.getByRole('button', { name: 'Change the name' }).click();
	await expect(name.getByText('Changed.')).toBeVisible();
	await email.getByLabel('E-mail').fill(`${handle}_b@example.org`);
	await email.getByLabel('Current password').fill(password);
	await email.getByRole('button', { name: 'Change the e-mail address' }).click();
	await expect(email.getByText('Changed.')).toBeVisible();
	await expect(settings.getByRole('region', { name: 'Active sessions' })).toContainText('Chrome');

	await page.goto(`/@${handle}`);
	await page.waitForURL(`**/@${handle}_b`);
	await signIn(page, `${handle}_b`);
	await context.close();
});

test('a member leaves with a choice of what becomes of their works, and stays after all', async ({ browser }) => {
	for (const { locale, open, remove, leave, stay, current } of [
		{
			locale: 'en-GB',
			open: 'Delete my account…',
			remove: /^Delete them/,
			leave: 'Delete in 14 days',
			stay: 'Keep my account',
			current: 'Current password',
		},
		{
			locale: 'es-MX',
			open: 'Eliminar mi cuenta…',
			remove: /^Eliminarlos/,
			leave: 'Eliminar dentro de 14 días',
			stay: 'Al final me quedo',
			current: 'Contraseña actual',
		},
	]) {
		const { context, page } = await newMember(browser, { locale });
		await page.goto('/settings');
		const section = page.locator('section[aria-labelledby="leave-title"]');
		await section.getByText(open).click();
		await section.getByLabel(remove).check();
		for (const width of [1280, 360]) {
			await page.setViewportSize({ width, height: 800 });
			await expectNoSidewaysScroll(page);
		}
		await expectAccessible(page);
		await section.getByLabel(current).fill(password);
		await section.getByRole('button', { name: leave }).click();
		await section.getByRole('button', { name: stay }).click();
		await expect(section.getByText(open)).toBeVisible();
		await context.close();
	}
});

test('a member has a drawn picture until they bring one, and may take that away', async ({
	browser,
	page,
	allowErrors,
}) => {
	allowErrors(/status of 400 .*\/uploads/);
	const { context, page: settings, handle } = await newMember(browser);
	await settings.goto('/settings');
	await page.goto(`/@${handle}`);
	await expect(page.locator('main svg[viewBox="0 0 7 7"]')).toBeVisible();
	await settings.getByLabel('Choose a picture').setInputFiles(picture);
	await expect(settings.getByText('Picture changed.')).toBeVisible();
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		await page.goto(`/@${handle}`);
		const avatar = page.locator('main img[width="96"]');
		await expect.poll(() => avatar.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
	}
	await settings.getByLabel('Choose a picture').setInputFiles({
		name: 'not.png',
		mimeType: 'image/png',
		buffer: Buffer.from('certainly not a picture'),
	});
	await expect(settings.getByRole('alert').filter({ hasText: 'This file cannot be used' })).toBeVisible();
	await settings.getByRole('button', { name: 'Remove' }).click();
	await expect(settings.getByText('Picture changed.')).toBeVisible();
	await page.reload();
	await expect(page.locator('main svg[viewBox="0 0 7 7"]')).toBeVisible();
	await context.close();
});
