import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelMirror } from '@galatea/testing';
import type { Page } from '@playwright/test';
import { findAdmin } from './admin.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { type Part, repository, startPart } from './parts.ts';
import { expect, test } from './test.ts';

const entryOf = (page: Page) => page.locator('[data-pack="small"]');

// Budget: 60 s, as three parts of a gallery start and end.
test('an admin installs a pack in the browser, sees it come, cancels, goes on, compares and removes it', async ({
	browser,
}) => {
	test.setTimeout(600_000);
	const folder = process.env['GALATEA_E2E_DATA_DIR'] ?? join(repository, '.galatea');
	const databaseUrl = process.env['GALATEA_E2E_DATABASE_URL'];
	test.skip(!databaseUrl, 'GALATEA_E2E_DATABASE_URL does not name the database of the gallery; npm test does');
	// Before another API starts, which makes the link to become the admin void.
	const known = await findAdmin(browser);
	test.skip(known === null, 'This gallery has an admin whom the tests do not know');
	if (!known) return;
	const member = await newMember(browser);
	expect((await member.page.goto('/packs'))?.status()).toBe(404);
	await member.context.close();
	const storageState = await known.storageState();
	await known.close();
	await using mirror = await modelMirror();
	const authSecret = (await readFile(join(folder, 'auth-secret'), 'utf8')).trim();
	const shared = { DATABASE_URL: databaseUrl, STORAGE_DIR: join(folder, 'storage'), MODELS_DIR: mirror.folder };
	const parts: Part[] = [];
	try {
		parts.push(await startPart('worker', { ...shared, WORKER_NAME: 'a-packer' }, /A worker is at work/));
		const apiEnvironment = { ...shared, API_PORT: '0', AUTH_SECRET: authSecret };
		const api = await startPart('api', apiEnvironment, /API is at (\S+)\/graphql/);
		parts.push(api);
		const reached = { API_URL: api.address, PUBLIC_API_URL: api.address, WEB_PORT: '0' };
		const web = await startPart('web', reached, /Galatea is at (\S+)/);
		parts.push(web);
		const context = await browser.newContext({ baseURL: web.address, locale: 'en-GB', storageState });
		const page = await context.newPage();
		await page.goto('/settings');
		await page.getByRole('link', { name: 'Packs' }).click();
		await page.getByLabel('Worker').selectOption('a-packer');
		await expect(entryOf(page)).toContainText('Not installed.');
		await expectAccessible(page);

		mirror.hold();
		await entryOf(page).getByRole('button', { name: 'Install' }).click();
		const dialog = page.getByRole('dialog');
		await expect(dialog).toContainText('For tests, and of no other use.');
		await expect(dialog.getByRole('button', { name: 'Install on a-packer' })).toBeDisabled();
		await dialog.getByLabel('I accept this licence').check();
		await expectAccessible(page);
		await dialog.getByRole('button', { name: 'Install on a-packer' }).click();
		await expect(entryOf(page)).toContainText(/\d kB of 381(\.\d)? kB/);
		await expectAccessible(page);
		await entryOf(page).getByRole('button', { name: 'Cancel' }).click();
		await expect(entryOf(page)).toContainText('The download continues from here');
		mirror.release();

		await entryOf(page).getByRole('button', { name: 'Install' }).click();
		await dialog.getByLabel('I accept this licence').check();
		await dialog.getByRole('button', { name: 'Install on a-packer' }).click();
		await expect(entryOf(page)).toContainText('Installed on a-packer');
		await expect(entryOf(page)).toContainText('Installed on a-packer.');
		await entryOf(page).getByRole('button', { name: 'Verify' }).click();
		await expect(entryOf(page)).toContainText('All files on a-packer are intact.');

		const spanish = await browser.newContext({
			...{ baseURL: web.address, locale: 'es-ES', storageState, colorScheme: 'dark' },
			viewport: { width: 360, height: 800 },
		});
		const narrow = await spanish.newPage();
		await narrow.goto('/packs');
		await expect(narrow.getByRole('heading', { level: 1, name: 'Paquetes' })).toBeVisible();
		await expectAccessible(narrow);
		await expectNoSidewaysScroll(narrow);
		await spanish.close();

		await entryOf(page).getByRole('button', { name: 'Remove' }).click();
		await expect(dialog).toContainText('cannot be rendered again');
		await dialog.getByRole('button', { name: 'Remove from a-packer' }).click();
		await expect(entryOf(page)).toContainText('Removed from a-packer.');
		await expect(entryOf(page)).toContainText('Not installed.');
		await context.close();
	} finally {
		for (const part of parts.reverse()) expect(await part.stop()).toBe(0);
	}
});
