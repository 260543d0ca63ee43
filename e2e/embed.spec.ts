import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publishPicture } from './gallery.ts';
import { newMember } from './member.ts';
import { seedArtwork, seedCollection } from './seed.ts';
import { expect, test } from './test.ts';

test('the page of an artwork tells others how to embed it, for as long as everybody may see it', async ({
	page,
	playwright,
}) => {
	const title = await publishPicture(page);
	const address = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
	const other = await playwright.request.newContext();
	const answer = await other.get(address ?? '');
	expect(answer.headers()['access-control-allow-origin']).toBe('*');
	const embed = (await answer.json()) as { readonly url: string };
	expect(embed).toMatchObject({ version: '1.0', type: 'photo', title, width: 64, height: 64 });
	expect((await other.get(embed.url)).headers()['content-type']).toBe('image/png');
	await page.getByLabel('Who can see it').selectOption('PRIVATE');
	await expect(page.getByText('Saved.')).toBeVisible();
	// Not even for its own person, whose browser sends cookies along.
	for (const asking of [other, page.request]) expect((await asking.get(address ?? '')).status()).toBe(404);
	await other.dispose();
});

test('other sites show an artwork by its card, for as long as everybody may see it', async ({ page, playwright }) => {
	const title = await publishPicture(page);
	const meta = (name: string) => page.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute('content');
	const address = (await meta('og:image')) ?? '';
	expect(address).toMatch(/^https?:\/\/.+\/cards\/art_/);
	expect(await meta('twitter:image')).toBe(address);
	expect(await meta('twitter:card')).toBe('summary_large_image');
	expect([await meta('og:image:width'), await meta('og:image:height'), await meta('og:image:alt')]).toEqual([
		...['1200', '630', title],
	]);
	const other = await playwright.request.newContext();
	const answer = await other.get(address);
	expect(answer.headers()['content-type']).toBe('image/jpeg');
	expect(answer.headers()['cache-control']).toContain('immutable');
	await page.getByLabel('Who can see it').selectOption('PRIVATE');
	await expect(page.getByText('Saved.')).toBeVisible();
	expect((await other.get(address)).status()).toBe(404);
	await page.reload();
	await expect(page.locator('meta[property="og:image"]')).toHaveCount(0);
	await other.dispose();
});

test('a collection is followed, shown and framed elsewhere, for as long as everybody may see it', async ({
	browser,
	playwright,
}) => {
	const curator = await newMember(browser);
	const work = await seedArtwork(curator.context.request, { prompt: 'a red apple' });
	const { path } = await seedCollection(curator.context.request, { title: 'Still lifes', artworkIds: [work.id] });
	const { page } = curator;
	await page.goto(path);
	const linked = (type: string) => page.locator(`link[type="${type}"]`).getAttribute('href');
	const other = await playwright.request.newContext({ baseURL: new URL(page.url()).origin });

	const feeds = await Promise.all(['application/atom+xml', 'application/feed+json'].map(linked));
	for (const feed of feeds) {
		const answer = await other.get(feed ?? '');
		expect(answer.status()).toBe(200);
		// With the address that the gallery has for its visitors, and not that of what stands behind it.
		const { origin } = new URL(process.env['GALATEA_E2E_PUBLIC_URL'] ?? page.url());
		expect(await answer.text()).toContain(`${origin}/artworks/${work.id}`);
	}
	await expect(page.getByRole('link', { name: 'Atom' })).toHaveAttribute('href', new URL(feeds[0] ?? '').pathname);
	const card = (await page.locator('meta[property="og:image"]').getAttribute('content')) ?? '';
	expect((await other.get(card)).headers()['content-type']).toBe('image/jpeg');

	const oembed = (await linked('application/json+oembed')) ?? '';
	const { html } = (await (await other.get(oembed)).json()) as { readonly html: string };
	// On this machine, too: a browser lets no site of the internet frame what is on its own network.
	const elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
	await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
	const site = await (await browser.newContext()).newPage();
	await site.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
	const frame = site.frameLocator('iframe');
	await expect(frame.getByRole('heading', { name: 'Still lifes' })).toBeVisible();
	await expect(frame.getByRole('img')).toHaveJSProperty('complete', true);
	const embedded = /src="([^"]+)"/.exec(html)?.[1] ?? '';
	expect((await other.get(embedded)).headers()['x-frame-options']).toBeUndefined();
	// It alone: no other page stands in a frame of another site.
	const { 'x-frame-options': framing, 'content-security-policy': policy } = (await other.get(path)).headers();
	expect([framing, policy?.includes("frame-ancestors 'self'")]).toEqual(['SAMEORIGIN', true]);
	await site.context().close();
	elsewhere.close();
	elsewhere.closeAllConnections();

	await page.goto(`${path}/edit`);
	await page.getByLabel('Who can see it').selectOption('PRIVATE');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	for (const address of [...feeds, oembed, embedded, card])
		await expect(async () => expect((await other.get(address ?? '')).status()).toBe(404)).toPass();
	await page.goto(path);
	await expect(page.locator('link[type="application/atom+xml"]')).toHaveCount(0);
	await other.dispose();
	await curator.context.close();
});
