import { publishPicture } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

test('who does something while the server does not answer is told why, wherever it was done, until it works again', async ({
	browser,
	allowErrors,
}) => {
	allowErrors(/net::ERR_FAILED .*\/graphql/);
	const { page, context } = await newMember(browser, { viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
	await publishPicture(page);
	const comment = async (text: string): Promise<void> => {
		const form = page.locator('section[aria-labelledby=comments] form').first();
		await form.locator('textarea').fill(text);
		await form.locator('button[type=submit]').click();
	};
	const refuse = (code: string) =>
		page.route('**/graphql', (route) =>
			route.fulfill({ json: { errors: [{ message: 'refused', extensions: { code } }] } }),
		);
	const note = page.locator('#trouble');
	await expect(note).toBeHidden();

	await page.route('**/graphql', (route) => route.abort());
	await comment('One');
	await expect(note).toBeVisible();
	await expect(note).toHaveText(/^The gallery's server does not answer\..*Close$/);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await note.getByRole('button', { name: 'Close' }).click();
	await expect(note).toBeHidden();

	await page.unroute('**/graphql');
	await context.addCookies([{ name: 'galatea_locale', value: 'es', url: new URL('/', page.url()).href }]);
	await page.reload();
	for (const [code, words] of [
		['DATABASE_UNAVAILABLE', 'La base de datos de la galería no responde'],
		['TOO_MANY_REQUESTS', 'Demasiadas peticiones\\. Espera un minuto'],
		['SUSPENDED', 'Tu cuenta está suspendida: puedes mirar'],
	] as const) {
		await refuse(code);
		await comment('Two');
		await expect(note.locator('p:visible')).toHaveText(new RegExp(`^${words}`));
		await page.unroute('**/graphql');
	}
	await expectAccessible(page);
	await comment('Three');
	await expect(page.getByRole('article').filter({ hasText: 'Three' })).toBeVisible();
	await expect(note).toBeHidden();
	await context.close();
});
