import { openStore } from '@galatea/store/database';
import { currentEmbeddingSpace, readProfile, saveLevelHint } from '@galatea/store/meaning';
import type { Page } from '@playwright/test';
import { findAdmin, makeModerator } from './admin.ts';
import { publishPicture } from './gallery.ts';
import { type MemberPage, newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';

/**
 * What a worker with a perceptor that knows the texts would store; the starter's is never asked. The picture must have been
 * looked at before.
 */
async function hintAt(databaseUrl: string, page: Page): Promise<void> {
	const id = new URL(page.url()).pathname.split('/').at(-1);
	const query = 'query ($id: ID!) { artwork(id: $id) { image { url } } }';
	const answer = await page.request.post('/graphql', { data: { query, variables: { id } } });
	const { data } = (await answer.json()) as { data: { artwork: { image: { url: string } } } };
	const key = data.artwork.image.url.replace('/files/', '');
	await using store = openStore({ databaseUrl, storageDir: '' });
	const space = await currentEmbeddingSpace(store);
	if (!space) throw new Error('no worker of this gallery looks at pictures');
	await expect.poll(() => readProfile(store, space, key)).not.toBeNull();
	await saveLevelHint(store, space.id, key, 3.25, 1);
}

const says = 'This picture may be for adults.';

async function hinted(databaseUrl: string, { page }: MemberPage): Promise<string> {
	await publishPicture(page);
	await hintAt(databaseUrl, page);
	await page.reload();
	return page.url();
}

test('an artist refutes or follows a hint at the level, moderators read it with its source, and visitors read nothing', async ({
	browser,
	page: visitor,
}) => {
	const databaseUrl = process.env['GALATEA_E2E_DATABASE_URL'];
	test.skip(!databaseUrl, 'GALATEA_E2E_DATABASE_URL does not name the database of the gallery; npm test does');
	const admin = await findAdmin(browser);
	test.skip(admin === null, 'This gallery has an admin whom the tests do not know');
	if (!databaseUrl || !admin) return;
	const artist = await newMember(browser, { viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
	const { page } = artist;
	const address = await hinted(databaseUrl, artist);
	await expect(
		page.getByRole('note').filter({ hasText: `${says} The perceptor of “starter” suggests this` }),
	).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await visitor.goto(address);
	await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(visitor.getByText(says)).toHaveCount(0);

	await page.getByRole('button', { name: 'It is not for adults' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Your choice is saved' })).toBeFocused();
	await page.reload();
	await expect(page.getByText(says)).toHaveCount(0);

	const moderator = await newMember(browser);
	await makeModerator(admin, moderator.handle);
	await moderator.page.goto(address);
	await moderator.page.getByRole('button', { name: 'Report this picture' }).click();
	const dialog = moderator.page.getByRole('dialog');
	await dialog.getByLabel('What is wrong?').selectOption({ label: 'Not marked as sensitive or for adults' });
	await dialog.getByRole('button', { name: 'Send report' }).click();
	await expect(dialog.getByText('The moderators will review it.')).toBeVisible();
	for (const each of [address, '/moderation']) {
		await moderator.page.goto(each);
		const words = `${says} The perceptor of “starter” suggests this`;
		await expect(moderator.page.getByText(words).first()).toContainText('3.3 deviations');
		await expect(moderator.page.getByText('Its artist says that it is not.').first()).toBeVisible();
		await expectAccessible(moderator.page);
	}
});

test('an artist sets the level as a hint says, in Spanish', async ({ browser }) => {
	const databaseUrl = process.env['GALATEA_E2E_DATABASE_URL'];
	test.skip(!databaseUrl, 'GALATEA_E2E_DATABASE_URL does not name the database of the gallery; npm test does');
	if (!databaseUrl) return;
	const artist = await newMember(browser);
	const address = await hinted(databaseUrl, artist);
	const context = await browser.newContext({ locale: 'es-ES', storageState: await artist.context.storageState() });
	const page = await context.newPage();
	await page.goto(address);
	await expect(page.getByText('Puede que esta imagen sea para adultos.')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Es para adultos', exact: true }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Tu elección se ha guardado' })).toBeFocused();
	await expect(page.getByLabel('Público')).toHaveValue('ADULTS');
	await context.close();
});
