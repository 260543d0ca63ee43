/** @file What is like a text or a picture, as a wall; or why that cannot be said. */
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ArtworksLikeDocument, type ArtworksLikeInput } from '../../graphql/generated/graphql.ts';
import { ApiError } from '../../graphql/request.ts';
import { serverRequest } from '../../graphql/server-request.ts';
import { type Explored, exploreVariables } from '../gallery/explore-address.ts';
import { ExploreFilters } from '../gallery/explore-filters.tsx';
import { LayoutSwitch } from '../gallery/layout-switch.tsx';
import { Wall } from '../gallery/wall.tsx';
import { isWallLayout, wallLayoutCookie } from '../gallery/wall-layout.ts';
import { keptBySearch, printSearched, type Searched } from './search-address.ts';

const pageSize = 24;

interface MeaningResultsProps {
	readonly like: ArtworksLikeInput;
	readonly searched: NonNullable<Searched>;
	/** What narrows it. */
	readonly explored: Explored;
	readonly packs: readonly { readonly id: string; readonly title: string }[];
	readonly after: string | null;
}

/** A failure that is foreseen is a sentence with what to do. */
export async function MeaningResults({ like, searched, explored, packs, after }: MeaningResultsProps) {
	const t = await getTranslations('Search');
	const addressOf = (changes: Partial<Explored>) => printSearched(searched, { ...explored, ...changes });
	const address = addressOf({});
	const { filter } = exploreVariables(explored);
	const { artworksLike } = await serverRequest(ArtworksLikeDocument, { like, filter, first: pageSize, after }).catch(
		(error: unknown) => {
			if (after !== null && error instanceof ApiError && error.digest === 'BAD_USER_INPUT') redirect(address);
			throw error;
		},
	);
	const chosen = (await cookies()).get(wallLayoutCookie)?.value;
	const layout = isWallLayout(chosen) ? chosen : 'masonry';
	return (
		<section aria-labelledby="wall-title">
			<div className="mb-5 flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-t border-line pt-3">
				<h2 id="wall-title" className="text-xl">
					{t('found')}
				</h2>
				<LayoutSwitch layout={layout} />
			</div>
			<ExploreFilters
				key={address}
				path="/search"
				kept={keptBySearch(searched)}
				explored={explored}
				ownTag={null}
				packs={packs}
				addressOf={addressOf}
			/>
			{artworksLike.__typename !== 'ArtworksLikeSuccess' ? (
				<p className="py-8 text-soft">{t(`problems.${artworksLike.__typename}`)}</p>
			) : artworksLike.artworks.edges.length === 0 ? (
				<p className="py-8 text-soft">{t('nothingLike')}</p>
			) : (
				<Wall
					key={`${address} ${after}`}
					initial={artworksLike.artworks}
					source={{ kind: 'like', like, filter }}
					layout={layout}
					pageSize={pageSize}
					moreAddress={printSearched(searched, explored, artworksLike.artworks.pageInfo.endCursor)}
					tellsNews={false}
				/>
			)}
		</section>
	);
}
