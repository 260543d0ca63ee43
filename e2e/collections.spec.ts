/** @file A curator's day: gather, arrange, invite, show, take apart and bring back. By keyboard where that is the question. */
import { fingerDrag, mouseDrag } from './drag.ts';
import { newMember } from './member.ts';
import { expectAccessible } from './page-checks.ts';
import { ask, seedArtwork, seedCollection } from './seed.ts';
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
	await page.getByRole('link', { name: 'Next artwork' }).click();
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
	// Others may have a collection of this name; the owner's is the one that leads to this address.
	await expect(page.getByRole('article').locator(`a[href="${address}"]`)).toBeVisible();
	await page.goto(address);
	await expect(titles).toHaveText([fish.title, apple.title]);
	await context.close();
	await artist.context.close();
});

test('a curator drags pictures by mouse and finger while no row changes, and an editor sees it happen and keeps what they write', async ({
	browser,
}) => {
	const { context, page } = await newMember(browser);
	const works = [];
	for (const prompt of ['a red apple', 'a blue fish', 'a black cat'])
		works.push(await seedArtwork(context.request, { prompt }));
	const [apple, fish, cat] = works.map(({ title }) => title);
	if (!apple || !fish || !cat) throw new Error('Three pictures were made');
	const { id, path } = await seedCollection(context.request, {
		title: 'Dragged',
		artworkIds: works.map(({ id }) => id),
	});
	// Room for the whole list: nothing scrolls while something is dragged.
	await page.setViewportSize({ width: 1280, height: 2_400 });
	await page.goto(`${path}/edit`);
	await page.getByLabel('New section').fill('Night');
	await page.keyboard.press('Enter');
	const night = page.getByRole('heading', { level: 3, name: 'Night' });
	await expect(night).toBeVisible();
	const list = page.locator('ol[data-drags]');
	const titles = list.locator('p bdi');
	const row = (title: string) => list.getByRole('listitem').filter({ hasText: title });
	const grip = (title: string) => row(title).locator('[data-grip]');
	await expect(titles).toHaveText([apple, fish, cat]);

	// Somebody else arranges it as well, and is writing a note.
	const editor = await newMember(browser);
	await ask(
		context.request,
		`mutation ($id: ID!, $handle: String!) { setCurator(collectionId: $id, handle: $handle, role: EDITOR) { __typename } }`,
		{ id, handle: editor.handle },
	);
	await editor.page.goto(`${path}/edit`);
	const theirs = editor.page.locator('ol[data-drags]').locator('p bdi');
	await expect(theirs).toHaveText([apple, fish, cat]);
	const note = editor.page.getByLabel(`Note on “${cat}”`);
	await note.fill('Half a sent');

	// Down to the last place; the rows stay as they are until it is let go.
	const mouse = await mouseDrag(page, grip(apple));
	await list.evaluate((rows) => {
		const changes = new MutationObserver((records) => {
			rows.dataset['changes'] = String(Number(rows.dataset['changes'] ?? 0) + records.length);
		});
		for (const each of rows.children) changes.observe(each, { attributes: true, childList: true, subtree: true });
	});
	await mouse.over(row(fish), 0.8);
	await mouse.over(row(cat), 0.9);
	expect(await list.getAttribute('data-changes')).toBeNull();
	await mouse.drop();
	await expect(page.getByText(`“${apple}” is now number 3 of 3.`)).toBeVisible();
	await expect(titles).toHaveText([fish, cat, apple]);
	await expect(theirs).toHaveText([fish, cat, apple]);
	await expect(editor.page.getByRole('status').filter({ hasText: `moved “${apple}”` })).toBeVisible();
	await expect(note).toBeFocused();
	await expect(note).toHaveValue('Half a sent');
	await editor.context.close();

	// Under the title of an empty section.
	const second = await mouseDrag(page, grip(fish));
	await second.over(night, 0.9);
	await second.drop();
	await expect(page.getByText(`“${fish}” is now number 3 of 3.`)).toBeVisible();
	await expect(page.getByLabel(`Section of “${fish}”`).locator('option:checked')).toHaveText('Night');
	await expect(titles).toHaveText([cat, apple, fish]);

	// Let go without.
	const third = await mouseDrag(page, grip(apple));
	await third.over(row(cat), 0.1);
	await page.keyboard.press('Escape');
	await third.drop();
	await expect(titles).toHaveText([cat, apple, fish]);

	// By finger, two that are chosen; a finger on a grip neither scrolls nor selects.
	await page.getByRole('checkbox', { name: `Select “${apple}”` }).check();
	await page.getByRole('checkbox', { name: `Select “${fish}”` }).check();
	const finger = await fingerDrag(page, grip(fish));
	await finger.over(row(cat), 0.1);
	await finger.drop();
	await expect(page.getByText('2 artworks are now at place 1 and after.')).toBeVisible();
	await expect(titles).toHaveText([apple, fish, cat]);

	// By keys: the place is typed, and the focus stays in its field.
	const place = page.getByLabel(`Place of “${apple}”`);
	await place.fill('2');
	await place.press('Enter');
	await expect(page.getByText(`“${apple}” is now number 2 of 3.`)).toBeVisible();
	await expect(place).toBeFocused();
	await expect(place).toHaveValue('2');
	await page.getByRole('button', { name: `Move “${apple}” down` }).press('Enter');
	await expect(page.getByRole('button', { name: `Move “${apple}” down` })).toBeFocused();
	await expect(titles).toHaveText([fish, cat, apple]);
	await page.reload();
	await expect(titles).toHaveText([fish, cat, apple]);
	await expectAccessible(page);
	await context.close();
});

test('a curator parts a collection into sections by menus and keys; its page follows, and so does what is undone', async ({
	browser,
}) => {
	const { context, page } = await newMember(browser);
	const works = [];
	for (const prompt of ['a red apple', 'a blue fish', 'a black cat'])
		works.push(await seedArtwork(context.request, { prompt }));
	const [apple, fish, cat] = works;
	if (!apple || !fish || !cat) throw new Error('Three pictures were made');
	const artworkIds = works.map(({ id }) => id);
	const { path } = await seedCollection(context.request, { title: 'Still lifes', artworkIds });
	await page.goto(`${path}/edit`);
	for (const title of ['Day', 'Night']) {
		await page.getByLabel('New section').fill(title);
		await page.keyboard.press('Enter');
		await expect(page.getByLabel(`Title of the section “${title}”`)).toBeVisible();
	}
	await page.getByLabel(`Section of “${apple.title}”`).selectOption('Night');
	await expect(page.getByText(`“${apple.title}” is now in the section “Night”.`)).toBeVisible();
	await expect(page.getByText('No artworks in this section yet.')).toHaveCount(1);
	await page.getByLabel(`Section of “${cat.title}”`).selectOption('Day');
	await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Day', 'Night']);
	// One step down over the edge of a section leads into the next one.
	await page.getByRole('button', { name: `Move “${cat.title}” down` }).click();
	await expect(page.getByLabel(`Section of “${cat.title}”`)).toHaveValue(
		await page.getByLabel(`Section of “${apple.title}”`).inputValue(),
	);
	await page.getByRole('button', { name: 'Move the section “Night” up' }).click();
	await expect(page.getByText('The section “Night” is now number 1 of 2.')).toBeVisible();
	const title = page.getByLabel('Title of the section “Night”');
	await title.fill('Dusk');
	await title.press('Tab');
	await expect(page.getByText('The section is now called “Dusk”.')).toBeVisible();
	await expectAccessible(page);

	await page.goto(path);
	await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Dusk']);
	const dusk = page.getByRole('region', { name: 'Dusk' });
	await expect(dusk.getByRole('article').getByRole('link')).toHaveText([apple.title, cat.title]);
	await expect(page.getByRole('article').getByRole('link')).toHaveText([fish.title, apple.title, cat.title]);
	await expectAccessible(page);

	// Removed, its pictures stay; undone, they are in it again.
	await page.goto(`${path}/edit`);
	await page.getByRole('button', { name: 'Remove the section “Dusk”' }).click();
	await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Day']);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Dusk', 'Day']);
	await page.goto(`${path}/changes`);
	await expect(page.getByText(/removed the section “\W?Dusk/)).toBeVisible();
	await context.close();
});

test('members talk about a collection as they do about pictures, and its owner is led to what was said', async ({
	browser,
}) => {
	const curator = await newMember(browser);
	const work = await seedArtwork(curator.context.request, { prompt: 'a red apple' });
	const { path } = await seedCollection(curator.context.request, { title: 'Still lifes', artworkIds: [work.id] });
	const visitor = await newMember(browser);
	await visitor.page.goto(path);
	await visitor.page.getByRole('button', { name: /^Love/ }).first().click();
	await visitor.page.getByLabel('Your comment').fill('What a shelf');
	await visitor.page.getByRole('button', { name: 'Comment', exact: true }).click();
	await expect(visitor.page.getByRole('article', { name: /Comment by/ })).toContainText('What a shelf');
	await curator.page.goto('/notifications');
	await curator.page.getByRole('link', { name: /commented/ }).click();
	await curator.page.waitForURL(`**${path}?comment=**`);
	await expect(curator.page.getByText('What a shelf')).toBeVisible();
	await curator.context.close();
	await visitor.context.close();
});

test('an exhibition shows one picture after the other by keys and by the clock, and its address shows the same again', async ({
	browser,
}) => {
	const { context, page } = await newMember(browser);
	const works = [];
	for (const prompt of ['a red apple', 'a blue fish']) works.push(await seedArtwork(context.request, { prompt }));
	const [apple, fish] = works;
	if (!apple || !fish) throw new Error('Two pictures were made');
	const artworkIds = [apple.id, fish.id];
	const { path } = await seedCollection(context.request, { title: 'Still lifes', artworkIds, note: 'Look closely' });
	await page.goto(path);
	await page.getByRole('link', { name: 'Exhibition' }).click();
	await page.waitForURL(`**${path}/exhibition?start=**`);
	const room = page.getByRole('region', { name: 'Still lifes' });
	await expect(room.getByRole('link', { name: apple.title })).toBeVisible();
	await expect(room.getByText('Look closely')).toBeVisible();
	// What lies under it is out of reach.
	await expect(page.locator('header')).toHaveJSProperty('inert', true);
	const next = room.getByRole('link', { name: fish.title });
	await expect(async () => {
		await page.keyboard.press('ArrowRight');
		await expect(next).toBeVisible({ timeout: 1_000 });
	}).toPass();
	await expect(room.getByRole('img')).toHaveCount(1);
	await page.keyboard.press('ArrowLeft');
	await expect(room.getByRole('link', { name: apple.title })).toBeVisible();

	// By the clock, around and around; the address can stand on a screen in a room.
	await page.getByLabel('Time per picture').selectOption('5 seconds');
	await page.getByRole('button', { name: 'Play' }).click();
	await expect(page).toHaveURL(/every=5$/);
	await page.goto(`${path}/exhibition?every=1`);
	await expect(next).toBeVisible();
	await expect(room.getByRole('link', { name: apple.title })).toBeVisible();
	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page).toHaveURL(/\?start=itm_\w+$/);
	await page.keyboard.press('Escape');
	await page.waitForURL(`**${path}`);
	await expect(page.locator('header')).toHaveJSProperty('inert', false);
	await context.close();
});
