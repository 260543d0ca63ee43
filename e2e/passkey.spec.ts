/** @file Passkeys: made, used and removed with an authenticator that Chromium plays itself. */
import type { Page } from '@playwright/test';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

const publicUrl = process.env['GALATEA_E2E_PUBLIC_URL'];
// A passkey is for one host, and never for an IP address.
test.use({ baseURL: publicUrl });
test.skip(!publicUrl, 'GALATEA_E2E_PUBLIC_URL is not set: this gallery does not know its address');

const languages = [
	{
		locale: 'en-GB',
		title: 'Passkeys',
		name: 'Name of the new passkey',
		current: 'Current password',
		make: 'Add a passkey',
		wrong: 'The password is wrong.',
		done: 'Passkey added.',
		signOut: 'Sign out',
		enter: 'Sign in with a passkey',
		remove: 'Remove the passkey Test device',
		unknown: 'No account here has this passkey. It may have been removed.',
		elsewhere: 'Browsers create passkeys for one address only.',
	},
	{
		locale: 'es-MX',
		title: 'Llaves de acceso',
		name: 'Nombre de la nueva llave de acceso',
		current: 'Contraseña actual',
		make: 'Añadir una llave de acceso',
		wrong: 'La contraseña no es correcta.',
		done: 'Llave de acceso añadida.',
		signOut: 'Salir',
		enter: 'Entrar con una llave de acceso',
		remove: 'Quitar la llave de acceso Test device',
		unknown: 'Ninguna cuenta de aquí tiene esta llave de acceso. Quizá se haya quitado.',
		elsewhere: 'Los navegadores crean llaves de acceso para una sola dirección.',
	},
] as const;

/** A phone or computer that always knows its person. */
async function addAuthenticator(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('WebAuthn.enable');
	await session.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
		},
	});
}

/** Narrow windows ask for more, so axe looks at the page in one of them; routes.spec.ts shows it every page in a wide one. */
async function check(page: Page): Promise<void> {
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		await expectNoSidewaysScroll(page);
	}
	await expectAccessible(page);
}

for (const words of languages)
	test(`a member makes a passkey, signs out, comes in by it, and removes it: ${words.locale}`, async ({ browser }) => {
		const { context, page, handle } = await newMember(browser, { locale: words.locale });
		await page.goto('/settings');
		await addAuthenticator(page);
		const section = page.getByRole('region', { name: words.title });
		await section.getByLabel(words.name).fill('Test device');
		await section.getByLabel(words.current).fill('not the password');
		await section.getByRole('button', { name: words.make }).click();
		await expect(section.getByText(words.wrong)).toBeVisible();
		await section.getByLabel(words.current).fill('correct horse battery');
		await section.getByRole('button', { name: words.make }).click();
		await expect(section.getByText(words.done)).toBeVisible();
		await expect(section.getByRole('button', { name: words.remove })).toBeVisible();
		await check(page);

		const banner = page.getByRole('banner');
		await page.getByRole('button', { name: words.signOut }).click();
		await expect(banner.getByRole('button', { name: `@${handle}` })).toHaveCount(0);
		await page.goto('/sign-in?next=/settings');
		await check(page);
		await page.getByRole('button', { name: words.enter }).click();
		await expect(banner.getByRole('button', { name: `@${handle}` })).toBeVisible();
		await page.waitForURL(/\/settings$/);

		await section.getByRole('button', { name: words.remove }).click();
		await expect(section.getByRole('button', { name: words.remove })).toHaveCount(0);
		await page.getByRole('button', { name: words.signOut }).click();
		await expect(banner.getByRole('button', { name: `@${handle}` })).toHaveCount(0);
		await page.goto('/sign-in');
		await page.getByRole('button', { name: words.enter }).click();
		await expect(page.getByText(words.unknown)).toBeVisible();
		// By the address of the machine there are none, and the page says where there are.
		await page.goto(new URL('/sign-in', process.env['GALATEA_E2E_URL']).href);
		await expect(page.getByText(words.elsewhere)).toBeVisible();
		await expect(page.getByRole('button', { name: words.enter })).toHaveCount(0);
		await check(page);
		await context.close();
	});
