import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { expect, test } from 'vitest';
import { type Feed, printAtom, printJsonFeed } from './feed.ts';

const awkward = '<Apples> & "pears" ]]> \'ñ\' 猫 \u0007\ud800';
const printable = '<Apples> & "pears" ]]> \'ñ\' 猫 ';
const picture = { url: 'https://gallery.example/files/a.png?x=1&y=2', mimeType: 'image/png', width: 512, height: 384 };
const feed: Feed = {
	title: awkward,
	description: awkward,
	url: 'https://gallery.example/@ada/c/apples',
	atomUrl: 'https://gallery.example/feeds/collections/col_1.atom',
	jsonUrl: 'https://gallery.example/feeds/collections/col_1.json',
	authors: [{ name: 'Ada', url: 'https://gallery.example/@ada' }],
	updatedAt: new Date('2026-11-30T12:00:00Z'),
	entries: [
		{
			id: 'https://gallery.example/feeds/collections/col_1#itm_1',
			title: awkward,
			url: 'https://gallery.example/artworks/art_1',
			publishedAt: new Date('2026-11-30T12:00:00Z'),
			author: { name: awkward, url: null },
			alternativeText: awkward,
			note: `One <b>line</b>\nand another\n\n${awkward}`,
			licence: 'https://creativecommons.org/licenses/by/4.0/',
			picture,
			preview: { ...picture, url: 'https://gallery.example/files/b.webp' },
		},
	],
};

const children = (element: XmlElement, name: string) =>
	element.children.filter((child): child is XmlElement => child instanceof XmlElement && child.name === name);
const textOf = (element: XmlElement, name: string) => children(element, name).map(({ text }) => text);

test('an Atom feed is well-formed whatever people wrote, and its entries have picture, words, credit and licence', () => {
	const { root } = parseXml(printAtom(feed));
	if (!root) throw new Error('It has a root');
	expect([root.name, textOf(root, 'id'), textOf(root, 'updated')]).toEqual([
		'feed',
		[feed.atomUrl],
		['2026-11-30T12:00:00.000Z'],
	]);
	expect(textOf(root, 'title')).toEqual([printable.trim()]);
	expect(children(root, 'link').map(({ attributes }) => [attributes['rel'], attributes['href']])).toEqual([
		['self', feed.atomUrl],
		['alternate', feed.url],
	]);
	const [entry, ...others] = children(root, 'entry');
	if (!entry) throw new Error('It has an entry');
	expect(others).toEqual([]);
	expect(textOf(entry, 'title')).toEqual([printable.trim()]);
	expect(textOf(entry, 'rights')).toEqual(['https://creativecommons.org/licenses/by/4.0/']);
	expect(children(entry, 'author').map((author) => textOf(author, 'name'))).toEqual([[printable.trim()]]);
	const links = Object.fromEntries(children(entry, 'link').map(({ attributes }) => [attributes['rel'], attributes]));
	expect(links['enclosure']).toMatchObject({ href: picture.url, type: 'image/png' });
	expect(links['license']).toMatchObject({ href: 'https://creativecommons.org/licenses/by/4.0/' });
	const [media] = children(entry, 'media:content');
	expect(media && textOf(media, 'media:description')).toEqual([printable.trim()]);
	// The content is HTML of which nothing is markup that people wrote.
	const [content = ''] = textOf(entry, 'content');
	const { root: shown } = parseXml(`<div>${content}</div>`);
	expect(shown?.text).toContain('One <b>line</b>');
	expect(content).toContain('alt="&lt;Apples&gt; &amp; &quot;pears&quot;');
});

test('a JSON feed is one of version 1.1 with the picture as an attachment', () => {
	expect(JSON.parse(printJsonFeed(feed))).toMatchObject({
		version: 'https://jsonfeed.org/version/1.1',
		title: awkward.trim(),
		home_page_url: feed.url,
		feed_url: feed.jsonUrl,
		items: [
			{
				url: 'https://gallery.example/artworks/art_1',
				image: picture.url,
				date_published: '2026-11-30T12:00:00.000Z',
				attachments: [{ url: picture.url, mime_type: 'image/png' }],
			},
		],
	});
});

test('a feed without entries is one, too', () => {
	const empty = { ...feed, description: '', entries: [] };
	expect(parseXml(printAtom(empty)).root?.name).toBe('feed');
	expect(JSON.parse(printJsonFeed(empty))).toMatchObject({ items: [] });
});
