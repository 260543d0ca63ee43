/**
 * @file What people come for, from end to end: a guest's picture, an account that keeps it, publishing, searching, a remix and
 * what it changes, a fork, a comment, a report with its decision, and a block. The way is gone once; in other languages
 * and widths its pages are opened with what is seeded. What each part can do beyond that is in the specs of the parts.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { findAdmin, makeModerator } from './admin.ts';
import { openFinishedRender, waitForState } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { ask, seedArtwork, uniqueWord } from './seed.ts';
import { expect, test } from './test.ts';
import { type Words, wordsOf } from './words.ts';

const password = 'correct horse battery';

// The longest of all: two workers share them.
test.describe.configure({ mode: 'parallel' });

interface Visitor {
	readonly context: BrowserContext;
	readonly page: Page;
}

async function expectGoodPage(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
}

/** Fills the form of the page that is open, sends it, and waits for the picture. */
async function render(page: Page, t: Words, prompt: string): Promise<void> {
	await page.getByLabel(t('Prompt.question')).fill(prompt);
	for (const side of ['Create.width', 'Create.height']) await page.getByLabel(t(side)).fill('64');
	await page.getByLabel(t('Create.steps'), { exact: true }).fill('4');
	await page.getByRole('button', { name: t('Create.render'), exact: true }).click();
	await page.waitForURL(/\/renders\/rnd_/);
	await waitForState(page, 'DONE');
}

/** On the page of a finished render; ends on the artwork's. */
async function publish(page: Page, t: Words, title: string): Promise<void> {
	await page.getByLabel(t('Render.publish.label')).fill(title);
	await page.getByRole('button', { name: t('Render.publish.button') }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

async function signUp(page: Page, t: Words): Promise<string> {
	const handle = `j${uniqueWord()}`;
	await page.goto('/sign-up');
	await expectGoodPage(page);
	await page.getByLabel(t('Account.handle')).fill(handle);
	await page.getByLabel(t('Account.email')).fill(`${handle}@example.org`);
	await page.getByLabel(t('Account.password')).fill(password);
	await page.getByRole('button', { name: t('Account.signUp') }).click();
	await page.waitForURL(/\/settings$/);
	return handle;
}

// Budget: 90 s, as it goes the whole way of two people and a moderator.
test("from a guest's first picture to a remix, a talk and a block", async ({ browser }) => {
	test.setTimeout(600_000);
	const t = wordsOf('en');
	const visitor = async (from: Browser): Promise<Visitor> => {
		const context = await from.newContext(lookOf('en-GB', 1280));
		return { context, page: await context.newPage() };
	};
	const [artist, friend] = [await visitor(browser), await visitor(browser)];
	const title = `Journey ${uniqueWord()}`;

	await test.step('a guest renders, signs up, and publishes what they made', async () => {
		const { page } = artist;
		await page.goto('/create');
		await expectGoodPage(page);
		await render(page, t, 'a red apple on a blue background');
		await expectGoodPage(page);
		const made = page.url();
		await signUp(page, t);
		await page.goto(made);
		await publish(page, t, title);
		await expectGoodPage(page);
	});
	const address = artist.page.url();

	const friendHandle = await signUp(friend.page, t);
	await test.step('another finds it by its words', async () => {
		const { page } = friend;
		await page.goto('/search');
		await page
			.getByRole('searchbox', { name: t('Search.label') })
			.last()
			.fill(title);
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/search\?q=/);
		const card = page.getByRole('article').filter({ hasText: title });
		await expect(card).toHaveCount(1);
		await expectGoodPage(page);
		await card.getByRole('link').click();
		await page.waitForURL(address);
	});

	await test.step('remixes it, sees what that changed, and goes on from it', async () => {
		const { page } = friend;
		await page.getByRole('link', { name: t('Artwork.kinds.sameSeed.name') }).click();
		await page.waitForURL(/\/create\?/);
		await expectGoodPage(page);
		await render(page, t, 'a green apple on a blue background');
		await publish(page, t, `${title} green`);
		await expect(
			page.getByRole('region', { name: t('Artwork.parents') }).getByRole('link', { name: title }),
		).toBeVisible();
		await page
			.getByRole('link', { name: t('Lineage.compare', { title }) })
			.first()
			.click();
		await page.waitForURL(/\/compare\//);
		await expect(page.getByRole('region', { name: t('Lineage.terms') }).getByRole('listitem')).toHaveCount(2);
		await expectGoodPage(page);
		await page.goto(address);
		await page.getByText(t('Fork.kinds.fork.title')).click();
		await expectGoodPage(page);
		await page.getByRole('button', { name: t('Fork.button') }).click();
		await page.waitForURL(/\/renders\/rnd_/);
		await waitForState(page, 'DONE');
	});

	const words = `Buy apples ${title}`;
	await test.step('says something that the artist reports and a moderator hides', async () => {
		await friend.page.goto(address);
		await friend.page.getByLabel(t('Comments.yours')).fill(words);
		await friend.page.getByRole('button', { name: t('Comments.send'), exact: true }).click();
		await expect(friend.page.getByRole('article').filter({ hasText: words })).toBeVisible();
		const admin = await findAdmin(browser);
		test.skip(admin === null, 'This gallery has an admin whom the tests do not know');
		if (!admin) return;
		const moderator = await visitor(browser);
		await makeModerator(admin, await signUp(moderator.page, t));
		await artist.page.goto(address);
		await artist.page
			.getByRole('article')
			.filter({ hasText: words })
			.getByRole('button', { name: new RegExp(`^${t('Comments.report', { name: '' })}`) })
			.click();
		await artist.page
			.getByRole('dialog')
			.getByRole('button', { name: t('Moderation.sendReport') })
			.click();
		await expect(artist.page.getByText(t('Moderation.reported'))).toBeVisible();
		await expectAccessible(artist.page);
		await moderator.page.goto('/moderation');
		const reported = moderator.page
			.getByRole('listitem')
			.filter({ hasText: words })
			.filter({ hasText: t('Moderation.decision') });
		await expectGoodPage(moderator.page);
		await reported.getByLabel(t('Moderation.decision')).selectOption({ label: t('Moderation.kinds.HIDE') });
		await reported.getByLabel(t('Moderation.why')).fill(`No selling here, ${title}`);
		await reported.getByRole('button', { name: t('Moderation.decide') }).click();
		await expect(reported).toHaveCount(0);
		await artist.page.reload();
		await expect(artist.page.getByText(words)).toHaveCount(0);
		for (const context of [moderator.context, admin]) await context.close();
	});

	await test.step('is blocked, and sees nothing of the artist any more', async () => {
		const { page } = artist;
		await page.goto(`/@${friendHandle}`);
		await page.getByRole('button', { name: t('Profile.bonds.block.begin'), exact: true }).click();
		await expect(page.getByRole('button', { name: t('Profile.bonds.block.end') })).toBeVisible();
		await expectGoodPage(page);
		expect((await friend.page.goto(address))?.status()).toBe(404);
	});
	for (const { context } of [artist, friend]) await context.close();
});

/** What differs between people who look: their language, the width of their window in pixels, and their theme. */
function lookOf(locale: string, width: number) {
	return { locale, viewport: { width, height: 800 }, colorScheme: width === 360 ? 'dark' : 'light' } as const;
}

for (const [language, locale, width] of [
	['en', 'en-GB', 360],
	['es', 'es-MX', 1280],
	['es', 'es-MX', 360],
] as const)
	test(`the pages on that way say everything, and hold: ${language}, ${width} px`, async ({ browser }) => {
		const t = wordsOf(language);
		const look = lookOf(locale, width);
		const admin = await findAdmin(browser);
		test.skip(admin === null, 'This gallery has an admin whom the tests do not know');
		if (!admin) return;

		await test.step('those of a guest', async () => {
			const context = await browser.newContext(look);
			const page = await context.newPage();
			await page.goto('/create');
			for (const label of ['Prompt.question', 'Create.width', 'Create.height'])
				await expect(page.getByLabel(t(label))).toBeVisible();
			await expect(page.getByLabel(t('Create.steps'), { exact: true })).toBeVisible();
			await expectGoodPage(page);
			await openFinishedRender(page);
			await expect(page.getByLabel(t('Render.publish.label'))).toBeVisible();
			await expect(page.getByRole('button', { name: t('Render.publish.button') })).toBeVisible();
			await expectGoodPage(page);
			await page.goto('/sign-up');
			for (const label of ['Account.handle', 'Account.email', 'Account.password'])
				await expect(page.getByLabel(t(label))).toBeVisible();
			await expect(page.getByRole('button', { name: t('Account.signUp') })).toBeVisible();
			await expectGoodPage(page);
			await context.close();
		});

		const [artist, friend] = [await newMember(browser, look), await newMember(browser, look)];
		const moderator = await newMember(browser, look);
		await makeModerator(admin, moderator.handle);
		await admin.close();
		const seed = '7';
		const { id, path, title } = await seedArtwork(artist.context.request, { prompt: 'a red apple', seed });
		const words = `Buy apples ${title}`;
		const say = 'mutation ($input: CreateCommentInput!) { createComment(input: $input) { __typename } }';
		expect(await ask(friend.context.request, say, { input: { artworkId: id, text: words } })).toEqual({
			createComment: { __typename: 'CreateCommentSuccess' },
		});

		await test.step('those of who finds a picture and makes something from it', async () => {
			const { page } = friend;
			await page.goto(`/search?q=${encodeURIComponent(title)}`);
			await expect(page.getByRole('searchbox', { name: t('Search.label') }).last()).toBeVisible();
			await expect(page.getByRole('article').filter({ hasText: title })).toHaveCount(1);
			await expectGoodPage(page);
			await page.goto(path);
			await expect(page.getByRole('link', { name: t('Artwork.kinds.sameSeed.name') })).toBeVisible();
			await expect(page.getByLabel(t('Comments.yours'))).toBeVisible();
			await page.getByText(t('Fork.kinds.fork.title')).click();
			await expect(page.getByRole('button', { name: t('Fork.button') })).toBeVisible();
			await expectGoodPage(page);
			await page.goto(`/create?remix=${id}&keep=sameSeed`);
			await expect(page.getByLabel(t('Prompt.question'))).toHaveValue('a red apple');
			await expectGoodPage(page);
			const green = await seedArtwork(friend.context.request, { prompt: 'a green apple', seed, remixOf: id });
			await page.goto(green.path);
			await expect(
				page.getByRole('region', { name: t('Artwork.parents') }).getByRole('link', { name: title }),
			).toBeVisible();
			const compare = page.getByRole('link', { name: t('Lineage.compare', { title }) }).first();
			await page.goto((await compare.getAttribute('href')) ?? '');
			await expect(page.getByRole('region', { name: t('Lineage.terms') }).getByRole('listitem')).toHaveCount(2);
			await expectGoodPage(page);
		});

		await test.step('those of who reports, decides and blocks', async () => {
			const { page } = artist;
			await page.goto(path);
			await page
				.getByRole('article')
				.filter({ hasText: words })
				.getByRole('button', { name: new RegExp(`^${t('Comments.report', { name: '' })}`) })
				.click();
			const dialog = page.getByRole('dialog');
			await dialog.getByRole('button', { name: t('Moderation.sendReport') }).click();
			await expect(dialog.getByText(t('Moderation.reported'))).toBeVisible();
			await expectGoodPage(page);
			await moderator.page.goto('/moderation');
			const reported = moderator.page
				.getByRole('listitem')
				.filter({ hasText: words })
				.filter({ hasText: t('Moderation.decision') });
			const decision = reported.getByLabel(t('Moderation.decision'));
			await expect(decision.getByRole('option', { name: t('Moderation.kinds.HIDE') })).toBeAttached();
			await expect(reported.getByLabel(t('Moderation.why'))).toBeVisible();
			await expect(reported.getByRole('button', { name: t('Moderation.decide') })).toBeVisible();
			await expectGoodPage(moderator.page);
			await page.goto(`/@${friend.handle}`);
			await page.getByRole('button', { name: t('Profile.bonds.block.begin'), exact: true }).click();
			await expect(page.getByRole('button', { name: t('Profile.bonds.block.end') })).toBeVisible();
			await expectGoodPage(page);
		});
		for (const { context } of [artist, friend, moderator]) await context.close();
	});
