/** @file Every page of the gallery, as its files say which there are: wide and light in English, narrow and dark in Spanish. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { APIRequestContext, BrowserContext, Page } from '@playwright/test';
import { findAdmin } from './admin.ts';
import { newMember } from './member.ts';
import { expectAccessible, expectNoSidewaysScroll, expectOwnPolicy, noteViolations } from './page-checks.ts';
import { repository, startPart } from './parts.ts';
import { seedArtwork, seedCollection, startBatch, uniqueWord } from './seed.ts';
import { expect, test } from './test.ts';

// The longest of all: two workers share them.
test.describe.configure({ mode: 'parallel' });

/** What the addresses are made of. */
interface Published {
	readonly artworkId: string;
	readonly otherId: string;
	readonly renderId: string;
	/** The path of two seeds. */
	readonly batchPath: string;
	/** Whose they are. */
	readonly handle: string;
	/** Of the same person, with one picture and a note. */
	readonly collectionSlug: string;
	/** The path of a collection of the admin. */
	readonly ownCollection: string;
}

interface Looked {
	/** Nobody unless it says that the admin does. */
	readonly as?: 'admin';
	addresses(published: Published): readonly string[];
}

const guidePages = readdirSync(join(repository, 'docs/artists/en')).map((name) => name.replace(/\.md$/, ''));

/** What is looked at, by the folder of the route. */
const lookedAt: Readonly<Record<string, Looked>> = {
	'.': { addresses: () => ['/', '/?order=TRENDING'] },
	about: { addresses: () => ['/about'] },
	admin: { as: 'admin', addresses: () => ['/admin'] },
	'admin/files': { as: 'admin', addresses: () => ['/admin/files'] },
	'admin/members': { as: 'admin', addresses: () => ['/admin/members'] },
	'admin/settings': { as: 'admin', addresses: () => ['/admin/settings'] },
	'[profile]': { addresses: ({ handle }) => [`/@${handle}`, `/@${handle}?show=collections&order=followed`] },
	'[profile]/c/[slug]': { addresses: ({ handle, collectionSlug }) => [`/@${handle}/c/${collectionSlug}`] },
	'[profile]/c/[slug]/changes': { as: 'admin', addresses: ({ ownCollection }) => [`${ownCollection}/changes`] },
	'[profile]/c/[slug]/exhibition': {
		addresses: ({ handle, collectionSlug }) => [`/@${handle}/c/${collectionSlug}/exhibition`],
	},
	'[profile]/c/[slug]/edit': { as: 'admin', addresses: ({ ownCollection }) => [`${ownCollection}/edit`] },
	'[profile]/c/[slug]/submissions': { as: 'admin', addresses: ({ ownCollection }) => [`${ownCollection}/submissions`] },
	'artworks/[id]': { addresses: ({ artworkId }) => [`/artworks/${artworkId}`] },
	'artworks/[id]/compare/[otherId]': {
		addresses: ({ artworkId, otherId }) => [`/artworks/${artworkId}/compare/${otherId}`],
	},
	'artworks/[id]/family': { addresses: ({ artworkId }) => [`/artworks/${artworkId}/family`] },
	'artworks/[id]/mix': { addresses: ({ artworkId, otherId }) => [`/artworks/${artworkId}/mix?with=${otherId}`] },
	'batches/[id]': { addresses: ({ batchPath }) => [batchPath] },
	claim: { as: 'admin', addresses: () => ['/claim?token=none'] },
	collections: {
		as: 'admin',
		addresses: ({ artworkId }) => ['/collections', '/collections?show=followed', `/collections?artwork=${artworkId}`],
	},
	'collections/invitation': { as: 'admin', addresses: () => ['/collections/invitation?token=none'] },
	'collections/new': { as: 'admin', addresses: () => ['/collections/new'] },
	create: { addresses: ({ artworkId }) => ['/create', `/create?remix=${artworkId}&keep=sameSeed`] },
	decisions: { as: 'admin', addresses: () => ['/decisions'] },
	'guide/[page]': { addresses: () => guidePages.map((name) => `/guide/${name}`) },
	'how-it-works': { addresses: () => ['/how-it-works'] },
	live: { addresses: () => ['/live'] },
	moderation: { as: 'admin', addresses: () => ['/moderation'] },
	notifications: { as: 'admin', addresses: () => ['/notifications'] },
	packs: { as: 'admin', addresses: () => ['/packs'] },
	renders: { as: 'admin', addresses: () => ['/renders'] },
	'renders/[id]': { addresses: ({ renderId }) => [`/renders/${renderId}`] },
	roles: { as: 'admin', addresses: () => ['/roles'] },
	search: { addresses: () => ['/search', '/search?q=apple'] },
	settings: { as: 'admin', addresses: () => ['/settings'] },
	'sign-in': { addresses: () => ['/sign-in'] },
	'sign-in/link': { addresses: () => ['/sign-in/link?token=none'] },
	'sign-in/password': { addresses: () => ['/sign-in/password?token=none'] },
	'sign-up': { addresses: () => ['/sign-up'] },
	'tags/[tag]': { addresses: () => ['/tags/routes'] },
};

/** There only where the gallery sends mail: link.spec.ts looks at it, in both languages. */
const elsewhere = ['sign-in/mail'];

test('every page that the web app has is looked at', () => {
	const root = join(repository, 'apps/web/src/app');
	const routes = readdirSync(root, { recursive: true, encoding: 'utf8' })
		.filter((file) => /(^|\/)page\.tsx$/.test(file))
		.map((file) => dirname(file));
	expect(routes.sort()).toEqual([...Object.keys(lookedAt), ...elsewhere].sort());
});

const looks = (
	[
		['en-GB', 'light', 1280],
		['es-MX', 'dark', 360],
	] as const
).map(
	([locale, colorScheme, width]) =>
		({ locale, colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' }) as const,
);

for (const look of looks) {
	const { locale, colorScheme, viewport } = look;
	// Budget: 120 s, as it opens every page that there is.
	test(`every page is accessible and nothing scrolls sideways: ${locale}, ${colorScheme}, ${viewport.width} px`, async ({
		browser,
	}) => {
		test.setTimeout(600_000);
		const admin = await findAdmin(browser);
		test.skip(admin === null, 'This gallery has an admin whom the tests do not know');
		if (!admin) return;
		const storageState = await admin.storageState();
		await admin.close();
		const contexts: Readonly<Record<'admin' | 'nobody', BrowserContext>> = {
			admin: await browser.newContext({ ...look, storageState }),
			nobody: await browser.newContext({ ...look }),
		};
		for (const context of Object.values(contexts)) await noteViolations(context);
		const artist = await newMember(browser);
		const published = await hang(artist.context.request, contexts.admin.request, artist.handle);
		await artist.context.close();
		const pages = { admin: await contexts.admin.newPage(), nobody: await contexts.nobody.newPage() };
		for (const [route, { as = 'nobody', addresses }] of Object.entries(lookedAt))
			for (const address of addresses(published))
				await test.step(`${route}: ${address}`, async () => {
					expect((await pages[as].goto(address))?.status(), address).toBe(200);
					expect(new URL(pages[as].url()).pathname, 'it leads nowhere else').toBe(address.split('?')[0]);
					await expectWellMade(pages[as]);
				});
		expect((await pages.nobody.goto('/nowhere'))?.status()).toBe(404);
		await expectWellMade(pages.nobody);
		for (const context of Object.values(contexts)) await context.close();
	});
}

test('the page of a failure is accessible and narrow enough: wide in English, narrow in Spanish', async ({
	browser,
}) => {
	test.setTimeout(600_000);
	// Nothing listens on this port of the machine.
	const nowhere = 'http://127.0.0.1:9';
	const web = await startPart(
		'web',
		{ API_URL: nowhere, PUBLIC_API_URL: nowhere, WEB_PORT: '0' },
		/Galatea is at (\S+)/,
	);
	try {
		for (const look of looks) {
			const context = await browser.newContext({ ...look, baseURL: web.address });
			await noteViolations(context);
			const page = await context.newPage();
			expect((await page.goto('/live'))?.status()).toBe(503);
			await expect(page.locator('main [role="alert"]').getByRole('link')).toBeVisible();
			await expectWellMade(page);
			await context.close();
		}
	} finally {
		await web.stop();
	}
});

async function hang(request: APIRequestContext, admin: APIRequestContext, handle: string): Promise<Published> {
	const artwork = await seedArtwork(request, { prompt: 'a red apple', tags: ['routes'] });
	const other = await seedArtwork(request, { prompt: 'a blue fish', tags: ['routes'] });
	const shelf = await seedCollection(request, { title: 'Routes', artworkIds: [artwork.id], note: 'Seen on the way' });
	const own = await seedCollection(admin, { title: `Routes ${uniqueWord()}`, artworkIds: [artwork.id, other.id] });
	return {
		artworkId: artwork.id,
		otherId: other.id,
		renderId: artwork.renderId,
		batchPath: (await startBatch(request, 2, { steps: 4 })).path,
		handle,
		collectionSlug: shelf.slug,
		ownCollection: own.path,
	};
}

async function expectWellMade(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await expectOwnPolicy(page);
}
