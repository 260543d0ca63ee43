import { openFinishedRender } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

test('an artist deletes a picture after being asked; its remix goes on naming it', async ({ browser }) => {
	const { page, context } = await newMember(browser);
	const { id, path: address, title } = await seedArtwork(page.request);
	const { path: remix } = await seedArtwork(page.request, { prompt: 'a green apple', remixOf: id });

	await page.goto(address);
	await page.getByRole('button', { name: 'Delete this picture' }).click();
	const dialog = page.getByRole('dialog', { name: 'Delete this picture permanently?' });
	await dialog.getByRole('button', { name: 'Keep it' }).click();
	await expect(dialog).toBeHidden();
	await page.getByRole('button', { name: 'Delete this picture' }).click();
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Delete it' }).click();
	await page.waitForURL(/\/renders$/);
	await expect(page.getByRole('article')).toHaveCount(1);
	expect((await page.goto(address))?.status()).toBe(404);
	await page.goto(remix);
	await expect(page.getByText(`Made from “${title}”, which was deleted`)).toBeVisible();
	await page.getByRole('link', { name: 'See the whole family' }).click();
	await expect(page.getByText('Deleted')).toBeVisible();
	await context.close();
});

test('quien generó algo lo elimina, también en una pantalla estrecha', async ({ browser }) => {
	const context = await browser.newContext({
		locale: 'en-GB',
		viewport: { width: 360, height: 800 },
		colorScheme: 'dark',
	});
	const page = await context.newPage();
	const address = await openFinishedRender(page, { steps: 2 });
	await page.getByRole('button', { name: 'Español' }).click();
	await page.getByRole('button', { name: 'Eliminar esta imagen' }).click();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.getByRole('dialog').getByRole('button', { name: 'Eliminarla' }).click();
	await page.waitForURL(/\/renders$/);
	await expect(page.getByText('Aún no tienes imágenes.')).toBeVisible();
	expect((await page.goto(address))?.status()).toBe(404);
	await context.close();
});
