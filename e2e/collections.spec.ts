/** @file A curator's day: gather, arrange, invite, show, take apart and bring back. By keyboard where that is the question. */
import { newMember } from './member.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

test('a curator gathers pictures by a key, arranges and annotates them, invites somebody, and brings back what was deleted', async ({
	browser,
}) => {
	const artist = await newMember(browser);
	const works = [];
	for (const prompt of ['a red apple', 'a blue fish'])
		works.push(await seedArtwork(artist.context.request, { prompt }));
	const [apple, fish] = works;
	if (!apple || !fish) throw new Error('Two pictures were made');
	const { context, page, handle } = await newMember(browser);

	// The key opens the dialog; a collection is made in place and has the picture at once.
	await page.goto(apple.path);
	await expect(page.getByRole('button', { name: 'Collect', exact: true })).toBeVisible();
	const dialog = page.getByRole('dialog', { name: 'Add to collections' });
	await expect(async () => {
		await page.keyboard.press('b');
		await expect(dialog).toBeVisible({ timeout: 1_000 });
	}).toPass();
	await expect(dialog.getByText('You have no collections yet.')).toBeVisible();
	await dialog.getByLabel('New collection').fill('Still lifes');
	await page.keyboard.press('Enter');
	await expect(dialog.getByRole('status')).toHaveText('Added to “Still lifes”.');
	await dialog.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByRole('button', { name: 'In one of your collections' })).toBeVisible();

	// Another goes into it with a note, by the keyboard alone.
	await page.goto(fish.path);
	await page.getByRole('button', { name: 'Collect', exact: true }).focus();
	await page.keyboard.press('Enter');
	await dialog.getByLabel('Note').fill('Not still for long');
	await dialog.getByRole('checkbox', { name: 'Still lifes' }).focus();
	await page.keyboard.press('Space');
	await expect(dialog.getByRole('status')).toHaveText('Added to “Still lifes”.');
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();

	// Its page: in order, with the note; the pictures of it are walked through in that order.
	const address = `/@${handle}/c/still-lifes`;
	await page.goto(address);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Still lifes');
	await expect(page.getByRole('article')).toHaveCount(2);
	await expect(page.getByText('Not still for long')).toBeVisible();
	const titles = page.getByRole('article').getByRole('link');
	await expect(titles).toHaveText([apple.title, fish.title]);
	await titles.first().click();
	await page.waitForURL(`**${apple.path}`);
	await page.getByRole('link', { name: 'The next artwork' }).click();
	await page.waitForURL(`**${fish.path}`);

	// Arranged by a button that says what it did, and by the menu.
	await page.goto(address);
	await page.getByRole('link', { name: 'Edit', exact: true }).click();
	await page.waitForURL(/\/edit$/);
	await page.getByRole('button', { name: `Move “${fish.title}” up` }).click();
	await expect(page.getByText(`“${fish.title}” is now number 1 of 2.`)).toBeVisible();
	await page.getByLabel('Member’s handle').fill(artist.handle);
	await page.getByRole('button', { name: 'Add curator' }).click();
	await expect(page.getByText(`${artist.handle} · Editor`)).toBeVisible();
	await page.goto(address);
	await expect(titles).toHaveText([fish.title, apple.title]);

	// The one who was invited is told, and may edit.
	await artist.page.goto('/notifications');
	await artist.page.getByRole('link', { name: `${handle} made you a curator of “Still lifes”` }).click();
	await artist.page.waitForURL(`**${address}`);
	await expect(artist.page.getByRole('link', { name: 'Edit', exact: true })).toBeVisible();
	await artist.page.getByRole('button', { name: 'Follow' }).click();
	await expect(artist.page.getByText('1 follower')).toBeVisible();

	// Deleted, gone for others, and restored.
	await page.goto(`${address}/edit`);
	await page.getByRole('button', { name: 'Delete collection' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete collection' }).click();
	await page.waitForURL(/\/collections$/);
	expect((await artist.page.goto(address))?.status()).toBe(404);
	await page.getByRole('listitem').filter({ hasText: 'Still lifes' }).getByRole('button', { name: 'Restore' }).click();
	await expect(page.getByRole('article').filter({ hasText: 'Still lifes' })).toBeVisible();
	await page.goto(address);
	await expect(titles).toHaveText([fish.title, apple.title]);
	await context.close();
	await artist.context.close();
});
