import { maximumPromptLength } from '@galatea/render';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { answered } from '../features/chrome/answered.tsx';
import { EstimateText } from '../features/compose/estimate-text.tsx';
import { QuickPrompt } from '../features/compose/quick-prompt.tsx';
import { WatchChoice } from '../features/compose/watch-choice.tsx';
import { FeedLinks, feedAlternates } from '../features/crawlers/feed-links.tsx';
import { EmptyWall } from '../features/gallery/empty-wall.tsx';
import { Explore } from '../features/gallery/explore.tsx';
import type { Search } from '../features/gallery/explore-address.ts';
import { GalleryDocument } from '../graphql/generated/graphql.ts';
import { serverRequest } from '../graphql/server-request.ts';

const feed = '/feeds/gallery';

export const metadata: Metadata = { alternates: feedAlternates(feed, 'Galatea') };

export default answered(
	async function FeedPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
		const search = await searchParams;
		const t = await getTranslations('Feed');
		const { artworks, packs, renderEstimate, viewer } = await serverRequest(GalleryDocument, {});
		const pack = packs[0] ?? null;
		return (
			<>
				<h1 className="sr-only">{t('title')}</h1>
				<div className="pt-4 pb-10 sm:pt-8 sm:pb-14">
					<QuickPrompt pack={pack && { id: pack.id, title: pack.title }} maximumLength={maximumPromptLength}>
						<p className="flex flex-wrap items-center gap-x-4 text-sm text-soft">
							<WatchChoice usual={viewer?.defaultVisibility ?? 'PUBLIC'} />
							<span>
								<EstimateText place={renderEstimate} />
							</span>
						</p>
					</QuickPrompt>
				</div>
				{artworks.edges.length === 0 ? (
					<EmptyWall packId={pack?.id ?? null} />
				) : (
					<>
						<Explore path="/" search={search} tag={null} packs={packs} />
						<FeedLinks feed={feed} />
					</>
				)}
			</>
		);
	},
	{ messages: 'first' },
);
