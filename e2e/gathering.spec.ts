/** @file Gathering pictures wherever they hang: on cards by button and key, on a render, in a comparison, many at once; and who follows what is gathered. */
import { untilHydrated } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible } from './page-checks.ts';
import { ask, seedArtwork, seedCollection, uniqueWord } from './seed.ts';
import { expect, test } from './test.ts';

test('a picture is collected from its card by button and by key, from its render and from a comparison; the card then says so', async ({
	browser,
	page: visitor,
}) => {
	const artist = await newMember(browser);
	const word = uniqueWord();
	const heron = await seedArtwork(artist.context.request, { title: `Heron ${word}` });
	const crane = await seedArtwork(artist.context.request, { title: `Crane ${word}`, remixOf: heron.id });
	const { context, page } = await newMember(browser);
	const dialog = page.getByRole('dialog', { name: 'Add to collections' });
	const added = dialog.getByRole('status').filter({ hasText: 'Added to “Birds”.' });

	// By the button on the card, into a collection that is made in place.
	await page.goto(`/search?q=${word}`);
	const card = page.getByRole('article').filter({ hasText: heron.title });
	await card.hover();
	await card.getByRole('button', { name: `Collect “${heron.title}”` }).click();
	await dialog.getByLabel('New collection').fill('Birds');
	await expectAccessible(page);
	await page.keyboard.press('Enter');
	await expect(added).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(card.getByRole('button', { name: `“${heron.title}” is in one of your collections` })).toBeFocused();
	await expectAccessible(page);

	// By the key on the card that has the focus, whatever lies under the mouse.
	await page.getByRole('link', { name: crane.title }).focus();
	await page.keyboard.press('b');
	const birds = dialog.getByRole('checkbox', { name: 'Birds' });
	await expect(birds).not.toBeChecked();
	await birds.focus();
	await page.keyboard.press('Space');
	await expect(added).toBeVisible();
	await dialog.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByRole('link', { name: crane.title })).toBeFocused();

	// The page of the artist knows it from the server.
	await page.goto(`/@${artist.handle}`);
	for (const { title } of [heron, crane])
		await expect(page.getByRole('button', { name: `“${title}” is in one of your collections` })).toBeAttached();

	// From the page of a render, and from a comparison, where the later picture is the page's own.
	await page.goto(`/renders/${heron.renderId}`);
	await page.getByRole('button', { name: 'In one of your collections' }).click();
	await expect(birds).toBeChecked();
	await birds.click();
	await expect(dialog.getByRole('status').filter({ hasText: 'Removed from “Birds”.' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Collect', exact: true })).toBeVisible();
	await page.goto(`${crane.path}/compare/${heron.id}`);
	await expect(page.getByRole('button', { name: `Collect “${heron.title}”` })).toBeVisible();
	await page.getByRole('button', { name: `“${crane.title}” is in one of your collections` }).focus();
	await page.keyboard.press('b');
	await expect(birds).toBeChecked();

	// Who has no account has nothing to collect with.
	await visitor.goto(`/search?q=${word}`);
	await expect(visitor.getByRole('article')).toHaveCount(2);
	await expect(visitor.getByRole('article').getByRole('button')).toHaveCount(0);
	await context.close();
	await artist.context.close();
});

test('who follows a collection is told of all that is new in it as one and has it on the following wall; lists have three orders', async ({
	browser,
}) => {
	const keeper = await newMember(browser);
	const word = uniqueWord();
	const heron = await seedArtwork(keeper.context.request, { title: `Heron ${word}` });
	const crane = await seedArtwork(keeper.context.request, { title: `Crane ${word}` });
	const birds = { title: `Birds ${word}`, artworkIds: [] };
	const { id: collectionId, path } = await seedCollection(keeper.context.request, birds);
	const others = { title: `Others ${word}`, artworkIds: [heron.id] };
	await seedCollection(keeper.context.request, others);
	const { context, page } = await newMember(browser);
	await page.goto(path);
	await page.getByRole('button', { name: 'Follow' }).click();
	await expect(page.getByText('1 follower')).toBeVisible();
	const add = `mutation ($collectionId: ID!, $artworkId: ID!) {
		addToCollection(collectionId: $collectionId, artworkId: $artworkId) { __typename }
	}`;
	for (const { id: artworkId } of [heron, crane]) await ask(keeper.context.request, add, { collectionId, artworkId });

	await page.goto('/notifications');
	await page.getByRole('link', { name: `2 new artworks in “${birds.title}”` }).click();
	await page.waitForURL(`**${path}`);
	await page.goto('/?show=following');
	await expect(page.getByRole('article').getByRole('link')).toHaveText([crane.title, heron.title]);
	await expectAccessible(page);

	// The profile has a tab for them, in the order that is chosen.
	await page.goto(`/@${keeper.handle}`);
	await page.getByRole('navigation', { name: 'Shared works' }).getByRole('link', { name: 'Collections' }).click();
	const titles = page.getByRole('article').getByRole('link');
	await expect(titles).toContainText([birds.title, others.title]);
	const orders = page.getByRole('navigation', { name: 'Sort by' });
	await orders.getByRole('link', { name: 'Newest' }).click();
	await expect(titles).toContainText([others.title, birds.title]);
	await orders.getByRole('link', { name: 'Most followed' }).click();
	await expect(titles).toContainText([birds.title, others.title]);
	await expectAccessible(page);
	await page.goto('/collections?order=followed');
	await expect(page.getByRole('article').filter({ hasText: birds.title })).toBeVisible();
	await context.close();
	await keeper.context.close();
});

test('many pictures are chosen on a page of one’s own and in a collection, by click, Shift, keys and a held finger, and added, moved and removed together', async ({
	browser,
}) => {
	const { context, page, handle } = await newMember(browser, { hasTouch: true });
	const word = uniqueWord();
	const works = [];
	for (const name of ['One', 'Two', 'Three', 'Four'])
		works.push(await seedArtwork(context.request, { title: `${name} ${word}`, steps: 1 }));
	const [one = '', two = '', three = '', four = ''] = works.map(({ title }) => title);

	// On one's own page, the newest first: a click, and one with Shift that takes everything in between.
	await page.goto(`/@${handle}`);
	await untilHydrated(page);
	await page.getByRole('button', { name: 'Select', exact: true }).click();
	await expect(page.getByRole('checkbox', { name: `Select “${four}”` })).toBeVisible();
	await page.getByRole('link', { name: four }).click();
	await page.getByRole('link', { name: two }).click({ modifiers: ['Shift'] });
	await expect(page.getByText('3 selected')).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('ControlOrMeta+a');
	await expect(page.getByText('4 selected')).toBeVisible();
	await page.getByRole('button', { name: 'Add to a collection' }).click();
	const dialog = page.getByRole('dialog', { name: 'Add 4 artworks to a collection' });
	await dialog.getByLabel('New collection').fill('Numbers');
	await page.keyboard.press('Enter');
	await expect(dialog.getByText('4 added to “Numbers”.')).toBeVisible();
	await dialog.getByRole('button', { name: 'Add to “Numbers”' }).click();
	await expect(dialog.getByText('None was added to “Numbers”. 4 were there already.')).toBeVisible();
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Done' }).click();
	await page.keyboard.press('Escape');
	await expect(page.getByText('Nothing selected')).toBeAttached();

	// In the collection, by the space bar; with Shift a range.
	await page.goto(`/@${handle}/c/numbers/edit`);
	const list = page.getByRole('list').filter({ has: page.getByRole('checkbox') });
	const titles = list.getByRole('listitem').locator('p bdi');
	await expect(titles).toHaveText([four, three, two, one]);
	await page.getByRole('checkbox', { name: `Select “${two}”` }).focus();
	await page.keyboard.press('Space');
	await page.getByRole('checkbox', { name: `Select “${one}”` }).focus();
	await page.keyboard.press('Shift+Space');
	await expect(page.getByText('2 selected')).toBeVisible();
	await page.getByLabel('Move to place').selectOption('1');
	await expect(page.getByText('2 artworks are now at place 1 and after.')).toBeVisible();
	await expect(titles).toHaveText([two, one, four, three]);
	await page.reload();
	await expect(titles).toHaveText([two, one, four, three]);
	await expectAccessible(page);

	// A finger that is held chooses.
	const row = list.getByRole('listitem').filter({ hasText: three });
	await row.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 5, clientY: 5, bubbles: true });
	await expect(page.getByRole('checkbox', { name: `Select “${three}”` })).toBeChecked();
	await row.dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true });
	await page.getByRole('checkbox', { name: `Select “${one}”` }).click();
	await page.getByRole('button', { name: 'Remove selected' }).click();
	await expect(page.getByText('2 artworks were removed.')).toBeVisible();
	await expect(titles).toHaveText([two, four]);
	await context.close();
});
