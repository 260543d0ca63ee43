'use client';
/** @file The wall of the feed: the pages that the server sent, and those that were added by reading on. */
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { FeedDocument, type FeedQuery } from '../../graphql/generated/graphql.ts';
import { ArtworkCard } from './artwork-card.tsx';
import type { WallLayout } from './wall-layout.ts';

type Feed = FeedQuery['artworks'];

/** Pages that are added by scrolling alone; then a person asks for more, so that the end of the page can be reached. */
const pagesByScrolling = 4;

/** What was read of the feed, for coming back to it: by the first picture, so that a changed feed is not mixed. */
let remembered: { readonly firstId: string | undefined; readonly feed: Feed } | null = null;

function recall(initial: Feed): Feed {
	return remembered !== null && remembered.firstId === initial.edges[0]?.node.id ? remembered.feed : initial;
}

interface WallProps {
	readonly initial: Feed;
	readonly layout: WallLayout;
	readonly pageSize: number;
}

/** Pictures in order, and a link to older ones that works without script. */
export function Wall({ initial, layout, pageSize }: WallProps) {
	const t = useTranslations('Feed');
	const { feed, loading, failed, loadMore, sentinel } = useFeed(initial, pageSize);
	return (
		<>
			<div className="@container">
				<div className={layout === 'grid' ? 'plain-grid' : 'masonry'}>
					{feed.edges.map(({ node }, index) => (
						<ArtworkCard key={node.id} artwork={node} layout={layout} first={index < 4} />
					))}
				</div>
			</div>
			{feed.pageInfo.hasNextPage && (
				<div ref={sentinel} className="mt-8 flex flex-wrap items-center gap-4">
					<a
						href={`/?after=${encodeURIComponent(feed.pageInfo.endCursor ?? '')}`}
						className="button-quiet"
						aria-disabled={loading}
						onClick={(event) => {
							event.preventDefault();
							void loadMore();
						}}
					>
						{loading ? t('loading') : t('older')}
					</a>
					{failed && <p role="alert">{t('failed')}</p>}
				</div>
			)}
			<p role="status" className="sr-only">
				{feed !== initial && t('shown', { count: feed.edges.length })}
			</p>
		</>
	);
}

function useFeed(initial: Feed, pageSize: number) {
	const [feed, setFeed] = useState(() => recall(initial));
	const [loading, setLoading] = useState(false);
	const [failed, setFailed] = useState(false);
	const sentinel = useRef<HTMLDivElement>(null);

	async function loadMore(): Promise<void> {
		if (loading || !feed.pageInfo.hasNextPage) return;
		setLoading(true);
		setFailed(false);
		try {
			const { artworks } = await browserRequest(FeedDocument, { first: pageSize, after: feed.pageInfo.endCursor });
			const known = new Set(feed.edges.map(({ node }) => node.id));
			const edges = [...feed.edges, ...artworks.edges.filter(({ node }) => !known.has(node.id))];
			const longer = { edges, pageInfo: artworks.pageInfo };
			remembered = { firstId: edges[0]?.node.id, feed: longer };
			setFeed(longer);
		} catch {
			setFailed(true);
		}
		setLoading(false);
	}

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

	return { feed, loading, failed, loadMore, sentinel };
}
