import type { Browser, BrowserContext, Page } from '@playwright/test';
import { openFinishedRender, stepOn, stopRender, waitForStep, watchRender } from './gallery.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks.ts';
import { seedArtwork, seedRender, uniqueWord } from './seed.ts';
import { expect, test } from './test.ts';

const password = 'correct horse battery';

/** What the pages call things, in each language. */
const languages = {
	en: {
		locale: 'en-GB',
		signIn: 'Sign in',
		signUp: 'Sign up',
		signOut: 'Sign out',
		handle: 'Name in this gallery',
		email: 'E-mail',
		password: 'Password',
		wrong: 'The e-mail address or the password is wrong.',
		short: 'A password has 10 to 128 characters and must be hard to guess: not password12 or your own name.',
		settings: 'Settings',
		kept: 'Your guest renders become yours.',
		who: 'Who can see it',
		publish: 'Publish',
		onlyMe: 'Only me',
		everyone: 'Everyone',
		saved: 'Saved.',
		nothing: 'Page not found',
		none: 'No pictures to show yet.',
		follow: 'Follow',
		unfollow: 'Unfollow',
		block: 'Block',
		unblock: 'Unblock',
		followers: 'Followers',
	},
	es: {
		locale: 'es-MX',
		signIn: 'Entrar',
		signUp: 'Crear cuenta',
		signOut: 'Salir',
		handle: 'Nombre en esta galería',
		email: 'Correo electrónico',
		password: 'Contraseña',
		wrong: 'El correo o la contraseña no son correctos.',
		short:
			'Una contraseña tiene de 10 a 128 caracteres y debe ser difícil de adivinar: no contraseña1 ni tu propio nombre.',
		settings: 'Ajustes',
		kept: 'Lo que has generado sin cuenta será tuyo.',
		who: 'Quién puede verla',
		publish: 'Publicar',
		onlyMe: 'Solo yo',
		everyone: 'Todo el mundo',
		saved: 'Guardado.',
		none: 'Aún no hay imágenes que mostrar.',
		follow: 'Seguir',
		unfollow: 'Dejar de seguir',
		block: 'Bloquear',
		unblock: 'Desbloquear',
		followers: 'Quien me sigue',
		nothing: 'Página no encontrada',
	},
} as const;

type Words = (typeof languages)[keyof typeof languages];

/** Fills the form of the page and goes on; resolves with the handle. */
async function signUp(page: Page, words: Words): Promise<string> {
	const handle = `p${uniqueWord()}`;
	await page.goto('/sign-up');
	await page.getByLabel(words.handle).fill(handle);
	await page.getByLabel(words.email).fill(`${handle}@example.org`);
	await page.getByLabel(words.password).fill(password);
	await page.getByRole('button', { name: words.signUp }).click();
	await page.waitForURL(/\/settings$/);
	await expect(page.getByRole('heading', { level: 1, name: words.settings })).toBeVisible();
	return handle;
}

async function newPage(browser: Browser, { locale }: Words): Promise<{ context: BrowserContext; page: Page }> {
	const context = await browser.newContext({ locale });
	return { context, page: await context.newPage() };
}

for (const words of Object.values(languages)) {
	test(`somebody signs up, out and in, and wrong words are answered: ${words.locale}`, async ({ browser }) => {
		const { context, page } = await newPage(browser, words);
		await page.goto('/sign-up');
		await page.getByLabel(words.password).fill('short');
		await page.getByRole('button', { name: words.signUp }).click();
		await expect(page.getByText(words.short)).toBeVisible();
		await expect(page.getByLabel(words.handle)).toBeFocused();
		const handle = await signUp(page, words);
		await page.getByRole('button', { name: words.signOut }).click();
		await page.getByRole('link', { name: words.signIn }).click();
		await page.getByLabel(words.email).fill(`${handle.toUpperCase()}@example.org`);
		await page.getByLabel(words.password).fill('not the password');
		await page.getByRole('button', { name: words.signIn, exact: true }).click();
		await expect(page.getByText(words.wrong)).toBeVisible();
		await page.getByLabel(words.password).fill(password);
		await page.getByRole('button', { name: words.signIn, exact: true }).click();
		await expect(page.getByRole('button', { name: `@${handle}` })).toBeVisible();
		await context.close();
	});

	test(`what was made as a guest is kept, and made private is seen by nobody else: ${words.locale}`, async ({
		browser,
	}) => {
		const { context, page } = await newPage(browser, words);
		const stranger = await newPage(browser, words);
		const render = `/renders/${await seedRender(page.request)}`;
		await page.goto('/sign-up');
		await expect(page.getByText(words.kept)).toBeVisible();
		const handle = await signUp(page, words);
		await page.goto(render);
		await page.getByLabel(words.who).selectOption({ label: words.onlyMe });
		await page.getByRole('button', { name: words.publish }).click();
		await page.waitForURL(/\/artworks\/art_/);
		const artwork = page.url();
		const file = await page.locator('main img').first().getAttribute('src');
		expect(file).toMatch(/^\/files\//);

		const sees = async () => [
			(await stranger.page.goto(artwork))?.status(),
			(await stranger.page.goto(render))?.status(),
			(await stranger.page.request.get(file ?? '')).status(),
		];
		expect(await sees()).toEqual([404, 404, 404]);
		await stranger.page.goto(`/@${handle}`);
		await expect(stranger.page.getByText(words.none)).toBeVisible();
		expect((await page.request.get(file ?? '')).status()).toBe(200);
		await page.goto(`/@${handle}`);
		await expect(page.getByRole('article')).toHaveCount(1);

		await page.goto(artwork);
		await page.getByLabel(words.who).selectOption({ label: words.everyone });
		await expect(page.getByText(words.saved)).toBeVisible();
		expect(await sees()).toEqual([200, 200, 200]);
		await context.close();
		await stranger.context.close();
	});

	test(`followers see what is for followers, until they follow no longer, and who is blocked sees nothing: ${words.locale}`, async ({
		browser,
	}) => {
		const { locale } = words;
		const { context, page, handle } = await newMember(browser, { locale });
		const follower = await newMember(browser, { locale });
		await openFinishedRender(page);
		await page.getByLabel(words.who).selectOption({ label: words.followers });
		await page.getByRole('button', { name: words.publish }).click();
		await page.waitForURL(/\/artworks\/art_/);

		await follower.page.goto(`/@${handle}`);
		await expect(follower.page.getByText(words.none)).toBeVisible();
		await follower.page.getByRole('button', { name: words.follow, exact: true }).click();
		await expect(follower.page.getByRole('article')).toHaveCount(1);
		await follower.page.getByRole('button', { name: words.unfollow }).click();
		await expect(follower.page.getByRole('article')).toHaveCount(0);

		await page.getByLabel(words.who).selectOption({ label: words.everyone });
		await expect(page.getByText(words.saved)).toBeVisible();
		const artwork = page.url();
		await page.goto(`/@${follower.handle}`);
		await page.getByRole('button', { name: words.block, exact: true }).click();
		await expect(page.getByRole('button', { name: words.unblock })).toBeVisible();
		expect((await follower.page.goto(artwork))?.status()).toBe(404);
		await page.getByRole('button', { name: words.unblock }).click();
		await expect(page.getByRole('button', { name: words.block, exact: true })).toBeVisible();
		expect((await follower.page.goto(artwork))?.status()).toBe(200);
		await context.close();
		await follower.context.close();
	});
}

for (const [colorScheme, width] of [
	['light', 1280],
	['dark', 360],
] as const)
	test(`the pages of people are accessible and nothing scrolls sideways: ${colorScheme}, ${width} px`, async ({
		browser,
	}) => {
		const viewport = { width, height: 800 };
		const look = { colorScheme, viewport, locale: 'en-GB', reducedMotion: 'reduce' } as const;
		const context = await browser.newContext(look);
		const page = await context.newPage();
		const check = async (page: Page, address: string) => {
			await page.goto(address);
			await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		};
		for (const address of ['/sign-up', '/sign-in', '/claim?token=none']) await check(page, address);
		await page.goto('/sign-up');
		const button = page.getByRole('button', { name: 'Sign up' });
		await button.click();
		await expect(page.getByRole('alert').first()).toBeVisible();
		// It is pale until the answer is there.
		await expect(button).toHaveCSS('opacity', '1');
		await expectAccessible(page);
		await context.close();
		const member = await newMember(browser, look);
		const { path } = await seedArtwork(member.context.request);
		for (const address of ['/settings', path, `/@${member.handle}`]) await check(member.page, address);
		await member.context.close();
	});

test('a render that becomes private leaves the page of who is watching it', async ({ browser, page, allowErrors }) => {
	// The preview that was on its way.
	allowErrors(/status of 404 .*\/files\/[0-9a-f]{64}\.webp/);
	const address = await watchRender(page, { steps: 5_000 });
	await waitForStep(page, 1);
	const stranger = await browser.newContext({ locale: 'en-GB' });
	const page2 = await stranger.newPage();
	await page2.goto(address);
	await waitForStep(page2, 2);
	const query = 'mutation ($id: ID!) { setRenderVisibility(id: $id, visibility: PRIVATE) { __typename } }';
	const answer = await page.request.post('/graphql', { data: { query, variables: { id: address.split('/').at(-1) } } });
	expect(await answer.json()).toMatchObject({
		data: { setRenderVisibility: { __typename: 'SetRenderVisibilitySuccess' } },
	});
	await expect(page2.getByRole('heading', { level: 1, name: languages.en.nothing })).toBeVisible();
	await waitForStep(page, (await stepOn(page)) + 2);
	await stopRender(page);
	await stranger.close();
});

test('a program acts for somebody with a token, as far as it may, until it is revoked', async ({
	browser,
	playwright,
}) => {
	const { context, page, handle } = await newMember(browser);
	await page.goto('/settings');
	await page.getByRole('button', { name: 'Create a token' }).click();
	await expect(page.getByText('A name has 1 to 60 characters')).toBeVisible();
	await page.getByLabel('Purpose').fill('test program');
	await page.getByRole('button', { name: 'Create a token' }).click();
	const token = (await page.locator('code').textContent()) ?? '';
	expect(token).toMatch(/^gal_/);
	await expectAccessible(page);
	const program = await playwright.request.newContext({ extraHTTPHeaders: { authorization: `Bearer ${token}` } });
	const ask = async (query: string) =>
		(await program.post(new URL('/graphql', page.url()).href, { data: { query } })).json();
	expect(await ask('{ viewer { handle } }')).toMatchObject({ data: { viewer: { handle } } });
	expect(await ask('mutation { updateProfile(input: {}) { __typename } }')).toMatchObject({
		errors: [{ extensions: { code: 'SCOPE_MISSING' } }],
	});
	await page.getByRole('button', { name: 'Revoke test program' }).click();
	await expect(page.getByRole('button', { name: 'Revoke test program' })).toHaveCount(0);
	expect(await ask('{ viewer { handle } }')).toMatchObject({
		errors: [{ extensions: { code: 'ACCESS_TOKEN_INVALID' } }],
	});
	await program.dispose();
	await context.close();
});

test('who signs up from a page is back on it, and the menu of the head leads on and out by keys', async ({ page }) => {
	await page.goto('/search?q=apple');
	await page.getByRole('banner').getByRole('link', { name: 'Sign up' }).click();
	await page.waitForURL('**/sign-up');
	const handle = `p${uniqueWord()}`;
	await page.getByLabel('Name in this gallery').fill(handle);
	await page.getByLabel('E-mail').fill(`${handle}@example.org`);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click();
	await page.waitForURL('**/search?q=apple');

	// What closes the menu after a choice is loaded when the page works.
	await page.waitForLoadState('networkidle');
	const menu = page.getByRole('button', { name: `Menu of @${handle}` });
	const entries = page.getByRole('navigation', { name: `Menu of @${handle}` });
	await menu.press('Enter');
	await expect(entries).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(entries.getByRole('link', { name: 'Your page' })).toBeFocused();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await expect(entries).toBeHidden();
	await expect(menu).toBeFocused();
	await menu.click();
	await entries.getByRole('link', { name: 'My renders' }).click();
	await page.waitForURL('**/renders');
	await expect(entries).toBeHidden();
	await menu.click();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.waitForURL((url) => url.pathname === '/');
	await expect(page.getByRole('banner').getByRole('link', { name: 'Sign up' })).toBeVisible();

	await page.setViewportSize({ width: 360, height: 740 });
	const head = await page.getByRole('banner').boundingBox();
	expect(head?.height, 'one row').toBeLessThan(90);
	await page.getByRole('button', { name: 'Menu', exact: true }).click();
	await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
});
