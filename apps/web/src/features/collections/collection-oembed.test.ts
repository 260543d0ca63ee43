import { expect, test } from 'vitest';
import { printCollectionOembed } from './collection-oembed.ts';

const origin = 'https://gallery.example';
const collection = {
	id: 'col_1',
	title: 'Apples & "pears" <3',
	slug: 'apples',
	contentLevel: 'EVERYONE' as const,
	sharingCard: { url: '/cards/col_1-0.jpg', width: 1200, height: 630 },
	owner: { handle: 'ada', displayName: 'Ada' },
};
const any = { maximumWidth: null, maximumHeight: null };

test('a collection comes in a frame that is as large as the page has room for, with its card', () => {
	expect(printCollectionOembed(collection, any, origin)).toMatchObject({
		type: 'rich',
		width: 640,
		height: 480,
		author_url: 'https://gallery.example/@ada',
		thumbnail_url: 'https://gallery.example/cards/col_1-0.jpg',
	});
	const small = printCollectionOembed(collection, { maximumWidth: 320, maximumHeight: 200 }, origin);
	expect(small).toMatchObject({ width: 320, height: 200 });
	expect(small).not.toHaveProperty('thumbnail_url');
	// As another element: this document would load a frame.
	const html = String(small?.['html']).replaceAll('iframe', 'object');
	const frame = new DOMParser().parseFromString(html, 'text/html').querySelector('object');
	expect(frame?.getAttribute('src')).toBe('https://gallery.example/embeds/collections/col_1');
	expect([frame?.getAttribute('title'), frame?.getAttribute('width'), frame?.getAttribute('height')]).toEqual([
		collection.title,
		'320',
		'200',
	]);
});

test('there is none where it is not for everyone, or has no room', () => {
	expect(printCollectionOembed({ ...collection, contentLevel: 'SENSITIVE' }, any, origin)).toBeNull();
	expect(printCollectionOembed(collection, { ...any, maximumHeight: 100 }, origin)).toBeNull();
	expect(printCollectionOembed({ ...collection, sharingCard: null }, any, origin)).not.toHaveProperty('thumbnail_url');
});
