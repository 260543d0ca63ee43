/** @file What is measured: the documents of the web app, asked as people would. */
import type { LargeGallery } from '@galatea/testing';
import { webDocument } from './documents.ts';
import type { Operation } from './measure.ts';

/** Targets of reference 5.2: 95 of 100 answers within so many milliseconds. */
const usualMs = 120;
const meaningMs = 150;
/** Cards on a page. */
const pageSize = 40;
/** Pages that somebody scrolls through before beginning anew. */
const pagesInARow = 20;

interface Page {
	readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** Reads: `token` is that of a member who follows others, `texts` can be searched with by meaning. */
export function readOperations(gallery: LargeGallery, token: string, texts: readonly string[]): readonly Operation[] {
	const artworks = gallery.artworks.filter(({ isOpen }) => isOpen);
	// Every so many-th, from the newest on: a fixed sample of the whole gallery.
	const artworkAt = (index: number): string =>
		artworks[artworks.length - 1 - ((index * 7_919) % artworks.length)]?.id ?? '';
	const handleAt = (index: number): string => gallery.members[(index * index) % gallery.members.length]?.handle ?? '';
	const feed = (name: string, variables: Readonly<Record<string, unknown>>, isMember = false): Operation => ({
		name,
		targetMs: usualMs,
		next(index, last) {
			const page = (last as { readonly artworks: Page } | null)?.artworks.pageInfo;
			const goesOn = index % pagesInARow !== 0 && page?.hasNextPage;
			const after = goesOn ? page.endCursor : null;
			return {
				document: webDocument('Feed'),
				variables: { first: pageSize, after, ...variables },
				...(isMember && { token }),
			};
		},
	});
	const words = (name: string, searches: readonly string[]): Operation => ({
		name,
		targetMs: usualMs,
		next: (index) => ({
			document: webDocument('Feed'),
			variables: { first: pageSize, order: 'RELEVANCE', filter: { words: searches[index % searches.length] } },
		}),
	});
	return [
		feed('Feed, newest, nobody', { order: 'NEWEST' }),
		feed('Feed, newest, a member', { order: 'NEWEST' }, true),
		feed('Feed, trending, nobody', { order: 'TRENDING' }),
		feed('Feed, trending, a member', { order: 'TRENDING' }, true),
		feed('Feed, whom a member follows', { order: 'NEWEST', filter: { isFollowed: true } }, true),
		feed('Feed, random', { order: 'RANDOM', seed: 7 }),
		feed('Feed, a usual tag', { order: 'NEWEST', filter: { tag: 'vqgan' } }),
		feed('Feed, a rare tag', { order: 'NEWEST', filter: { tag: 'quarry_tangled' } }),
		feed('Feed, trending, a tag', { order: 'TRENDING', filter: { tag: 'castle' } }),
		feed('Feed, portraits of 600 px and more', { order: 'NEWEST', filter: { shape: 'PORTRAIT', minimumSidePx: 384 } }),
		feed('Feed, trending of this week', { order: 'TRENDING', filter: { period: 'WEEK' } }),
		feed('Feed, of one pack', { order: 'NEWEST', filter: { packId: 'wikiart-16384' } }),
		feed('Feed, what can be rendered again here', { order: 'NEWEST', filter: { isRenderable: true } }),
		words('Search, words in many pictures', ['red', 'city', 'forest at night', 'blue ocean', 'oil painting']),
		words('Search, words in some pictures', [
			'tangled quarry',
			'porcelain iguana',
			'biblioteca perdida',
			'"sleeping dragon"',
		]),
		words('Search, words in none', ['zebra crossing', 'helado', 'brontosaurus']),
		{
			name: 'Artwork page, nobody',
			targetMs: usualMs,
			next: (index) => ({ document: webDocument('ArtworkPage'), variables: { id: artworkAt(index) } }),
		},
		{
			name: 'Artwork page, a member',
			targetMs: usualMs,
			next: (index) => ({ document: webDocument('ArtworkPage'), variables: { id: artworkAt(index) }, token }),
		},
		{
			name: 'Profile',
			targetMs: usualMs,
			next: (index) => ({
				document: webDocument('Profile'),
				variables: { handle: handleAt(index), first: pageSize, shelves: 1 },
				token,
			}),
		},
		{
			name: 'Search by meaning',
			targetMs: meaningMs,
			next: (index) => ({
				document: webDocument('ArtworksLike'),
				variables: { first: pageSize, like: { text: texts[index % texts.length] } },
			}),
		},
		{
			name: 'Search by meaning, a rare tag',
			targetMs: meaningMs,
			next: (index) => ({
				document: webDocument('ArtworksLike'),
				variables: {
					first: pageSize,
					like: { text: texts[index % texts.length] },
					filter: { tag: 'quarry_tangled' },
				},
			}),
		},
		{
			name: 'More like this',
			targetMs: meaningMs,
			next: (index) => ({
				document: webDocument('ArtworksLike'),
				variables: { first: pageSize, like: { artworkId: artworks[artworks.length - 1 - 3 * index]?.id } },
				token,
			}),
		},
	];
}

/** Writes, which must take the same in a gallery of any size. `renders` are finished ones of the token's member. */
export function writeOperations(
	gallery: LargeGallery,
	token: string,
	renders: readonly string[],
): readonly Operation[] {
	const inFull = {
		title: 'A new picture',
		tags: ['city', 'red'],
		visibility: 'PUBLIC',
		contentLevel: 'EVERYONE',
		recipeHidden: false,
		remixPolicy: 'EVERYONE',
	};
	return [
		{
			name: 'Publish',
			targetMs: usualMs,
			next: (index) => ({
				document: webDocument('PublishRender'),
				variables: { id: renders[index], ...inFull },
				token,
			}),
		},
		{
			name: 'Follow',
			targetMs: usualMs,
			next: (index) => ({
				document: webDocument('FollowUser'),
				variables: { handle: gallery.members[1 + (index % (gallery.members.length - 1))]?.handle },
				token,
			}),
		},
	];
}
