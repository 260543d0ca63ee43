import type { Page } from '@playwright/test';
import { findAdmin, makeModerator } from './admin.ts';
import { publishPicture } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { uniqueWord } from './seed.ts';
import { expect, test } from './test.ts';

const noAdmin = 'This gallery has an admin whom the tests do not know';

async function comment(page: Page, address: string, text: string): Promise<void> {
	await page.goto(address);
	await page.getByLabel('Your comment').fill(text);
	await page.getByRole('button', { name: 'Comment', exact: true }).click();
	await expect(page.getByRole('article').filter({ hasText: text })).toBeVisible();
}

test('a comment is reported, hidden with a reason, appealed against, and shown again by another moderator', async ({
	browser,
}) => {
	const admin = await findAdmin(browser);
	test.skip(admin === null, noAdmin);
	if (!admin) return;
	const [artist, ana, first] = [await newMember(browser), await newMember(browser), await newMember(browser)];
	const second = await newMember(browser, { viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
	for (const { handle } of [first, second]) await makeModerator(admin, handle);
	await publishPicture(artist.page);
	const address = artist.page.url();
	const words = `Buy apples ${uniqueWord()}`;
	await comment(ana.page, address, words);

	await artist.page.reload();
	await artist.page.getByRole('button', { name: `Report the comment by ${ana.handle}` }).click();
	const dialog = artist.page.getByRole('dialog');
	await dialog.getByLabel('What is wrong?').selectOption({ label: 'Something else' });
	await dialog.getByRole('button', { name: 'Send report' }).click();
	await expect(dialog.getByText('Write 1 to 1,000 characters.')).toBeVisible();
	await expectAccessible(artist.page);
	await dialog.getByLabel('Details').fill('They sell apples');
	await dialog.getByRole('button', { name: 'Send report' }).click();
	await expect(dialog.getByText('The moderators will review it.')).toBeVisible();

	expect((await ana.page.goto('/moderation'))?.status()).toBe(404);
	await first.page.goto('/moderation');
	await expectAccessible(first.page);
	const reported = first.page.getByRole('listitem').filter({ hasText: words }).filter({ hasText: 'They sell apples' });
	await reported.getByLabel('Decision').selectOption({ label: 'Hide it' });
	await reported.getByLabel('Reason').fill('No selling here');
	await reported.getByRole('button', { name: 'Decide' }).click();
	await expect(first.page.getByRole('region', { name: 'Reported' }).getByText(words)).toHaveCount(0);
	await expect(first.page.getByRole('region', { name: 'Log' }).getByText('No selling here').first()).toBeVisible();

	await artist.page.reload();
	await expect(artist.page.getByText(words)).toHaveCount(0);
	await ana.page.goto(address);
	await expect(ana.page.getByText('hidden by moderators')).toBeVisible();

	await ana.page.goto('/decisions');
	await expect(ana.page.getByText('No selling here')).toBeVisible();
	await ana.page.getByLabel('What is wrong with this decision?').fill('I give them away');
	await expectAccessible(ana.page);
	await ana.page.getByRole('button', { name: 'Appeal' }).click();
	await expect(ana.page.getByText('It has not been reviewed yet.')).toBeVisible();
	await expect(ana.page.getByLabel('What is wrong with this decision?')).toHaveCount(0);

	const appealOn = (page: Page) =>
		page.getByRole('region', { name: 'Appeals' }).getByRole('listitem').filter({ hasText: 'I give them away' });
	await first.page.reload();
	await appealOn(first.page).getByLabel('Answer').fill('I was right');
	await appealOn(first.page).getByRole('button', { name: 'Uphold the decision' }).click();
	await expect(first.page.getByText('another moderator decides.')).toBeVisible();
	await second.page.goto('/moderation');
	await expectAccessible(second.page);
	await expectNoSidewaysScroll(second.page);
	await appealOn(second.page).getByLabel('Answer').fill('Giving is fine');
	await appealOn(second.page).getByRole('button', { name: 'Reverse the decision' }).click();
	await expect(appealOn(second.page)).toHaveCount(0);

	await artist.page.reload();
	await expect(artist.page.getByText(words)).toBeVisible();
	await ana.page.reload();
	await expect(ana.page.getByText('The decision was reversed.')).toBeVisible();
	await expect(ana.page.getByText('Giving is fine').first()).toBeVisible();
	for (const { context } of [artist, ana, first, second]) await context.close();
	await admin.close();
});

test('who is suspended is told until when, why, and may look only; in Spanish', async ({ browser }) => {
	const admin = await findAdmin(browser);
	test.skip(admin === null, noAdmin);
	if (!admin) return;
	const why = `A week of rest ${uniqueWord()}`;
	const [moderator, ana] = [await newMember(browser), await newMember(browser, { locale: 'es-MX' })];
	await makeModerator(admin, moderator.handle);
	await publishPicture(moderator.page);
	const address = moderator.page.url();
	await moderator.page.goto(`/@${ana.handle}`);
	await moderator.page.getByRole('button', { name: `Report ${ana.handle}` }).click();
	await moderator.page.getByRole('button', { name: 'Send report' }).click();
	await expect(moderator.page.getByText('The moderators will review it.')).toBeVisible();
	await moderator.page.goto('/moderation');
	const reported = moderator.page
		.getByRole('listitem')
		.filter({ hasText: `@${ana.handle}` })
		.filter({ hasText: 'Decision' });
	await expect(reported.getByText('No strike against this account within a year')).toBeVisible();
	await reported.getByLabel('Decision').selectOption({ label: 'Suspend the account' });
	await expect(reported.getByLabel('How long')).toHaveValue('1');
	await reported.getByLabel('How long').selectOption({ label: '7 days' });
	await reported.getByLabel('Reason').fill(why);
	await reported.getByRole('button', { name: 'Decide' }).click();
	await expect(moderator.page.getByRole('region', { name: 'Log' }).getByText(why).first()).toBeVisible();

	await ana.page.goto(address);
	await expect(ana.page.getByText('Tu cuenta está suspendida hasta')).toBeVisible();
	await ana.page.getByLabel('Tu comentario').fill('Hola');
	await ana.page.getByRole('button', { name: 'Comentar', exact: true }).click();
	await expect(ana.page.getByText('No ha funcionado. Inténtalo de nuevo.')).toBeVisible();
	await ana.page.getByRole('link', { name: 'Por qué, y cómo apelar' }).click();
	await expect(ana.page.getByText(why)).toBeVisible();
	await expect(ana.page.getByText('1 decisión cuenta en tu contra.')).toBeVisible();
	await expectAccessible(ana.page);
	for (const { context } of [moderator, ana]) await context.close();
	await admin.close();
});

test('a sensitive picture is hidden until somebody wants to see it, and one for adults is not there for guests', async ({
	browser,
	page: guest,
}) => {
	const [artist, ana] = [await newMember(browser), await newMember(browser)];
	const tag = uniqueWord();
	const title = await publishPicture(artist.page, { tags: [tag] });
	const address = artist.page.url();
	await artist.page.getByLabel('Audience').selectOption({ label: 'Sensitive' });
	await expect(artist.page.getByText('Saved.')).toBeVisible();

	await guest.goto(address);
	const picture = guest.getByRole('img', { name: new RegExp(title) });
	await expect(guest.getByText('This picture is sensitive.')).toBeVisible();
	await expect(picture).toHaveCount(0);
	expect(await guest.locator('meta[property="og:image"]').count()).toBe(0);
	await expectAccessible(guest);
	await guest.getByRole('button', { name: 'Show' }).first().click();
	await expect(picture).toBeVisible();
	// How it came about is hidden as well: no step of it is loaded before.
	await guest.getByRole('link', { name: 'Open the render' }).click();
	await guest.waitForURL(/\/renders\//);
	await expect(guest.getByText('This picture is sensitive.')).toBeVisible();
	await expect(guest.locator('main img')).toHaveCount(0);
	await expectAccessible(guest);
	await guest.getByRole('button', { name: 'Show' }).click();
	await expect(guest.getByRole('img', { name: /^The picture so far/ })).toBeVisible();
	const wall = `/tags/${tag}`;
	await guest.goto(wall);
	const card = guest.getByRole('article').filter({ hasText: title });
	await expect(card.getByText('This picture is sensitive.')).toBeVisible();
	await expectAccessible(guest);

	await artist.page.getByLabel('Audience').selectOption({ label: 'For adults' });
	await expect(artist.page.getByText('Saved.')).toBeVisible();
	expect((await guest.goto(address))?.status()).toBe(404);
	await ana.page.goto(address);
	await expect(ana.page.getByText('This picture is for adults.')).toBeVisible();
	await ana.page.goto(wall);
	await expect(ana.page.getByRole('article').filter({ hasText: title })).toHaveCount(0);
	await ana.page.goto('/settings');
	await ana.page.getByLabel('Sensitive content').selectOption({ label: 'For adults' });
	await ana.page.getByRole('button', { name: 'Save' }).click();
	await expect(ana.page.getByText('Saved.')).toBeVisible();
	await ana.page.goto(wall);
	await expect(ana.page.getByRole('article').filter({ hasText: title })).toBeVisible();
	await ana.page.goto(address);
	await expect(ana.page.getByRole('img', { name: new RegExp(title) })).toBeVisible();
	for (const { context } of [artist, ana]) await context.close();
});

test('a guest is told that a picture of theirs was hidden, appeals, and takes the decision along when they sign up', async ({
	browser,
}) => {
	const admin = await findAdmin(browser);
	test.skip(admin === null, noAdmin);
	if (!admin) return;
	const moderator = await newMember(browser);
	await makeModerator(admin, moderator.handle);
	const guest = await browser.newContext({ locale: 'en-GB' });
	const english = await guest.newPage();
	const title = await publishPicture(english);
	const address = english.url();
	// The same browser, in Spanish and small.
	const context = await browser.newContext({
		locale: 'es-MX',
		viewport: { width: 360, height: 800 },
		storageState: await guest.storageState(),
	});
	const page = await context.newPage();
	const why = `Not for here ${uniqueWord()}`;

	await moderator.page.goto(address);
	await moderator.page.getByRole('button', { name: 'Report this picture' }).click();
	await moderator.page.getByRole('button', { name: 'Send report' }).click();
	await expect(moderator.page.getByText('The moderators will review it.')).toBeVisible();
	await moderator.page.goto('/moderation');
	const reported = moderator.page.getByRole('listitem').filter({ hasText: title }).filter({ hasText: 'Decision' });
	await reported.getByLabel('Decision').selectOption({ label: 'Hide it' });
	await reported.getByLabel('Reason').fill(why);
	await reported.getByRole('button', { name: 'Decide' }).click();
	await expect(moderator.page.getByRole('region', { name: 'Log' }).getByText(why).first()).toBeVisible();

	await page.goto('/');
	await expect(page.getByText('La moderación ha tomado una decisión sobre algo que has hecho aquí.')).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.getByRole('button', { name: 'Ver qué y por qué' }).click();
	await page.waitForURL(/\/decisions$/);
	await expect(page.getByText(why)).toBeVisible();
	await page.getByLabel('¿Por qué es errónea esta decisión?').fill('Es una manzana');
	await page.getByRole('button', { name: 'Apelar' }).click();
	await expect(page.getByLabel('¿Por qué es errónea esta decisión?')).toHaveCount(0);
	await expect(page.getByText('Es una manzana')).toBeVisible();
	await expectAccessible(page);
	await page.goto('/');
	await expect(page.getByText('La moderación ha tomado una decisión')).toHaveCount(0);
	await moderator.page.reload();
	await expect(moderator.page.getByText('A guest wrote on').first()).toBeVisible();

	await page.goto('/sign-up');
	const handle = `g${uniqueWord()}`;
	await page.locator('input[name="handle"]').fill(handle);
	await page.locator('input[name="email"]').fill(`${handle}@example.org`);
	await page.locator('input[name="password"]').fill('correct horse battery');
	await page.locator('main button[type="submit"]').click();
	await page.waitForURL(/\/settings$/);
	await page.goto('/decisions');
	await expect(page.getByText(why)).toBeVisible();
	await expect(page.getByText('Es una manzana')).toBeVisible();
	for (const each of [context, guest, moderator.context]) await each.close();
	await admin.close();
});
