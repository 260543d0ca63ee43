import type { Metadata } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { answered, answeredMetadata } from '../../../../../features/chrome/answered.tsx';
import { collectionAddress } from '../../../../../features/collections/collection-address.ts';
import { addressedCollection } from '../../../../../features/collections/load-collection.ts';
import { exhibitedOf } from '../../../../../features/exhibition/exhibited-item.ts';
import { Exhibition } from '../../../../../features/exhibition/exhibition.tsx';
import { readExhibited } from '../../../../../features/exhibition/exhibition-address.ts';
import { ExhibitionDocument } from '../../../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../../../graphql/server-request.ts';

const pageSize = 50;

interface ExhibitionPageProps {
	readonly params: Promise<{ readonly profile: string; readonly slug: string }>;
	/** `start` with which item, `every` so many seconds the next. */
	readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const load = cache(async (profile: string, slug: string) => {
	const addressed = addressedCollection(profile, slug);
	if (!addressed) return null;
	return (await serverRequest(ExhibitionDocument, { ...addressed, first: pageSize, after: null })).collectionAt;
});

export const generateMetadata = answeredMetadata(async function generateMetadata({
	params,
}: ExhibitionPageProps): Promise<Metadata> {
	const { profile, slug } = await params;
	const collection = await load(profile, slug);
	if (!collection) notFound();
	const t = await getTranslations('Exhibition');
	return { title: t('title', { title: collection.title }), robots: { index: false } };
});

export default answered(async function ExhibitionPage({ params, searchParams }: ExhibitionPageProps) {
	const { profile, slug } = await params;
	const collection = await load(profile, slug);
	if (!collection) notFound();
	const path = collectionAddress(collection);
	// It had this address, or another owner, before.
	if (encodeURIComponent(decodeURIComponent(slug)) !== encodeURIComponent(collection.slug))
		permanentRedirect(`${path}/exhibition`);
	const { edges, pageInfo } = collection.items;
	return (
		<Exhibition
			collection={{ title: collection.title, slug: collection.slug, handle: collection.owner.handle ?? '' }}
			path={path}
			initial={exhibitedOf(edges)}
			after={pageInfo.hasNextPage ? pageInfo.endCursor : null}
			beginning={readExhibited(await searchParams)}
		/>
	);
});
