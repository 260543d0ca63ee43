'use client';
/** @file A wall of pictures that is read on, of which only what is near the window is on the page. */
import { useTranslations } from 'next-intl';
import { useMemo, useRef } from 'react';
import type { ArtworkPagePartsFragment } from '../../graphql/generated/graphql.ts';
import { ArtworkCard } from './artwork-card.tsx';
import { enterList } from './entered-list.ts';
import { here } from './feed-memory.ts';
import { hangCards } from './place-cards.ts';
import { useFeed } from './use-feed.ts';
import { useNewCount } from './use-new-count.ts';
import { useReturn } from './use-return.ts';
import { useShownCards } from './use-shown-cards.ts';
import type { WallLayout } from './wall-layout.ts';
import type { WallSource } from './wall-source.ts';
import { cardStyle, wallStyle } from './wall-style.ts';

interface WallProps {
	readonly initial: ArtworkPagePartsFragment;
	readonly source: WallSource;
	readonly layout: WallLayout;
	readonly pageSize: number;
	/** Where the pictures after these are, for who has no script. */
	readonly moreAddress: string;
	/** Whether it begins with the newest, so that news can be told. */
	readonly tellsNews: boolean;
}

/** Pictures in order, and a link to the next ones that works without script. */
export function Wall({ initial, source, layout, pageSize, moreAddress, tellsNews }: WallProps) {
	const t = useTranslations('Feed');
	const { feed, loading, failed, loadMore, readUntil, startAnew, sentinel } = useFeed(initial, source, pageSize);
	const filter = source.kind === 'list' ? source.variables.filter : null;
	const news = useNewCount(tellsNews ? feed.pageInfo.startCursor : null, filter);
	const wall = useRef<HTMLDivElement>(null);
	const ratios = useMemo(() => feed.edges.map(({ node: { image } }) => image.height / image.width), [feed]);
	const walls = useMemo(
		() => ({
			narrow: hangCards(ratios, layout, 'narrow'),
			medium: hangCards(ratios, layout, 'medium'),
			wide: hangCards(ratios, layout, 'wide'),
		}),
		[ratios, layout],
	);
	const shown = useShownCards(wall, walls, ratios, layout);
	useReturn(wall, { walls, feed, readUntil });
	const { hasNextPage, endCursor } = feed.pageInfo;

	/** Whatever is clicked: if it opens a picture, its neighbours are known there. */
	function enter(): void {
		const more = hasNextPage && endCursor !== null ? { source, after: endCursor } : null;
		enterList({ address: here(), artworkIds: feed.edges.map(({ node }) => node.id), more });
	}

	async function showNews(): Promise<void> {
		await startAnew();
		window.scrollTo({ top: 0 });
	}
	return (
		<>
			{news > 0 && (
				<div className="pointer-events-none sticky top-3 z-10 -mb-11 flex justify-center">
					<button
						type="button"
						className="button-main pointer-events-auto shadow-md"
						disabled={loading}
						onClick={() => void showNews()}
					>
						{t('news', { count: news })}
					</button>
				</div>
			)}
			<div className="@container">
				<div
					ref={wall}
					role="feed"
					aria-busy={loading}
					aria-labelledby="wall-title"
					data-layout={layout}
					className="wall"
					onClickCapture={enter}
					style={wallStyle(walls)}
				>
					{shown.map((index) => {
						const artwork = feed.edges[index]?.node;
						return (
							artwork && (
								<ArtworkCard
									key={artwork.id}
									artwork={artwork}
									layout={layout}
									first={index < 4}
									style={cardStyle(walls, index)}
									position={index + 1}
									listLength={hasNextPage ? -1 : feed.edges.length}
								/>
							)
						);
					})}
				</div>
			</div>
			{hasNextPage && (
				<div ref={sentinel} className="mt-8 flex flex-wrap items-center gap-4">
					<a
						href={moreAddress}
						className="button-quiet"
						aria-disabled={loading}
						onClick={(event) => {
							event.preventDefault();
							void loadMore();
						}}
					>
						{loading ? t('loading') : t('older')}
					</a>
				</div>
			)}
			{failed && (
				<p role="alert" className="mt-4">
					{t('failed')}
				</p>
			)}
			<p role="status" className="sr-only">
				{news > 0 ? t('news', { count: news }) : feed !== initial && t('shown', { count: feed.edges.length })}
			</p>
		</>
	);
}
