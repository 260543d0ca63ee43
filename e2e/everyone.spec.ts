import { stopRender, waitForState, waitForStep, watchRender } from './gallery.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork } from './seed.ts';
import { expect, test } from './test.ts';

for (const [colorScheme, width] of [
	['light', 1280],
	['dark', 360],
] as const)
	test(`every route is accessible and nothing scrolls sideways: ${colorScheme}, ${width} px`, async ({ browser }) => {
		const viewport = { width, height: 800 };
		const context = await browser.newContext({ colorScheme, viewport, locale: 'en-GB', reducedMotion: 'reduce' });
		const page = await context.newPage();
		const { id, path: artwork } = await seedArtwork(page.request);
		const render = await watchRender(page, { prompt: 'a fox | snow:0.5 | text:-0.3', steps: 5_000 });
		await waitForStep(page, 3);
		const remix = `/create?remix=${id}&keep=sameSeed`;
		for (const address of [render, '/', '/create', remix, artwork, '/artworks/art_none', '/nowhere']) {
			await page.goto(address);
			await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
		await page.goto(render);
		await stopRender(page);
		await expectAccessible(page);
		await context.close();
	});

test('the gallery speaks Spanish to those whose browser asks for it, and keeps the language that is chosen', async ({
	browser,
}) => {
	const context = await browser.newContext({ locale: 'es-MX' });
	const page = await context.newPage();
	await page.goto('/');
	await expect(page.locator('html')).toHaveAttribute('lang', 'es');
	await expect(page.getByLabel('¿Qué debe mostrar la imagen?')).toBeVisible();
	await page.goto('/create');
	await page.getByRole('button', { name: 'Generar', exact: true }).click();
	await expect(page.getByText('Escribe qué debe mostrar la imagen.')).toBeVisible();
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await page.goto('/');
	await expect(page.getByLabel('What should the picture show?')).toBeVisible();
	await context.close();
});

test('the theme follows the system until one is chosen, and the first paint is already right', async ({ browser }) => {
	const context = await browser.newContext({ colorScheme: 'dark', locale: 'en-GB' });
	const page = await context.newPage();
	await page.goto('/');
	const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
	const dark = await ground();
	await page.getByRole('button', { name: 'Theme: system' }).click();
	await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible();
	const light = await ground();
	expect(light).not.toBe(dark);
	await page.goto('/create', { waitUntil: 'commit' });
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
	await context.close();
});

test('the keyboard is enough: skip link, shortcuts, and their switch', async ({ page }) => {
	await page.goto('/');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('#main')).toBeFocused();
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await page.keyboard.press('c');
	await page.waitForURL(/\/create$/);
});

test('the live region speaks of states and of every tenth of the steps, not of every step', async ({ page }) => {
	await watchRender(page, { steps: 20 });
	await page.evaluate(() => {
		const region = document.querySelector('main [role="status"]');
		const said: string[] = [];
		Object.assign(window, { said });
		if (region)
			new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
				childList: true,
				characterData: true,
				subtree: true,
			});
	});
	await waitForState(page, 'DONE');
	const said = new Set(await page.evaluate(() => (window as unknown as { said: string[] }).said));
	expect(said.size).toBeLessThanOrEqual(14);
	expect([...said].at(-1)).toContain('Finished');
});

test('addresses that lead nowhere say so with 404', async ({ page }) => {
	for (const address of [
		'/artworks/art_none',
		'/renders/rnd_none',
		'/renders/%00',
		'/create?remix=art_none',
		'/nowhere',
	]) {
		const response = await page.goto(address);
		expect(response?.status(), address).toBe(404);
		await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
	}
});

test('without script too an address that leads nowhere says so, with a title, in English and Spanish', async ({
	browser,
}) => {
	for (const [locale, heading] of [
		['en-GB', 'Page not found'],
		['es-ES', 'Página no encontrada'],
	] as const) {
		const context = await browser.newContext({ javaScriptEnabled: false, locale });
		const page = await context.newPage();
		for (const address of [
			`/artworks/art_${'0'.repeat(26)}`,
			`/renders/rnd_${'0'.repeat(26)}`,
			`/artworks/art_${'0'.repeat(26)}/family`,
			'/artworks/art_none',
			'/create?remix=art_none',
			'/@nobody_has_this_handle',
			'/guide/nowhere',
			'/nowhere',
			'/no/where',
			'/%ff',
			'/tags/%ff',
		]) {
			const response = await page.goto(address);
			expect(response?.status(), address).toBe(404);
			await expect(page.getByRole('heading', { level: 1, name: heading }), address).toBeVisible();
			if (!address.startsWith('/create')) await expect(page, address).toHaveTitle(`${heading} · Galatea`);
			await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
		}
		await context.close();
	}
});

test('the feed can be read on without script', async ({ browser }) => {
	const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
	const page = await context.newPage();
	expect((await page.goto('/'))?.status()).toBe(200);
	expect((await page.goto('/?after=rubbish'))?.status()).toBe(200);
	await page.getByLabel('What should the picture show?').fill('a snail');
	await page.getByRole('button', { name: 'Render', exact: true }).click();
	await page.waitForURL(/\/create\?prompt=a\+snail/);
	await expect(page.getByLabel('What should the picture show?')).toHaveValue('a snail');
	await context.close();
});
