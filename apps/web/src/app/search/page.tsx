import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { answered } from '../../features/chrome/answered.tsx';
import { Explore } from '../../features/gallery/explore.tsx';
import { type Explored, readExplored, type Search } from '../../features/gallery/explore-address.ts';
import { CollectionResults } from '../../features/search/collection-results.tsx';
import { Looking } from '../../features/search/looking.tsx';
import { MeaningResults } from '../../features/search/meaning-results.tsx';
import { PictureSearch } from '../../features/search/picture-search.tsx';
import { printSearched, readSearched, type Searched, wholeParameter } from '../../features/search/search-address.ts';
import { SearchBox } from '../../features/search/search-box.tsx';
import { SearchModes } from '../../features/search/search-modes.tsx';
import { type ArtworksLikeInput, GalleryDocument, SearchedArtworkDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';
import { Picture } from '../../ui/picture.tsx';

interface SearchPageProps {
	readonly searchParams: Promise<Search>;
}

function textOf(searched: Searched): string | null {
	return searched && 'text' in searched ? searched.text : null;
}

/** What is said under the box, in the catalogue `Search`. */
const hints = { words: 'hint', meaning: 'meaningHint', collections: 'collectionsHint' } as const;

/** What is asked for where it is not a matter of words. */
function likeOf(searched: Searched): ArtworksLikeInput | null {
	switch (searched?.by) {
		case 'meaning':
			return { text: searched.text };
		case 'artwork':
			return { artworkId: searched.id };
		case 'picture':
			return { searchPicture: searched.id };
		default:
			return null;
	}
}

export async function generateMetadata({ searchParams }: SearchPageProps): Promise<Metadata> {
	const words = textOf(readSearched(await searchParams));
	const t = await getTranslations('Search');
	return { title: words === null ? t('title') : t('titleOf', { words }), robots: { index: false } };
}

export default answered(async function SearchPage({ searchParams }: SearchPageProps) {
	const search = await searchParams;
	const searched = readSearched(search);
	const text = textOf(searched);
	const like = likeOf(searched);
	const t = await getTranslations('Search');
	const { after: cursor, [wholeParameter]: isWhole } = search;
	const after = typeof cursor === 'string' ? cursor : null;
	const mode = searched && 'text' in searched ? searched.by : 'words';
	// What is sought is in `like`; what narrows it is the same as in every list.
	const explored: Explored = { ...readExplored(search), show: 'new', seed: null, words: null };
	const packs = searched ? (await serverRequest(GalleryDocument, {})).packs : [];
	const sought = searched && like && { like, searched, explored, packs, after };
	return (
		<>
			<h1 className="pt-6 pb-5 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('title')}</h1>
			<div className="max-w-2xl pb-8">
				<SearchBox key={text} id="search-page" words={text} mode={mode} />
				<p className="mt-2 text-sm text-soft">{t(hints[mode])}</p>
				{searched && 'text' in searched && <SearchModes searched={searched} filters={explored} />}
				{text === null && <PictureSearch />}
			</div>
			{searched?.by === 'artwork' && <SearchedArtwork id={searched.id} />}
			{sought &&
				(isWhole ? (
					await MeaningResults(sought)
				) : (
					<Suspense
						key={`${printSearched(sought.searched, explored)} ${sought.after}`}
						fallback={<Looking searched={sought.searched} filters={explored} after={sought.after} />}
					>
						<MeaningResults {...sought} />
					</Suspense>
				))}
			{searched?.by === 'collections' && <CollectionResults text={searched.text} after={after} />}
			{searched?.by === 'words' && <Explore path="/search" search={search} hasTabs={false} tag={null} packs={packs} />}
		</>
	);
});

/** Of what more is looked for. Nothing when it cannot be seen; then the results say so. */
async function SearchedArtwork({ id }: { readonly id: string }) {
	const { artwork } = await serverRequest(SearchedArtworkDocument, { id });
	if (!artwork) return null;
	const t = await getTranslations('Search');
	return (
		<p className="mb-6 flex items-center gap-4">
			<Picture image={artwork.thumbnail} alt="" first className="h-auto w-16" />
			<span>
				{t.rich('moreLike', {
					title: artwork.title,
					link: (name) => (
						<Link href={`/artworks/${artwork.id}`} prefetch={false} className="quiet-link italic">
							<bdi>{name}</bdi>
						</Link>
					),
				})}
			</span>
		</p>
	);
}
