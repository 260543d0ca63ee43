import { updateProfile } from '@galatea/store/accounts';
import { updateArtwork } from '@galatea/store/artworks';
import { addItem, createCollection, updateCollection } from '@galatea/store/collections';
import { moderate } from '@galatea/store/moderation';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { publishWithFiles } from '../testing-hung.ts';

const publicUrl = 'https://gallery.example';
let api: TestApi;
let artist: Member;
let curator: Member;
beforeAll(async () => {
	api = await startTestApi({ publicUrl });
	[artist, curator] = [await api.member(), await api.member()];
	await updateProfile(api.store, artist.userId, { displayName: 'Ada <Lovelace>' });
});
afterAll(() => api[Symbol.asyncDispose]());

const ask = (path: string, headers: Record<string, string> = {}) =>
	fetch(`${api.url}/feeds/${path}`, { headers: { 'cache-control': '', ...headers } });

async function publish(): Promise<string> {
	return (await publishWithFiles(api, artist, { remixOfArtworkId: null, visibility: 'PUBLIC' })).artworkId;
}

interface JsonFeed {
	readonly title: string;
	readonly home_page_url: string;
	readonly feed_url: string;
	readonly items: readonly { readonly url: string; readonly content_html: string; readonly image: string }[];
}

async function read(path: string): Promise<JsonFeed> {
	return (await (await ask(`${path}.json`)).json()) as JsonFeed;
}

const children = (element: XmlElement | null | undefined, name: string) =>
	(element?.children ?? []).filter((child): child is XmlElement => child instanceof XmlElement && child.name === name);

const asCurator = () => ({ userId: curator.userId, role: 'MEMBER' }) as const;

test('a collection is read by readers of feeds: the newest first, each with picture, words, credit, licence and note', async () => {
	const [first, second] = [await publish(), await publish()];
	await updateArtwork(api.store, {
		id: second,
		userId: artist.userId,
		alternativeText: 'Two "pears" & a plum',
		licence: 'CC_BY',
	});
	const { id, slug } = await createCollection(api.store, { title: 'Still & <lives>' }, asCurator());
	await addItem(api.store, { collectionId: id, artworkId: first }, asCurator());
	await addItem(api.store, { collectionId: id, artworkId: second, note: 'Not still for long' }, asCurator());

	const answer = await ask(`collections/${id}.atom`);
	expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
	expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
	const { root } = parseXml(await answer.text());
	expect(children(root, 'title')[0]?.text).toBe('Still & <lives> · Galatea');
	const page = `${publicUrl}/@${curator.handle}/c/${slug}`;
	expect(children(root, 'link').map(({ attributes }) => attributes['href'])).toEqual([
		`${publicUrl}/feeds/collections/${id}.atom`,
		page,
	]);
	const entries = children(root, 'entry').map((entry) => ({
		links: Object.fromEntries(children(entry, 'link').map(({ attributes }) => [attributes['rel'], attributes])),
		author: children(children(entry, 'author')[0], 'name')[0]?.text,
		content: children(entry, 'content')[0]?.text ?? '',
	}));
	expect(entries.map(({ links }) => links['alternate']?.['href'])).toEqual(
		[second, first].map((artworkId) => `${publicUrl}/artworks/${artworkId}`),
	);
	const [newest] = entries;
	expect(newest?.author).toBe('Ada <Lovelace>');
	expect(newest?.links['license']).toMatchObject({ href: 'https://creativecommons.org/licenses/by/4.0/' });
	for (const words of ['alt="Two &quot;pears&quot; &amp; a plum"', '<p>Not still for long</p>', 'Ada &lt;Lovelace&gt;'])
		expect(newest?.content).toContain(words);
	// Everybody can load the picture.
	const picture = newest?.links['enclosure']?.['href'] ?? '';
	expect((await fetch(picture.replace(publicUrl, api.url))).headers.get('content-type')).toBe('image/png');

	const json = await read(`collections/${id}`);
	expect(json).toMatchObject({ title: 'Still & <lives> · Galatea', home_page_url: page });
	expect(json.items.map(({ url }) => url)).toEqual(entries.map(({ links }) => links['alternate']?.['href']));
	expect(json.items[0]?.image).toBe(picture);
});

test('what not everybody may see, or is not for everyone, has no feed and stands in none, not even for its person', async () => {
	const artworkId = await publish();
	const { id } = await createCollection(api.store, { title: 'Shown for a while' }, asCurator());
	await addItem(api.store, { collectionId: id, artworkId }, asCurator());
	const feeds = ['gallery', `people/${artist.handle}`, 'tags/matrix', `collections/${id}`];
	const addresses = async (path: string) => (await read(path)).items.map(({ url }) => url);
	for (const path of feeds) expect(await addresses(path)).toContain(`${publicUrl}/artworks/${artworkId}`);
	await updateArtwork(api.store, { id: artworkId, userId: artist.userId, contentLevel: 'SENSITIVE' });
	for (const path of feeds) expect(await addresses(path)).not.toContain(`${publicUrl}/artworks/${artworkId}`);

	const statusOf = async () => (await ask(`collections/${id}.atom`, headersOf(curator))).status;
	for (const [visibility, status] of [
		['UNLISTED', 200],
		['MEMBERS', 404],
		['FOLLOWERS', 404],
		['PRIVATE', 404],
		['PUBLIC', 200],
	] as const) {
		await updateCollection(api.store, { id, visibility }, asCurator());
		expect(await statusOf()).toBe(status);
	}
	await updateCollection(api.store, { id, contentLevel: 'SENSITIVE' }, asCurator());
	expect(await statusOf()).toBe(404);
	await updateCollection(api.store, { id, contentLevel: 'EVERYONE' }, asCurator());
	const moderator = await api.member('MODERATOR');
	await moderate(api.store, { subjectId: id, kind: 'HIDE', reason: 'For the test' }, moderator.userId);
	expect(await statusOf()).toBe(404);
});

test('who has a feed already is told that nothing is new, until something is', async () => {
	const path = `people/${artist.handle}.atom`;
	const etag = (await ask(path)).headers.get('etag') ?? '';
	expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
	await publish();
	expect((await ask(path, { 'if-none-match': etag })).status).toBe(200);
});

test('what is no feed is 404, and one without entries is a feed', async () => {
	for (const path of [
		'gallery',
		'gallery.rss',
		'people/nobody_here.atom',
		'tags/no-tag.json',
		'collections/col_1.atom',
	])
		expect((await ask(path)).status).toBe(404);
	expect(await read(`people/${curator.handle}`)).toMatchObject({ items: [] });
	expect(parseXml(await (await ask('tags/unheard.atom')).text()).root?.name).toBe('feed');
});

test('where nobody said what the address of the gallery is, it is that of who asks, and nobody on the way keeps it', async () => {
	await using unknown = await startTestApi();
	const headers = { 'x-forwarded-host': 'pictures.example', 'x-forwarded-proto': 'https', 'cache-control': '' };
	const answer = await fetch(`${unknown.url}/feeds/gallery.json`, { headers });
	expect(answer.headers.get('cache-control')).toBe('private, max-age=300');
	expect(await answer.json()).toMatchObject({ feed_url: 'https://pictures.example/feeds/gallery.json' });
});
