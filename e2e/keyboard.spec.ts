/** @file What the keys do on the pages of pictures, as the list of shortcuts says; and coming back to the same place. */
import type { Browser, Page } from '@playwright/test';
import { publishPicture, untilHydrated } from './gallery.ts';
import { type MemberPage, newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { expect, test } from './test.ts';
import { seedWall } from './wall.ts';

/** A member with that many pictures whose titles have a word of their own, on the page that searches for it. */
async function memberWithWall(
	browser: Browser,
	pictures: number,
	options: Parameters<typeof newMember>[1] = {},
): Promise<MemberPage & { readonly address: string }> {
	const member = await newMember(browser, { viewport: { width: 1280, height: 800 }, ...options });
	const address = await seedWall(member.context.request, pictures);
	await member.page.goto(address);
	return { ...member, address };
}

/** The ids of the pictures that hang, in the order of the list. */
const idsOf = (page: Page): Promise<readonly string[]> =>
	page.locator('[aria-posinset]').evaluateAll((cards) =>
		cards
			.map((card) => [Number(card.ariaPosInSet), card.querySelector('a')?.href.replace(/^.*\//, '') ?? ''] as const)
			.sort(([one], [other]) => one - other)
			.map(([, id]) => id),
	);

const cardOf = (page: Page, position: number) => page.locator(`[aria-posinset="${position}"]`);

test('from a picture the arrows and links lead through the list it was opened from, on past what was read, and back to it', async ({
	browser,
}) => {
	const { page, address, context } = await memberWithWall(browser, 30);
	const ids = await idsOf(page);
	expect(ids.length).toBeGreaterThan(8);
	await cardOf(page, 2).getByRole('link').click();
	await page.waitForURL(`**/artworks/${ids[1]}`);
	const list = page.getByRole('navigation', { name: 'In the list' });
	await expect(list.getByRole('link', { name: 'Next artwork' })).toHaveAttribute('href', `/artworks/${ids[2]}`);
	await expectAccessible(page);
	await page.keyboard.press('ArrowRight');
	await page.waitForURL(`**/artworks/${ids[2]}`);
	await list.getByRole('link', { name: 'Previous artwork' }).click();
	await page.waitForURL(`**/artworks/${ids[1]}`);
	// The address changes before the page does.
	await expect(list.getByRole('link', { name: 'Previous artwork' })).toHaveAttribute('href', `/artworks/${ids[0]}`);
	await page.keyboard.press('ArrowLeft');
	await page.waitForURL(`**/artworks/${ids[0]}`);
	// It is the first: there is none before it.
	await expect(list.getByRole('link', { name: 'Previous artwork' })).toHaveCount(0);
	await page.goBack();
	await page.waitForURL(`**${address}`);

	// Two dozen were read; the others are read when the last of these is looked at.
	await cardOf(page, 8).getByRole('link').click();
	const seen = [ids[7]];
	await page.waitForURL(`**/artworks/${seen[0]}`);
	while (seen.length < 20) {
		const next = list.getByRole('link', { name: 'Next artwork' });
		await expect(next).not.toHaveAttribute('href', `/artworks/${seen.at(-1)}`);
		seen.push((await next.getAttribute('href'))?.replace(/^.*\//, '') ?? '');
		await page.keyboard.press('ArrowRight');
		await page.waitForURL(`**/artworks/${seen.at(-1)}`);
	}
	expect(new Set(seen).size).toBe(20);
	const beyond = seen.at(-1);
	await expect(list.getByRole('link', { name: 'Back to the list' })).toBeVisible();
	await page.keyboard.press('Escape');
	await page.waitForURL(`**${address}`);
	const card = page.locator(`[aria-posinset] a[href="/artworks/${beyond}"]`);
	await expect(card).toBeFocused();
	await expect(card).toBeInViewport();
	await context.close();
});

test('on a narrow screen the links through the list have their place, in Spanish; who came by a link has none', async ({
	browser,
}) => {
	const { page, context } = await memberWithWall(browser, 3, {
		viewport: { width: 360, height: 740 },
		colorScheme: 'dark',
	});
	await page.getByRole('button', { name: 'Español' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Búsqueda' })).toBeVisible();
	await cardOf(page, 1).getByRole('link').click();
	const list = page.getByRole('navigation', { name: 'En la lista' });
	await list.getByRole('link', { name: 'Obra siguiente' }).click();
	await expect(list.getByRole('link', { name: 'Obra anterior' })).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	const stranger = await context.newPage();
	await stranger.goto(page.url());
	await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(stranger.getByRole('navigation', { name: 'En la lista' })).toHaveCount(0);
	await context.close();
});

test('a reload, and the way back from another site, end where somebody stood, far down in the wall', async ({
	browser,
}) => {
	const { page, context } = await memberWithWall(browser, 120);
	while ((await cardOf(page, 70).count()) === 0)
		await page.evaluate(async () => {
			scrollTo(0, document.documentElement.scrollHeight);
			document.querySelector<HTMLAnchorElement>('main a[aria-disabled=false]')?.click();
			await new Promise((resume) => requestAnimationFrame(resume));
		});
	await cardOf(page, 70).scrollIntoViewIfNeeded();
	await expect(cardOf(page, 70)).toBeInViewport();
	const href = (await cardOf(page, 70).getByRole('link').getAttribute('href')) ?? '';
	const card = page.locator(`[aria-posinset] a[href="${href}"]`);
	const place = async () => (await card.boundingBox())?.y ?? Number.NaN;
	const before = await place();
	/** To the width of a line: what hangs above is measured anew. */
	const movedPx = async () => Math.abs((await place()) - before);
	await page.reload();
	await expect.poll(movedPx).toBeLessThan(5);
	await page.goto('about:blank');
	await page.goBack();
	await expect.poll(movedPx).toBeLessThan(5);
	// And once more, from a picture that was itself loaded anew.
	await card.click();
	await page.waitForURL(`**${href}`);
	await page.reload();
	// The way back is a matter of the page, which has to listen for it.
	await untilHydrated(page);
	await page.goBack();
	await expect(card).toBeInViewport();
	await context.close();
});

test('steps, liking, sharing, comments and places are reached by their keys, and Escape leaves the steps', async ({
	browser,
}) => {
	const { page, context, handle } = await newMember(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
	await publishPicture(page, { steps: 30, prompt: 'a blue fish' });
	const artwork = page.url();
	await page.keyboard.press('t');
	const slider = page.getByRole('slider', { name: 'Steps' });
	await expect(slider).toBeFocused();
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 30 of 30/);
	await page.keyboard.press(',');
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 29 of 30/);
	await page.keyboard.press(',');
	await page.keyboard.press('.');
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 29 of 30/);
	await slider.press('Home');
	await page.keyboard.press('Space');
	await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
	await expect(slider).toHaveAttribute('aria-valuetext', /^Step 30 of 30/);
	await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
	await page.getByText('As a table').click();
	await expect(page.getByRole('table', { name: 'Loss' })).toContainText('30');
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(slider).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Show the steps' })).toBeFocused();

	const love = page.getByRole('list', { name: 'Reactions to this picture' }).getByRole('button', { name: /^Love/ });
	await page.keyboard.press('l');
	await expect(love).toHaveAttribute('aria-pressed', 'true');
	await page.keyboard.press('s');
	await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
	// What is shared names the gallery as its operator does, however somebody came in.
	const shared = new URL(new URL(artwork).pathname, process.env['GALATEA_E2E_PUBLIC_URL'] ?? artwork).href;
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shared);
	await page.keyboard.press('f');
	await expect.poll(() => page.evaluate(() => document.fullscreenElement?.className)).toContain('picture-mat');
	await page.keyboard.press('f');
	await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();

	for (const text of ['The first word', 'The last word']) {
		await page.getByLabel('Your comment').fill(text);
		await page.getByRole('button', { name: 'Comment' }).click();
		await expect(page.getByRole('article').filter({ hasText: text })).toBeVisible();
	}
	await page.getByRole('heading', { name: /comment/i }).focus();
	await page.keyboard.press('j');
	await expect(page.getByRole('article').filter({ hasText: 'The last word' })).toBeFocused();
	await page.keyboard.press('j');
	await expect(page.getByRole('article').filter({ hasText: 'The first word' })).toBeFocused();
	await page.keyboard.press('k');
	await expect(page.getByRole('article').filter({ hasText: 'The last word' })).toBeFocused();

	await page.keyboard.press('Control+k');
	await expect(page.getByRole('searchbox')).toBeFocused();
	await page.getByRole('searchbox').blur();
	await page.keyboard.press('g');
	await page.keyboard.press('p');
	await page.waitForURL(`**/@${handle}`);
	await page.keyboard.press('g');
	await page.keyboard.press('l');
	await page.waitForURL('**/live');
	await page.keyboard.press('g');
	await page.keyboard.press('e');
	await page.waitForURL((url) => url.pathname === '/');
	await context.close();
});

for (const [locale, name, words] of [
	[
		'en-GB',
		'Keyboard shortcuts',
		{ create: /^Create a picture: c\./, next: /^Next artwork/, usual: 'Reset to default keys' },
	],
	[
		'es-MX',
		'Atajos de teclado',
		{ create: /^Crear una imagen: c\./, next: /^Obra siguiente/, usual: 'Restablecer las teclas' },
	],
] as const)
	test(`a shortcut is given another key, which is kept; one that is taken is refused: ${locale}`, async ({
		browser,
	}) => {
		const context = await browser.newContext({ locale, viewport: { width: 400, height: 900 } });
		const page = await context.newPage();
		await page.goto('/');
		await expect(async () => {
			await page.keyboard.press('?');
			await expect(page.getByRole('dialog', { name })).toBeVisible({ timeout: 5_000 });
		}).toPass();
		const dialog = page.getByRole('dialog', { name });
		await dialog.getByRole('button', { name: words.create }).click();
		await page.keyboard.press('j');
		await expect(dialog.getByRole('status')).toContainText(/^j /);
		await dialog.getByRole('button', { name: words.create }).click();
		await page.keyboard.press('n');
		await expect(dialog.getByRole('status')).toContainText(/: n /);
		await expectAccessible(page);
		await dialog.getByRole('button', { name: words.next }).click();
		await page.keyboard.press('Escape');
		await expect(dialog).toBeVisible();
		await page.reload();
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await page.keyboard.press('c');
		await expect(async () => {
			await page.keyboard.press('n');
			await page.waitForURL(/\/create$/, { timeout: 5_000 });
		}).toPass();
		await page.goto('/');
		await expect(async () => {
			await page.keyboard.press('?');
			await expect(dialog).toBeVisible({ timeout: 5_000 });
		}).toPass();
		await dialog.getByRole('button', { name: words.usual }).click();
		await expect(dialog.getByRole('button', { name: words.create })).toBeVisible();
		await context.close();
	});
