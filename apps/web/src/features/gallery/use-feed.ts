'use client';
/** @file The pages of a list that the server sent, and those that were added by reading on. */
import { useEffect, useRef, useState } from 'react';
import type { ArtworkPagePartsFragment } from '../../graphql/generated/graphql.ts';
import { keepFeed, type Place, recallFeed } from './feed-memory.ts';
import { readPage, type WallSource } from './wall-source.ts';

/** Pages that are added by scrolling alone; then a person asks for more, so that the end of the page can be reached. */
const pagesByScrolling = 4;
/** Of what a list is asked for at once while somebody waits to return to a place in it. */
const largestPage = 96;
/** Pictures that are read at most for that; further down, the place is where they end. */
const longestReturn = 960;

/** Reads on in a list, by itself while a sentinel is near, and starts anew when asked. */
export function useFeed(initial: ArtworkPagePartsFragment, source: WallSource, pageSize: number) {
	const [feed, setFeed] = useState(() => recallFeed() ?? initial);
	const [loading, setLoading] = useState(false);
	const [failed, setFailed] = useState(false);
	const sentinel = useRef<HTMLDivElement>(null);

	async function change(next: () => Promise<ArtworkPagePartsFragment>): Promise<void> {
		if (loading) return;
		setLoading(true);
		setFailed(false);
		try {
			const changed = await next();
			keepFeed(changed);
			setFeed(changed);
		} catch {
			setFailed(true);
		}
		setLoading(false);
	}

	async function loadMore(): Promise<void> {
		if (feed.pageInfo.hasNextPage) await change(() => readOn(feed, source, pageSize));
	}

	/**
	 * Reads on for somebody who returns, from what is kept of the list or else from its beginning, until it holds the
	 * picture, or as many pictures as it did.
	 */
	async function readUntil({ artworkId, count }: Place, kept: ArtworkPagePartsFragment | null): Promise<void> {
		const misses = ({ edges, pageInfo }: ArtworkPagePartsFragment): boolean =>
			pageInfo.hasNextPage &&
			edges.length < Math.min(count, longestReturn) &&
			!edges.some(({ node }) => node.id === artworkId);
		if (!misses(feed)) return;
		await change(async () => {
			let longer = kept ?? feed;
			while (misses(longer)) longer = await readOn(longer, source, largestPage);
			return longer;
		});
	}

	/** Begins with what is first now. */
	const startAnew = (): Promise<void> => change(() => readPage(source, pageSize, null));

	const newest = useRef(loadMore);
	newest.current = loadMore;
	const byScrolling = feed.edges.length < pageSize * pagesByScrolling && !failed;
	// The observer is renewed with every page, because it only tells of changes.
	// biome-ignore lint/correctness/useExhaustiveDependencies: the number of pages is what renews the observer
	useEffect(() => {
		const element = sentinel.current;
		if (!element || !byScrolling) return;
		const observer = new IntersectionObserver(
			(entries) => entries.some((entry) => entry.isIntersecting) && void newest.current(),
			{ rootMargin: '600px' },
		);
		observer.observe(element);
		return () => observer.disconnect();
	}, [byScrolling, feed]);

	return { feed, loading, failed, loadMore, readUntil, startAnew, sentinel };
}

/** The list with its next `count` pictures. */
async function readOn(
	feed: ArtworkPagePartsFragment,
	source: WallSource,
	count: number,
): Promise<ArtworkPagePartsFragment> {
	const page = await readPage(source, count, feed.pageInfo.endCursor);
	const known = new Set(feed.edges.map(({ node }) => node.id));
	const edges = [...feed.edges, ...page.edges.filter(({ node }) => !known.has(node.id))];
	return { edges, pageInfo: { ...page.pageInfo, startCursor: feed.pageInfo.startCursor } };
}
