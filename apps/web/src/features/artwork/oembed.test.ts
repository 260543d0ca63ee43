import { newIdentifier } from '@galatea/render';
import { expect, test } from 'vitest';
import { oembedAddress, printOembed, readOembedRequest } from './oembed.ts';

const origin = 'https://gallery.example';
const id = newIdentifier('artwork');
const artwork = {
	title: 'A red apple',
	alternativeText: null,
	contentLevel: 'EVERYONE' as const,
	image: { url: '/files/a.png', width: 1024, height: 768 },
	thumbnail: { url: '/files/b.webp', width: 512, height: 384 },
	smallerFiles: [160, 320, 480, 640].flatMap((width) =>
		['image/avif', 'image/webp'].map((mimeType) => ({
			url: `/files/${width}.${mimeType.slice(6)}`,
			width,
			height: (width * 3) / 4,
			mimeType,
		})),
	),
	publishedBy: { handle: 'ada', displayName: 'Ada' },
};

function read(changes: Record<string, string> = {}) {
	const { searchParams } = new URL(oembedAddress(`/artworks/${id}`, origin));
	for (const [name, value] of Object.entries(changes)) searchParams.set(name, value);
	return readOembedRequest(searchParams, origin);
}

test('the address that a page tells is understood', () => {
	expect(read()).toEqual({ artworkId: id, maximumWidth: null, maximumHeight: null });
	expect(read({ maxwidth: '600', maxheight: '400', format: 'json' })).toEqual({
		artworkId: id,
		maximumWidth: 600,
		maximumHeight: 400,
	});
});

test('the address of a collection is understood, with letters of any script in it', () => {
	for (const [url, slug] of [
		[`${origin}/@ada/c/still-lifes`, 'still-lifes'],
		[`${origin}/%40ada/c/%E7%8C%AB/`, '猫'],
	] as const)
		expect(read({ url })).toEqual({ collection: { handle: 'ada', slug }, maximumWidth: null, maximumHeight: null });
});

test.each([
	[{ format: 'xml' }, 501],
	[{ maxwidth: '0' }, 400],
	[{ maxheight: 'tall' }, 400],
	[{ url: `https://elsewhere.example/artworks/${id}` }, 404],
	[{ url: `${origin}/renders/${id}` }, 404],
	[{ url: `${origin}/artworks/art_none` }, 404],
	[{ url: `${origin}/@ada/c/still-lifes/edit` }, 404],
	[{ url: 'rubbish' }, 404],
])('%j is refused with %i', (changes, status) => expect(read(changes as Record<string, string>)).toBe(status));

test('the largest picture that fits is given, with whose it is', () => {
	expect(printOembed(artwork, { maximumWidth: null, maximumHeight: null }, origin)).toEqual({
		version: '1.0',
		type: 'photo',
		title: 'A red apple',
		url: 'https://gallery.example/files/a.png',
		width: 1024,
		height: 768,
		author_name: 'Ada',
		author_url: 'https://gallery.example/@ada',
		provider_name: 'Galatea',
		provider_url: 'https://gallery.example',
		thumbnail_url: 'https://gallery.example/files/b.webp',
		thumbnail_width: 512,
		thumbnail_height: 384,
	});
	for (const [maximumWidth, maximumHeight, url] of [
		[1000, null, '/files/640.webp'],
		[600, null, '/files/b.webp'],
		[500, null, '/files/480.webp'],
		[500, 240, '/files/320.webp'],
		[null, 120, '/files/160.webp'],
	] as const)
		expect(printOembed(artwork, { maximumWidth, maximumHeight }, origin)).toMatchObject({ url: origin + url });
	expect(printOembed(artwork, { maximumWidth: null, maximumHeight: 100 }, origin)).toBeNull();
	const guest = { ...artwork, publishedBy: { handle: null, displayName: null } };
	expect(printOembed(guest, { maximumWidth: null, maximumHeight: null }, origin)).not.toHaveProperty('author_url');
});

test('a picture that is not for everyone is embedded nowhere', () => {
	for (const contentLevel of ['SENSITIVE', 'ADULTS'] as const)
		expect(printOembed({ ...artwork, contentLevel }, { maximumWidth: null, maximumHeight: null }, origin)).toBeNull();
});
