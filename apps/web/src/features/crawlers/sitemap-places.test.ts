import { expect, test } from 'vitest';
import type { SitemapPageQuery } from '../../graphql/generated/graphql.ts';
import { maximumLists, readPlaces } from './sitemap-places.ts';

type List = SitemapPageQuery['artworks'];

const list = (nodes: readonly List['edges'][number]['node'][], endCursor: string | null): List => ({
	edges: nodes.map((node) => ({ node })),
	pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const artwork = (id: string, handle: string | null, more: object = {}): List['edges'][number]['node'] => ({
	...{ id, contentLevel: 'EVERYONE', publishedAt: `2026-11-${id}T00:00:00.000Z`, publishedBy: { handle } },
	...more,
});

test('a sitemap has what every gallery has, the listed artworks, and each of their people once', async () => {
	const lists: Readonly<Record<string, List>> = {
		'': list([artwork('30', 'ana'), artwork('29', null)], 'next'),
		next: list([artwork('28', 'ana'), artwork('27', 'ben', { contentLevel: 'ADULTS' })], null),
	};
	const places = await readPlaces(async (after) => lists[after ?? ''] ?? list([], null));
	const paths = places.map(({ path }) => path);
	expect(paths.slice(0, 3)).toEqual(['/', '/live', '/create']);
	expect(paths).toContain('/guide/prompts');
	expect(places.slice(-4)).toEqual([
		{ path: '/@ana', changedAt: '2026-11-30T00:00:00.000Z' },
		{ path: '/artworks/30', changedAt: '2026-11-30T00:00:00.000Z' },
		{ path: '/artworks/29', changedAt: '2026-11-29T00:00:00.000Z' },
		{ path: '/artworks/28', changedAt: '2026-11-28T00:00:00.000Z' },
	]);
});

test('of a gallery without end so many lists are read, and no more', async () => {
	let asked = 0;
	await readPlaces(async () => list([artwork(String(++asked), null)], 'more'));
	expect(asked).toBe(maximumLists);
});
