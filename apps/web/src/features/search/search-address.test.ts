import { newIdentifier } from '@galatea/render';
import { expect, test } from 'vitest';
import { readExplored } from '../gallery/explore-address.ts';
import { printSearched, readSearched, type Searched } from './search-address.ts';

const all: readonly NonNullable<Searched>[] = [
	{ by: 'words', text: '"árbol" & más' },
	{ by: 'meaning', text: 'a storm at sea' },
	{ by: 'collections', text: 'still lifes' },
	{ by: 'artwork', id: newIdentifier('artwork') },
	{ by: 'picture', id: 'a'.repeat(64) },
];

test('a search is the same after its address was written and read', () => {
	for (const searched of all) {
		const { searchParams } = new URL(printSearched(searched), 'http://gallery.example');
		expect(readSearched(Object.fromEntries(searchParams))).toEqual(searched);
	}
});

test('what narrows a search is in its address, and is no part of what is looked for', () => {
	const filters = { tag: 'vqgan', pack: 'a b&c', level: 'everyone', side: 512, renderable: true } as const;
	for (const searched of all) {
		const { searchParams } = new URL(printSearched(searched, filters, 'cursor'), 'http://gallery.example');
		const search = Object.fromEntries(searchParams);
		expect(readSearched(search)).toEqual(searched);
		expect(readExplored(search)).toMatchObject(filters);
		expect(search['after']).toBe('cursor');
	}
});

test('what an address says that means nothing is left out', () => {
	for (const search of [{}, { q: '  ' }, { q: ['a', 'b'] }, { like: 'art_none' }, { picture: '../etc' }])
		expect(readSearched(search)).toBeNull();
	expect(readSearched({ q: 'x'.repeat(500), by: 'magic' })).toEqual({ by: 'words', text: 'x'.repeat(300) });
});
