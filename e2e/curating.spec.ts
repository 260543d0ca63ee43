/** @file Curating together: changes undone and states restored, artworks submitted and decided on by key. */
import { newMember } from './member.ts';
import { seedArtwork, seedCollection } from './seed.ts';
import { expect, test } from './test.ts';

test('a curator undoes a change at the foot of the window, reads who did what, and restores an earlier state', async ({
	browser,
}) => {
	const { context, page, handle } = await newMember(browser);
	const apple = await seedArtwork(context.request, { prompt: 'a red apple' });
	const fish = await seedArtwork(context.request, { prompt: 'a blue fish' });
	const { path } = await seedCollection(context.request, {
		title: 'Undone',
		artworkIds: [apple.id, fish.id],
		note: 'Seen first',
	});
	const titles = page.getByRole('article').getByRole('link');

	// Right after a change, by button and by key.
	await page.goto(`${path}/edit`);
	const foot = page.getByRole('region', { name: 'Last change' });
	await page.getByRole('button', { name: `Move “${fish.title}” up` }).click();
	await expect(foot.getByRole('status')).toHaveText(`“${fish.title}” is now number 1 of 2.`);
	await foot.getByRole('button', { name: 'Undo' }).click();
	await expect(foot.getByRole('status')).toHaveText(`Undone: “${fish.title}” is now number 1 of 2.`);
	await expect(page.getByRole('button', { name: `Move “${apple.title}” up` })).toBeDisabled();
	await page.keyboard.press('Control+z');
	await expect(foot.getByRole('button', { name: 'Undo' })).toBeVisible();
	await expect(page.getByRole('button', { name: `Move “${fish.title}” up` })).toBeDisabled();

	// The list of changes names what rests on a change, and leads there.
	await page.getByRole('link', { name: 'Changes' }).click();
	await page.waitForURL(/\/changes$/);
	await expect(page.getByRole('listitem').first()).toContainText(`${handle} moved “${fish.title}”`);
	await page.getByRole('button', { name: 'Undo change 3' }).click();
	const alert = page.getByRole('alert').filter({ hasText: 'build' });
	await expect(alert).toContainText('A later change builds on this one. Undo it first: Change 4');
	await alert.getByRole('link', { name: 'Change 4' }).click();
	await page.waitForURL(/before=5#change-4$/);

	// An earlier state, and the one before it again.
	await page.getByRole('button', { name: 'Restore the state after change 2' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Restore this state' }).click();
	await expect(foot.getByRole('status')).toHaveText('Restored the state after change 2.');
	await page.goto(path);
	await expect(titles).toHaveText([apple.title]);
	await page.goto(`${path}/changes`);
	await page.getByRole('listitem').first().getByRole('button', { name: 'Undo' }).click();
	await expect(foot.getByRole('button', { name: 'Redo' })).toBeVisible();
	await page.goto(path);
	await expect(titles).toHaveText([fish.title, apple.title]);
	await context.close();
});

test('a member submits an artwork with a few words, an editor accepts one and declines another by key, and both are told', async ({
	browser,
}) => {
	const artist = await newMember(browser);
	const apple = await seedArtwork(artist.context.request, { prompt: 'a red apple' });
	const fish = await seedArtwork(artist.context.request, { prompt: 'a blue fish' });
	const { context, page, handle } = await newMember(browser);
	const { path } = await seedCollection(context.request, { title: 'Open call', artworkIds: [] });
	await page.goto(`${path}/edit`);
	await page.getByLabel('Who can add to it').selectOption({ label: 'Every member, after review' });
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.waitForURL(`**${path}`);

	await artist.page.goto(path);
	await artist.page.getByRole('link', { name: 'Submit an artwork' }).click();
	await artist.page.waitForURL(/\/submissions$/);
	await artist.page.getByRole('button', { name: 'Submit', exact: true }).click();
	await expect(artist.page.getByRole('alert').filter({ hasText: 'Choose one' })).toBeVisible();
	await artist.page.getByRole('radio', { name: apple.title }).check();
	await artist.page.getByLabel('Message to the curators').fill('Ripe for it');
	await artist.page.getByRole('button', { name: 'Submit', exact: true }).click();
	await expect(artist.page.getByRole('status').filter({ hasText: 'Submitted.' })).toBeVisible();
	await artist.page.getByLabel('Or the link of another artwork').fill(`https://example.org${fish.path}`);
	await artist.page.getByRole('button', { name: 'Submit', exact: true }).click();
	await expect(artist.page.getByRole('button', { name: `Withdraw “${fish.title}”` })).toBeVisible();
	await artist.page.goto(path);
	await expect(artist.page.getByRole('article')).toHaveCount(0);

	// The editor is told, and decides without the mouse.
	await page.goto('/notifications');
	await page.getByRole('link', { name: `${artist.handle} submitted 2 artworks to “Open call”` }).click();
	await page.waitForURL(`**${path}/submissions`);
	await expect(page.getByRole('heading', { name: '2 submissions are waiting' })).toBeVisible();
	await expect(page.getByText('Ripe for it')).toBeVisible();
	await page.getByRole('button', { name: 'Accept' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('figure').getByRole('link')).toHaveText(fish.title);
	await page.keyboard.press('d');
	const dialog = page.getByRole('dialog', { name: 'Decline this submission?' });
	await dialog.getByLabel('Reason').fill('No fish here');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: '1 submission is waiting' })).toBeVisible();
	await page.getByRole('button', { name: 'Accept' }).focus();
	await page.keyboard.press('a');
	await expect(page.getByRole('heading', { name: 'Nothing is waiting' })).toBeVisible();
	await page.goto(path);
	await expect(page.getByRole('article').getByRole('link')).toHaveText([apple.title]);

	await artist.page.goto('/notifications');
	await expect(
		artist.page.getByRole('link', { name: `${handle} accepted your submission to “Open call”` }),
	).toBeVisible();
	await artist.page.getByRole('link', { name: `${handle} declined your submission to “Open call”` }).click();
	await artist.page.waitForURL(`**${path}/submissions`);
	await expect(artist.page.getByText('No fish here')).toBeVisible();
	await context.close();
	await artist.context.close();
});

test('the owner makes a link that brings in one curator; used up or revoked, it says so', async ({ browser }) => {
	const { context, page } = await newMember(browser);
	const { path } = await seedCollection(context.request, { title: 'By link', artworkIds: [] });
	await page.goto(`${path}/edit`);
	const links = page.getByRole('region', { name: 'Invitation links' });
	await links.getByLabel('Role').selectOption({ label: 'Editor' });
	await links.getByRole('button', { name: 'Create link' }).click();
	await expect(links.getByRole('status')).toHaveText('The link is ready. Copy it now: it is not shown again.');
	const link = new URL(await links.getByLabel('Invitation link').inputValue());
	const address = link.pathname + link.search;
	await expect(links.getByRole('listitem')).toContainText('Editor · 0 of 1 accepted');

	// Whoever is not signed in is told what it is, and comes back to it.
	const stranger = await browser.newContext({ locale: 'en-GB' });
	const outside = await stranger.newPage();
	await outside.goto(address);
	await expect(
		outside.getByText('invites you to help with the collection “By link”. Your role: Editor.'),
	).toBeVisible();
	await expect(outside.getByRole('main').getByRole('link', { name: 'Sign in' })).toHaveAttribute(
		'href',
		`/sign-in?next=${encodeURIComponent(address)}`,
	);
	await stranger.close();

	const friend = await newMember(browser);
	await friend.page.goto(address);
	await friend.page.getByRole('button', { name: 'Accept invitation' }).click();
	await friend.page.waitForURL(`**${path}`);
	await expect(friend.page.getByRole('link', { name: 'Edit', exact: true })).toBeVisible();
	const late = await newMember(browser);
	await late.page.goto(address);
	await expect(late.page.getByRole('heading', { level: 1 })).toHaveText('This invitation is used up');

	// The owner's page was loaded before the link was used up; its list says so when it is loaded again.
	await page.reload();
	await expect(links).toBeVisible();
	await expect(links.getByRole('listitem')).toHaveCount(0);
	await links.getByRole('button', { name: 'Create link' }).click();
	const second = new URL(await links.getByLabel('Invitation link').inputValue());
	await links.getByRole('button', { name: /^Revoke this link: / }).click();
	await expect(links.getByRole('status')).toHaveText('The link no longer works.');
	await late.page.goto(second.pathname + second.search);
	await expect(late.page.getByRole('heading', { level: 1 })).toHaveText('No such invitation');
	for (const each of [context, friend.context, late.context]) await each.close();
});
