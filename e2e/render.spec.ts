import type { WebSocketRoute } from '@playwright/test';
import {
	askForRender,
	openFinishedRender,
	pictureOf,
	publishPicture,
	stepOn,
	stopRender,
	waitForState,
	waitForStep,
	watchRender,
} from './gallery.ts';
import { seedRender } from './seed.ts';
import { expect, test } from './test.ts';

test('a prompt becomes a picture that forms before the eyes, is published, and hangs in the feed', async ({ page }) => {
	await askForRender(page, { steps: 24 });
	await waitForStep(page, 1);
	const first = await pictureOf(page).getAttribute('src');
	expect(first).toMatch(/^\/files\/[0-9a-f]{64}\.webp$/);
	await expect(pictureOf(page)).not.toHaveAttribute('src', first ?? '');
	await waitForState(page, 'DONE');
	await expect(pictureOf(page)).toHaveAttribute('src', /\.png$/);

	const title = `A red apple ${Date.now().toString(36)}`;
	await page.getByLabel('Title').fill(title);
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	await page.goto('/');
	const card = page.getByRole('article').filter({ hasText: title });
	await expect(card).toBeVisible();
	await card.getByRole('link').click();
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
});

test('a sentence in the box above the feed is enough', async ({ page }) => {
	await page.goto('/');
	await page.getByLabel('What should the picture show?').fill('a green tree');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/renders\/rnd_/);
	await expect(page.getByRole('heading', { level: 1, name: 'a green tree' })).toBeVisible();
	await stopRender(page);
});

test('a reload in the middle shows the same render, which goes on', async ({ page }) => {
	const address = await askForRender(page, { steps: 5_000 });
	await waitForStep(page, 5);
	const before = await stepOn(page);
	await page.reload();
	expect(page.url()).toBe(address);
	await expect(pictureOf(page)).toBeVisible();
	expect(await stepOn(page)).toBeGreaterThanOrEqual(before);
	await waitForStep(page, before + 10);
	await stopRender(page);
});

test('what the page says without script is what it says with it', async ({ browser, page }) => {
	const address = `/renders/${await seedRender(page.request)}`;
	const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
	const page2 = await plain.newPage();
	await page2.goto(address);
	await expect(page2.locator('[data-state="DONE"]')).toBeVisible();
	await expect(pictureOf(page2)).toHaveAttribute('src', /\.png$/);
	await plain.close();
});

test('strangers may watch, but neither stop nor publish', async ({ browser, page }) => {
	const address = await watchRender(page, { steps: 5_000 });
	await waitForStep(page, 2);
	const stranger = await browser.newContext({ locale: 'en-GB' });
	const page2 = await stranger.newPage();
	await page2.goto(address);
	await waitForStep(page2, (await stepOn(page)) + 3);
	await expect(page2.getByRole('button', { name: 'Stop rendering' })).toHaveCount(0);
	await stopRender(page);
	await waitForState(page2, 'CANCELLED');
	await stranger.close();
});

test('a broken socket is replaced by another, and the page goes on', async ({ page }) => {
	const sockets: WebSocketRoute[] = [];
	await page.routeWebSocket(/\/graphql$/, (socket) => {
		sockets.push(socket);
		socket.connectToServer();
	});
	await watchRender(page, { steps: 5_000 });
	await waitForStep(page, 3);
	await sockets[0]?.close();
	await expect.poll(() => sockets.length).toBe(2);
	await waitForStep(page, (await stepOn(page)) + 5);
	await stopRender(page);
});

test('where no socket can be had the page looks again and again, and says so', async ({ page }) => {
	await page.routeWebSocket(/\/graphql$/, (socket) => socket.close());
	await watchRender(page, { steps: 5_000 });
	await expect(page.getByText('this page refreshes every two seconds')).toBeVisible();
	await waitForStep(page, 5);
	await stopRender(page);
});

test('stopping asks first, takes effect at once, and the words are kept for a new start', async ({ page }) => {
	await askForRender(page, { prompt: 'a blue fish', steps: 5_000 });
	await waitForStep(page, 1);
	await page.getByRole('button', { name: 'Stop rendering' }).click();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await stopRender(page);
	await expect(page.getByRole('button', { name: 'Publish' })).toHaveCount(0);
	await page.reload();
	await waitForState(page, 'CANCELLED');
	await page.getByRole('link', { name: 'Try again' }).click();
	await expect(page.getByLabel('What should the picture show?')).toHaveValue('a blue fish');
	await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('5000');
	await expect(page.getByLabel('Width')).toHaveValue('64');
	await expect(page.getByLabel('Seed', { exact: true })).toHaveValue(/^\d+$/);
});

test('a title is needed to publish', async ({ page }) => {
	await openFinishedRender(page, { steps: 3 });
	await page.getByLabel('Title').fill('  ');
	await page.getByRole('button', { name: 'Publish' }).click();
	await expect(page.getByText('A title has 1 to 200 characters.')).toBeVisible();
});

test('the same recipe with the same seed gives the same picture, to the byte', async ({ page }) => {
	const sources = [];
	for (const _ of [1, 2]) {
		await openFinishedRender(page, { steps: 5, seed: '18446744073709551615' });
		sources.push(await pictureOf(page).getAttribute('src'));
	}
	const [first, second] = await Promise.all(
		sources.map(async (source) => (await page.request.get(source ?? '')).body()),
	);
	expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
});

test('a remix starts from the recipe of its parent and is credited on both pages', async ({ page }) => {
	const parent = await publishPicture(page, { prompt: 'a red apple', steps: 6, seed: '42' });
	const parentAddress = page.url();
	await page.getByRole('link', { name: /Edit the recipe/ }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'A remix' })).toBeVisible();
	await expect(page.getByLabel('What should the picture show?')).toHaveValue('a red apple');
	await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('42');
	await expect(page.getByLabel('Steps', { exact: true })).toHaveValue('6');
	await page.getByLabel('What should the picture show?').fill('a green apple');
	await page.keyboard.press('Control+Enter');
	await page.waitForURL(/\/renders\/rnd_/);
	await expect(page.getByText(`A remix of ${parent}`)).toBeVisible();
	await waitForState(page, 'DONE');
	const child = `${parent}, green`;
	await page.getByLabel('Title').fill(child);
	await page.getByRole('button', { name: 'Publish' }).click();
	await page.waitForURL(/\/artworks\/art_/);
	await expect(page.getByRole('region', { name: 'Made from' }).getByRole('link', { name: parent })).toBeVisible();
	await page.goto(parentAddress);
	await expect(page.getByRole('region', { name: 'One remix' }).getByRole('link', { name: child })).toBeVisible();
});

test('a finished render leads on to another seed of the same recipe', async ({ page }) => {
	const id = await seedRender(page.request, { prompt: 'a yellow fish', steps: 3 });
	await page.goto(`/renders/${id}`);
	await page.getByRole('button', { name: 'Another seed' }).click();
	await expect(page).toHaveURL((url) => /^\/renders\/rnd_/.test(url.pathname) && !url.pathname.endsWith(id));
	await expect(page.getByRole('heading', { level: 1, name: 'a yellow fish' })).toBeVisible();
});
