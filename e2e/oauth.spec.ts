/** @file Coming in with an account elsewhere: through the pages, and through another site on this machine. */
import { type OAuthServer, oauthServer } from '@galatea/testing';
import type { Page } from '@playwright/test';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

const port = Number(process.env['GALATEA_E2E_OAUTH_PORT']);
// The other site sends people back there.
test.use({ baseURL: process.env['GALATEA_E2E_PUBLIC_URL'] });
test.skip(!port, 'GALATEA_E2E_OAUTH_PORT is not set: this gallery has no GitHub that the tests could be');

let elsewhere: OAuthServer;
test.beforeAll(async () => {
	elsewhere = await oauthServer(port);
});
test.afterAll(() => elsewhere[Symbol.asyncDispose]());

const languages = [
	{
		locale: 'en-GB',
		goOn: 'Continue with GitHub',
		cancelled: 'You did not give permission there. Nothing has changed.',
		last: 'This is your only way to sign in. Set a password first.',
		newPassword: 'New password',
		set: 'Set the password',
		current: 'Current password',
		connect: 'Connect GitHub',
		disconnect: 'Disconnect GitHub',
		title: 'Connected accounts',
		wrong: 'The password is wrong.',
	},
	{
		locale: 'es-MX',
		goOn: 'Continuar con GitHub',
		cancelled: 'Allí no has dado permiso. Nada ha cambiado.',
		last: 'Es tu única forma de entrar. Pon antes una contraseña.',
		newPassword: 'Contraseña nueva',
		set: 'Poner la contraseña',
		current: 'Contraseña actual',
		connect: 'Conectar GitHub',
		disconnect: 'Desconectar GitHub',
		title: 'Cuentas conectadas',
		wrong: 'La contraseña no es correcta.',
	},
] as const;

let count = 0;
const newPerson = () => {
	const id = Date.now() * 10 + ++count;
	const name = `o${id.toString(36)}`;
	return { id, name, email: `${name}@example.org`, verified: true };
};

/** Narrow windows ask for more, so axe looks at the page in one of them; routes.spec.ts shows it every page in a wide one. */
async function check(page: Page): Promise<void> {
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		await expectNoSidewaysScroll(page);
	}
	await expectAccessible(page);
}

for (const words of languages) {
	test(`somebody comes in with an account elsewhere, or does not agree there: ${words.locale}`, async ({ browser }) => {
		const context = await browser.newContext({ locale: words.locale });
		const page = await context.newPage();
		await page.goto('/sign-in?next=/create');
		await check(page);
		elsewhere.person = null;
		await page.getByRole('button', { name: words.goOn }).click();
		await expect(page.getByText(words.cancelled)).toBeVisible();
		await check(page);
		elsewhere.person = newPerson();
		await page.goto('/sign-in?next=/create');
		await page.getByRole('button', { name: words.goOn }).click();
		await page.waitForURL(/\/create$/);
		await expect(page.getByRole('button', { name: `@${elsewhere.person.name}` })).toBeVisible();
		await page.goto('/settings');
		await page.getByRole('button', { name: words.disconnect }).click();
		await expect(page.getByText(words.last)).toBeVisible();
		await check(page);
		await page.getByLabel(words.newPassword).fill('correct horse battery');
		await page.getByRole('button', { name: words.set }).click();
		await expect(page.getByLabel(words.newPassword)).toHaveCount(1);
		await expect(page.getByLabel(words.current).first()).toBeVisible();
		await page.getByRole('button', { name: words.disconnect }).click();
		await expect(page.getByRole('button', { name: words.connect })).toBeVisible();
		await context.close();
	});

	test(`a member connects an account with the password and comes in by it: ${words.locale}`, async ({ browser }) => {
		const { context, page, handle } = await newMember(browser, { locale: words.locale });
		await page.goto('/settings');
		elsewhere.person = newPerson();
		const section = page.getByRole('region', { name: words.title });
		await section.getByRole('button', { name: words.connect }).click();
		await expect(section.getByText(words.wrong)).toBeVisible();
		await section.getByLabel(words.current).fill('correct horse battery');
		await section.getByRole('button', { name: words.connect }).click();
		await expect(section.getByRole('button', { name: words.disconnect })).toBeVisible();
		await check(page);
		const other = await browser.newContext({ locale: words.locale });
		const there = await other.newPage();
		await there.goto('/sign-up');
		await there.getByRole('button', { name: words.goOn }).click();
		await expect(there.getByRole('banner').getByRole('button', { name: `@${handle}` })).toBeVisible();
		for (const each of [context, other]) await each.close();
	});
}
