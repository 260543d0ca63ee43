/** @file Coming in by a link from a mail: through the pages, with the mails that the gallery really sends. */

import { type MailServer, mailServer } from '@galatea/testing';
import type { Page } from '@playwright/test';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedRender, uniqueWord } from './seed.ts';
import { expect, test } from './test.ts';

const port = Number(process.env['GALATEA_E2E_MAIL_PORT']);
// Links in mails lead there, and what is kept in a browser is kept for that host.
test.use({ baseURL: process.env['GALATEA_E2E_PUBLIC_URL'] });
test.skip(!port, 'GALATEA_E2E_MAIL_PORT is not set: this gallery has no mail server that the tests could be');

let server: MailServer;
test.beforeAll(async () => {
	server = await mailServer(port);
});
test.afterAll(() => server[Symbol.asyncDispose]());

/** What the pages call things, in each language. */
const languages = {
	en: {
		locale: 'en-GB',
		offer: 'E-mail me a link instead',
		email: 'E-mail',
		send: 'Send the link',
		noAddress: 'Enter an e-mail address such as ana@example.org.',
		sent: 'Check your e-mail',
		subject: /^Your link to localhost/,
		handle: 'Name in this gallery',
		signUp: 'Sign up',
		rule: /^A name has 3 to 30/,
		expired: 'This link no longer works',
		settings: 'Settings',
		needs: 'This needs a password, and you have none yet. Set one',
		newPassword: 'New password',
		set: 'Set the password',
		changeHandle: 'Change the name',
		signIn: 'Sign in',
		unproven: /has not been confirmed until now/,
		kept: 'Current password, to keep it',
		wrong: 'The password is wrong.',
		forgotten: 'I have forgotten my password',
	},
	es: {
		locale: 'es-MX',
		offer: 'Recibir un enlace por correo',
		email: 'Correo electrónico',
		send: 'Enviar el enlace',
		noAddress: 'Escribe una dirección de correo como ana@example.org.',
		sent: 'Mira tu correo',
		subject: /^Tu enlace para localhost/,
		handle: 'Nombre en esta galería',
		signUp: 'Crear cuenta',
		rule: /^Un nombre tiene de 3 a 30/,
		expired: 'Este enlace ya no sirve',
		settings: 'Ajustes',
		needs: 'Esto necesita una contraseña, y aún no tienes ninguna. Pon una',
		newPassword: 'Contraseña nueva',
		set: 'Poner la contraseña',
		changeHandle: 'Cambiar el nombre',
		signIn: 'Entrar',
		unproven: /no se había confirmado hasta ahora/,
		kept: 'Contraseña actual, para conservarla',
		wrong: 'La contraseña no es correcta.',
		forgotten: 'He olvidado mi contraseña',
	},
} as const;

type Words = (typeof languages)[keyof typeof languages];

/** Narrow windows ask for more, so axe looks at the page in one of them; routes.spec.ts shows it every page in a wide one. */
async function check(page: Page): Promise<void> {
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		await expectNoSidewaysScroll(page);
	}
	await expectAccessible(page);
}

/** Asks for a link on the page that the sign-in page leads to; resolves with the address in the mail. */
async function askForLink(page: Page, words: Words, email: string): Promise<string> {
	await page.goto('/sign-in');
	await page.getByRole('link', { name: words.offer }).click();
	// The page before has a field of the same name.
	await page.waitForURL(/\/sign-in\/mail/);
	await page.getByLabel(words.email).fill(email);
	await page.getByRole('button', { name: words.send }).click();
	await expect(page.getByRole('heading', { name: words.sent })).toBeFocused();
	const mail = await server.mails.next(({ to }) => to.includes(email));
	expect(mail.subject).toMatch(words.subject);
	return /http:\S+/.exec(mail.text)?.[0] ?? '';
}

for (const words of Object.values(languages)) {
	test(`a guest comes in by a link, keeps the work and sets a password: ${words.locale}`, async ({ browser }) => {
		const context = await browser.newContext({ locale: words.locale });
		const page = await context.newPage();
		const handle = `l${uniqueWord()}`;
		const render = words.locale === 'en-GB' ? await seedRender(page.request) : null;
		await page.goto('/sign-in/mail');
		await page.getByLabel(words.email).fill('nobody');
		await page.getByRole('button', { name: words.send }).click();
		await expect(page.getByText(words.noAddress)).toBeVisible();
		await check(page);
		const link = await askForLink(page, words, `${handle}@example.org`);
		await check(page);
		// Looking uses nothing up.
		for (let looks = 0; looks < 2; looks++) await page.goto(link);
		await page.getByRole('button', { name: words.signUp }).click();
		await expect(page.getByText(words.rule)).toBeVisible();
		await check(page);
		await page.getByLabel(words.handle).fill(handle);
		await page.getByRole('button', { name: words.signUp }).click();
		await expect(page.getByRole('button', { name: `@${handle}` })).toBeVisible();
		await page.goto(link);
		await expect(page.getByRole('heading', { level: 1, name: words.expired })).toBeVisible();
		await check(page);
		if (render) {
			await page.goto(`/renders/${render}`);
			await expect(page.getByLabel('Who can see it')).toBeVisible();
		}
		await page.goto('/settings');
		await expect(page.getByText(words.needs)).toHaveCount(2);
		await check(page);
		await page.getByLabel(words.newPassword).fill('correct horse battery');
		await page.getByRole('button', { name: words.set }).click();
		await expect(page.getByRole('button', { name: words.changeHandle })).toBeVisible();
		await context.close();
	});

	test(`who has an account is told what becomes of its password, and keeps it by saying it: ${words.locale}`, async ({
		browser,
	}) => {
		const { locale } = words;
		const member = await newMember(browser, { locale });
		const context = await browser.newContext({ locale });
		const page = await context.newPage();
		await page.goto(await askForLink(page, words, `${member.handle}@example.org`));
		await expect(page.getByText(words.unproven)).toBeVisible();
		await check(page);
		await page.getByLabel(words.kept).fill('not the password');
		await page.getByRole('main').getByRole('button', { name: words.signIn, exact: true }).click();
		await expect(page.getByText(words.wrong)).toBeVisible();
		await page.getByLabel(words.kept).fill('correct horse battery');
		await page.getByRole('main').getByRole('button', { name: words.signIn, exact: true }).click();
		await expect(page.getByRole('button', { name: `@${member.handle}` })).toBeVisible();
		await member.page.goto('/settings');
		await expect(member.page.getByRole('heading', { level: 1, name: words.settings })).toBeVisible();
		// Now the address is known to be theirs, and a forgotten password gives way to another.
		const forgetful = await browser.newContext({ locale });
		const other = await forgetful.newPage();
		await other.goto(await askForLink(other, words, `${member.handle}@example.org`));
		await other.getByLabel(words.forgotten).check();
		await check(other);
		await other.getByRole('main').getByRole('button', { name: words.signIn, exact: true }).click();
		await other.waitForURL(/\/settings$/);
		await other.getByLabel(words.newPassword).fill('another good password');
		await other.getByRole('button', { name: words.set }).click();
		await expect(other.getByRole('button', { name: words.changeHandle })).toBeVisible();
		await member.page.goto('/settings');
		await member.page.waitForURL(/\/sign-in/);
		await forgetful.close();
		for (const each of [context, member.context]) await each.close();
	});
}

test('without its password the account ends in other browsers, and the password with it', async ({ browser }) => {
	const member = await newMember(browser);
	const context = await browser.newContext({ locale: 'en-GB' });
	const page = await context.newPage();
	await page.goto(await askForLink(page, languages.en, `${member.handle}@example.org`));
	await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByRole('button', { name: `@${member.handle}` })).toBeVisible();
	await member.page.goto('/settings');
	await member.page.waitForURL(/\/sign-in/);
	await member.page.getByLabel('E-mail').fill(`${member.handle}@example.org`);
	await member.page.getByLabel('Password').fill('correct horse battery');
	await member.page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(member.page.getByText('The e-mail address or the password is wrong.')).toBeVisible();
	for (const each of [context, member.context]) await each.close();
});
